"""Hostile texts of any size: one thing over and over, or one thing without end.

In:  a kind and a number of characters
Out: a text of that many characters
"""

UNITS: dict[str, str] = {
    "one word": "a",
    "one word of capitals": "A",
    "letters and marks that join": "e\u0301",
    "camel case": "aA",
    "chinese": "\u4e2d",
    "emoji": "\U0001f600",
    "names": "Anna ",
    "names in capitals": "ANNA ",
    "single letters": "a b ",
    "skills": "python sql java ",
    "skills and commas": "Python, SQL, Java, ",
    "skills without spaces": "pythonsqljava",
    "skills line by line": "- Python\n",
    "ambiguous skills": "Excel Word Go R C ",
    "years": "2016-2019 ",
    "open years": "jan 2016 - ",
    "months": "01/2016 ",
    "jobs": "Werkervaring\n2016-2019 Kok\n",
    "digits": "1",
    "groups of digits": "06 12 ",
    "commas": ",",
    "words and commas": "a, ",
    "brackets": "(",
    "pairs of brackets": "(a) ",
    "dots": ".",
    "sentences": "Ik ben goed. ",
    "abbreviations": "o.a. ",
    "mail without an at": "a.",
    "at signs": "a@",
    "mail addresses": "a.b@c.nl ",
    "links": "www.a.nl/",
    "newlines": "\n",
    "short lines": "a\n",
    "spaces": " ",
    "tabs": "a\t",
    "columns": "a      b\n",
    "hyphens": "-",
    "words and hyphens": "a-",
    "underscores": "_",
    "slashes": "/",
    "bars": "a | ",
    "semicolons": "a; ",
    "quotes": "'",
    "labels": "a: ",
    "names with labels": "Naam: Anna\n",
    "en": "en ",
    "of": "of ",
    "van": "van de ",
    "geen": "geen ",
    "geen ervaring": "geen ervaring met Java, ",
    "maar": "niet python maar sql en ",
    "je bent": "en je bent goed ",
    "een must": "Dit is een must. ",
    "bij voorkeur": "hbo, bij voorkeur mbo, ",
    "languages": "Nederlands Engels ",
    "levels": "Engels (C1), ",
    "degrees": "hbo bachelor ",
    "towns": "Amsterdam, Den Haag ",
    "years of work": "5 jaar ervaring ",
    "personal": "geboren in Turkije, ",
    "bullets": "\u2022 ",
}
WRAPS: dict[str, tuple[str, str]] = {  # where it stands in a CV or a vacancy
    "alone": ("", ""),
    "in a CV": ("Anna Jansen\nanna@example.com\nWerkervaring\n2016-2019 Kok\n- Koken ", "\n"),
    "in a vacancy": ("Kok\n\nWij vragen:\n- Koken ", "\n- Python\n"),
}


def text_of(kind: str, size: int, wrap: str = "alone") -> str:
    """Return a text of one kind, of `size` characters without what it is wrapped in.

    Parameters
    ----------
    kind : a key of `UNITS`
    wrap : a key of `WRAPS`
    """
    unit = UNITS[kind]
    before, after = WRAPS[wrap]
    return before + (unit * (size // len(unit) + 1))[:size] + after
