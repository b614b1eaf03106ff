"""Which language is a text in, and which languages does it ask for or show, at what level?

In:  a text
Out: an ISO 639-1 code ("und" where undecided); names of human languages with a level
Why: a vote of stop words decides for whole texts in ten lines, needs no model and cannot drift
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from matcher.profiles.once import once_a_document
from matcher.profiles.patterns import words

STOP_WORDS = {
    "nl": "de het een en van ik je jij wij met voor bij naar niet ook maar door wordt heb hebt "
    "bent "
    "als aan op uit onze jouw dat deze zijn",
    "en": "the and of to with for you your our we is are this that from will have on as an by at "
    "be or my was",
    "de": "der die das und mit für ein eine einen du sie wir ihr ist sind auf nicht von im bei "
    "den "
    "dem zur zum als auch oder",
    "fr": "le la les des et du pour avec vous nous une est sont dans sur au aux votre notre en "
    "un "
    "par ou mes chez",
    "es": "el la los las y de del para con una es su por en que como un al se lo más desde nuestro "
    "experiencia usted",
    "it": "il lo gli e di per con una è sono nel della delle che dei alla anche presso nostro",
    "pt": "o os as e do da dos das para com uma é em um ao na no por nosso você",
    "ro": "și de la în pentru cu din este sunt care pe prin sau ale al unei unui echipei privind",
    "pl": "i w z na do się oraz dla nie jest o od w przez jak lub nasz pracy",
}  # fmt: skip
LOOKS = {  # words that a CV of few sentences consists of, and how words end
    "nl": words("heden", "werkervaring", "opleiding(?:en)?", "vaardigheden", "talen", "rijbewijs",
    "medewerker", "\\w+(?:aan|ee|oo|uu|ij|oe|ui|eu)\\w*en",
    "\\w+(?:ingen|heid|lijk|lijke|atie|schap)"),
    "en": words("present", "experience", "education", "skills", "languages", "driving",
    "\\w{3,}(?:ing|tion|tions|ment|ness|ship|ed|ly)"),
    "de": words("heute", "berufserfahrung", "ausbildung", "kenntnisse", "sprachen", "führerschein",
    "\\w+(?:ungen|ung|keit|lich|ieren)", "\\w*[äöüß]\\w*"),
    "fr": words("expérience", "formation", "compétences", "langues", "permis",
    "\\w+(?:eur|euse|tion|ité|ement|eaux)", "\\w*[èêçàù]\\w*"),
}  # fmt: skip
VOTES = {code: frozenset(listed.split()) for code, listed in STOP_WORDS.items()}

NAMES = {  # concept id -> nouns, then adjectives that need the word "language" beside them
    "dutch": ("nederlands|dutch|niederländisch|néerlandais|neerlandez[ăa]|olandez[ăa]|flemish|"
    "vlaams(?!-brabant)",
    "nederlandse"),
    "english": ("engels|english|englisch|anglais|englez[ăa]|inglés|inglese|inglês|angielski",
    "engelse|englische[nr]?|anglaise"),
    "german": ("duits|german|deutsch|allemand|german[ăa]|alemán|tedesco|alemão|niemiecki|almanca",
    "duitse|deutsche[nr]?|allemande"),
    "french": ("frans|french|französisch|français|francez[ăa]|francés|francese|francês|francuski",
    "franse|française"),
    "spanish": ("spaans|spanish|spanisch|espagnol|spaniol[ăa]|español|castellano|hiszpański",
    "spaanse"),
    "italian": ("italiaans|italian|italienisch|italien|italian[ăa]|italiano", "italiaanse"),
    "portuguese": ("portugees|portuguese|portugiesisch|portugais|portughez[ăa]|português",
    "portugese"),
    "polish": ("pools|polish|polnisch|polonais|polonez[ăa]|polski", "poolse"),
    "romanian": ("roemeens|romanian|rumänisch|roumain|român[ăa]", "roemeense"),
    "turkish": ("turks|turkish|türkisch|turc|turc[ăa]|türkçe", "turkse"),
    "arabic": ("(?:marokkaans[- ]?|moroccan )?(?:arabisch|arabic)|arabe|arab[ăa]|darija",
    "arabische"),
    "berber": ("berbers?|tamazight|tarifit|tashelhit|riffijns", "berberse"),
    "papiamento": ("papiaments|papiamento|papiamentu", "papiamentse"),
    "sranan-tongo": ("sranan(?:[- ]tongo)?|surinaams", "surinaamse"),
    "hindi": ("hindi|hindoestaans|sarnami", ""),
    "ukrainian": ("oekraïens|ukrainian|ukrainisch|ukrainien", "oekraïense"),
    "russian": ("russisch|russian|russe|rus[ăa]", "russische"),
    "mandarin": ("mandarijn|mandarin|chinees|chinese|chinesisch|chinois|chinez[ăa]", ""),
    "japanese": ("japans|japanese|japanisch|japonais|japonez[ăa]", ""),
    "bulgarian": ("bulgaars|bulgarian|bulgarisch", ""),
    "hungarian": ("hongaars|hungarian|ungarisch", ""),
    "czech": ("tsjechisch|czech|tschechisch", ""),
    "greek": ("grieks|greek|griechisch|grec", ""),
    "swedish": ("zweeds|swedish|schwedisch", ""),
    "danish": ("deens|danish|dänisch", ""),
    "norwegian": ("noors|norwegian|norwegisch", ""),
    "frisian": ("fries|frisian", "friese taal"),
    "farsi": ("farsi|perzisch|persian|persisch|persan", ""),
    "dari": ("dari", ""),
    "pashto": ("pashto|pasjtoe|paschtu", ""),
    "urdu": ("urdu|oerdoe", ""),
    "vietnamese": ("vietnamees|vietnamese", ""),
    "indonesian": ("indonesisch|indonesian|bahasa indonesia", ""),
    "korean": ("koreaans|korean", ""),
    "somali": ("somalisch|somali", ""),
    "tigrinya": ("tigrinya", ""),
    "kurdish": ("koerdisch|kurdish", ""),
    "afrikaans": ("afrikaans", ""),
    "albanian": ("albanees|albanian|albanisch|albanais", ""),
    "amharic": ("amhaars|amharic|amharisch", ""),
    "armenian": ("armeens|armenian|armenisch", ""),
    "bengali": ("bengaals|bengali", ""),
    "bosnian": ("bosnisch|bosnian", ""),
    "catalan": ("catalaans|catalan|katalanisch", ""),
    "croatian": ("kroatisch|croatian", ""),
    "estonian": ("ests|estonian|estnisch", ""),
    "filipino": ("filipijns|filipino|tagalog", ""),
    "finnish": ("fins|finnish|finnisch|finnois", ""),
    "gujarati": ("gujarati", ""),
    "hebrew": ("hebreeuws|hebrew|hebräisch|hébreu", ""),
    "igbo": ("igbo", ""),
    "irish": ("iers|irish|gaeilge", ""),
    "breton": ("breton|bretons", ""),
    "kabyle": ("kabyle|kabylisch", ""),
    "latin": ("latijn|latin|latein", ""),
    "malagasy": ("malagasy|malgache", ""),
    "wolof": ("wolof", ""),
    "latvian": ("lets|latvian|lettisch", ""),
    "limburgish": ("limburgs", ""),
    "lingala": ("lingala", ""),
    "lithuanian": ("litouws|lithuanian|litauisch", ""),
    "luxembourgish": ("luxemburgs|luxembourgish|luxemburgisch|lëtzebuergesch", ""),
    "malay": ("maleis|malay", ""),
    "malayalam": ("malayalam", ""),
    "marathi": ("marathi", ""),
    "nepali": ("nepalees|nepali", ""),
    "punjabi": ("punjabi|panjabi", ""),
    "serbian": ("servisch|serbian|serbisch|serbe", ""),
    "slovak": ("slowaaks|slovak|slowakisch", ""),
    "slovenian": ("sloveens|slovenian|slovene|slowenisch", ""),
    "swahili": ("swahili|kiswahili", ""),
    "tamil": ("tamil", ""),
    "telugu": ("telugu", ""),
    "thai": ("thais|thai", ""),
    "twi": ("twi", ""),
    "welsh": ("welsh|cymraeg", ""),
    "yoruba": ("yoruba", ""),
    "zulu": ("zulu|isizulu", ""),
    "dutch-sign-language": ("nederlandse gebarentaal|ngt|dutch sign language", ""),
}  # fmt: skip

TONGUE = r"(?:\s+en\s+\w+e)?\s*(?:taal|talen|taalbeheersing|sprache|language|langue)"
FINDERS = {
    concept: words(
        rf"(?:{nouns})(?:kenntnisse|sprachig\w*|talig\w*)?",
        *([rf"(?:{adjectives}){TONGUE}"] if adjectives else []),
    )
    for concept, (nouns, adjectives) in NAMES.items()
}
ADJECTIVES = {
    concept: words(adjectives) for concept, (_, adjectives) in NAMES.items() if adjectives
}
_SOME = re.compile(  # how any of them begins
    rf"(?<!\w)(?:{'|'.join(name for names in NAMES.values() for name in names if name)})",
    re.IGNORECASE,
)
Spot = tuple[int, int, str]  # start, end and language

LEVELS = (  # first that fits; the order goes from special to general
    ("native", words("(?<!near[-\\s])(?<!bijna\\s)moeders?ta(?:al|len)\\w*", "moerstaal",
    "eerste taal",
    "(?<!near[-\\s])(?<!nearly\\s)(?<!almost\\s)native(?![- ]like)", "mother[- ]?tongues?",
    "first language",
    "thuis(?:taal)?", "home language", "raised (?:in|with)", "opgegroeid (?:in|met)",
    "muttersprach\\w*",
    "langue maternelle", "tweetalig opgevoed", "bilingual", "matern[ăa]", "nativ[ăao]?",
    "lengua materna", "limba maternă")),
    ("C2", words("C2", "(?:near|nearly|almost)[- ]native", "native[- ]like", "bijna moedertaal\\w*",
    "verhandlungssicher", "mastery", "proficiency level")),
    ("C1", words("C1", "vloeiend\\w*", "uitstekend\\w*", "fluent\\w*", "excellent\\w*",
    "zeer goed\\w*", "very good", "fließend\\w*", "sehr gut\\w*", "courant\\w*", "couramment",
    "vlot\\w*", "volledige? professionele?", "onderhandel\\w*", "negotiat\\w*", "fluid[ăo]?\\w*",
    "flui?do\\w*", "fluent[ăe]?", "advanced", "gevorderd\\w*", "perfect\\w*",
    "foutloos", "proficient", "full professional", "avansat\\w*", "bilingue")),
    ("B2", words("B2", "goede?", "good", "gute?n?", "bon(?:ne)?s?", "ruim voldoende", "strong",
    "professional working", "upper[- ]?intermediate", "woord en geschrift", "written and spoken",
    "goed (?:in|van)", "prima", "confident\\w*", "solid", "(?<!limited\\s)working proficiency",
    "hoog niveau",
    "spoken and written", "wort und schrift", "verzorgd", "zakelijk\\w*", "business")),
    ("B1", words("B1", "redelijk\\w*", "behoorlijk\\w*", "reasonabl[ey]", "decent", "ok(?:é|ay)?",
    "fair(?:ly)?", "(?:kan|kun) (?:ik )?(?:me|mij|mezelf)(?: er)?(?: mee| in)? redden",
    "(?:me|mij|mezelf) (?:\\w+ )?redden", "get by", "(?:lower|pre)[- ]?intermediate", "bruikbaar",
    "gesprek\\w*", "mondeling\\w*", "werkend", "brauchbar", "moyen(?:ne)?", "good enough",
    "voldoende", "intermediate", "gemiddeld\\w*",
    "conversational", "limited working", "beperkte? (?:werk|professionele)\\w*", "serviceable",
    "mittelmäßig", "intermédiaire", "matig\\w*",
    "intermediar\\w*", "mediu", "werkniveau")),
    ("A2", words("A2", "basis\\w*", "basics?",
    "school[- ]?(?:level|niveau|\\w*(?:engels|duits|frans))?",
    "some", "wat", "lerend", "learning", "grundkenntnisse", "notions", "elementary",
    "beperkt\\w*", "beginner plus", "base", "débutant", "de bază")),
    ("A2", words("(?:een )?(?:klein )?beetje", "a (?:little|bit)", "ein (?:wenig|bisschen)")),
    ("A1", words("A1", "beginn(?:er|end)\\w*", "mondje", "a (?:little|bit)", "a few words",
    "paar woorden", "N5", "ein wenig",
    "ein bisschen", "un peu")),
)  # fmt: skip


BESIDE = re.compile(
    r"(?i)(?:[\W\d_]|\b(?:talen?|languages?|sprachen?|langues?|en|and|und|et|ook|also|de|het|the|"
    r"in|of|or|level|niveau|proficiency|working|spoken|written|spreken|lezen|schrijven|speak|read|"
    r"write|speaking|reading|writing|luisteren|gesproken|geschreven|mondeling|schriftelijk|nt2|"
    r"toefl|ielts|staatsexamen|state|exam|programma|programme|ii?)\b)*"
)
AND = re.compile(r"\s(?:en|and|und|et|și|y|e|plus|but|maar)\s")  # what follows is of the next one
PIECES = re.compile(r"[,;|\n•·]|\s[–—-]\s(?=[A-Z])|\)\s*(?:en|and|und|et)\s")


SHARES = re.compile(r"(?i)[\s,/&]*(?:en|and|und|et|sau|și|of|or)?\s*(?:de |het )?")
ANDS = re.compile(r"(?i)[\s,/&]*(?:(?<=\s)(?:en|and|und|et|și)(?=\s)|[/&])\s*")
SPEAKS = re.compile(  # "I speak", not "spoke with customers in"
    r"(?i)\b(?:(?:ik |i |he |she |hij |zij |ich |je )(?:\w+ )?(?:spreekt?|speaks?|spreche|parle)|"
    r"spreek (?:ik|ook)|speaks|spreekt|moedertaal|mother tongue|native speaker|muttersprache|"
    r"langue maternelle)\b"
)


@dataclass(frozen=True, slots=True)
class Tongue:
    """A human language that a text names, with its level where one stands beside it."""

    language: str
    level: str | None
    start: int
    end: int


def language_of(text: str) -> str:
    """Return the ISO 639-1 code of the language of `text`, or "und" where the vote is a tie."""
    tokens = re.findall(r"[^\W\d_]+", text.casefold())
    counts = {code: sum(token in votes for token in tokens) for code, votes in VOTES.items()}
    if not _decided(counts):  # a CV in keywords: its words look like their language
        counts = {
            code: counts[code] + len(LOOKS[code].findall(text)) if code in LOOKS else counts[code]
            for code in counts
        }
    return max(counts, key=lambda code: counts[code]) if _decided(counts) else "und"


def _decided(counts: dict[str, int]) -> bool:
    first, second = sorted(counts.values(), reverse=True)[:2]
    return first >= 2 and first > second


@once_a_document
def tongues(text: str) -> tuple[Tongue, ...]:
    """Return the human languages named in `text`, in order, each with the level beside it.

    A level is looked for up to the next language: first after the name ("Engels: goed", "English
    (C1)"), then before it ("goede beheersing van het Engels"); "Engels en Duits: goed" shares it.
    """
    spots = _spots(text)
    leads = _leads(text, spots)
    found = []
    for index, (start, end, language) in enumerate(spots):
        before = text[spots[index - 1][1] if index else 0 : start]
        after = text[end : spots[index + 1][0] if index + 1 < len(spots) else len(text)]
        found.append(Tongue(language, _level(after, before, leads=leads), start, end))
    return tuple(_shared(text, found, leads=leads))


def _leads(text: str, spots: Sequence[Spot]) -> bool:
    """Tell whether levels stand before their language: "Native Russian, basic German"."""
    if not spots:
        return False
    first = PIECES.split(text[: spots[0][0]])[-1]
    last = PIECES.split(text[spots[-1][1] :])[0]
    return _named(first) is not None and _named(last) is None


@once_a_document
def only_tongues(text: str) -> bool:
    """Tell whether a text names nothing but human languages and levels: "Fries, Engels (C1)"."""
    spots = _spots(text) if len(text) <= 120 else ()
    if not spots:
        return False
    rest, at = "", 0
    for start, end, _ in spots:
        rest, at = rest + text[at:start] + " ", end
    rest += text[at:]
    for _, pattern in LEVELS:
        rest = pattern.sub(" ", rest)
    return bool(BESIDE.fullmatch(rest))


def tongue_line(text: str) -> bool:
    """Tell whether a line tells which languages somebody speaks, whatever section it stands in."""
    found = tongues(text) if len(text) <= 160 else ()
    if not found or not (any(t.level for t in found) or len(found) > 2):
        return False
    if only_tongues(text) or SPEAKS.search(text):
        return True
    rest = text
    for tongue in reversed(found):
        rest = rest[: tongue.start] + " " + rest[tongue.end :]
    for _, pattern in LEVELS:
        rest = pattern.sub(" ", rest)
    others = [word for word in re.findall(r"[^\W\d_]{2,}", rest) if not BESIDE.fullmatch(word)]
    return len(found) > 1 and len(others) <= 2 * len(found)


def level_alone(text: str) -> bool:
    """Tell whether a line holds a level and no language: "Full professional proficiency"."""
    return len(text.split()) <= 6 and not _spots(text) and _named(text) is not None


@once_a_document
def _spots(text: str) -> tuple[Spot, ...]:
    if not _SOME.search(text):  # most lines, and there are eighty languages
        return ()
    spots = [
        (match.start(), match.end(), language)
        for language, finder in FINDERS.items()
        for match in finder.finditer(text)
    ]
    if re.search(r"\b(?:taal|talen)\b", text, re.IGNORECASE):  # "de Nederlandse en Engelse taal"
        spots += [
            (match.start(), match.end(), language)
            for language, finder in ADJECTIVES.items()
            for match in finder.finditer(text)
        ]
    spots.sort(key=lambda spot: (spot[0], -spot[1]))
    kept: list[Spot] = []
    for spot in spots:
        if not kept or spot[0] >= kept[-1][1]:
            kept.append(spot)
    return tuple(kept)


def _level(after: str, before: str, *, leads: bool) -> str | None:
    """Return the level beside a language, from the piece that it stands in if one is there."""
    behind = PIECES.split(AND.split(after.split(".")[0])[0])
    near = behind[0] if re.search(r"\w", behind[0]) or len(behind) == 1 else " ".join(behind[:2])
    ahead = AND.split(PIECES.split(before.rstrip(" \n:"))[-1])[-1]
    far = re.split(r"[.;|]", before)[-1]
    order = (ahead, behind[0]) if leads else (near, ahead, " ".join(behind))
    for piece in (*order, far if leads and before.strip(" ,") and not AND.search(before) else ""):
        level = _named(piece)
        if level is not None:
            return level
    return None


def _named(piece: str) -> str | None:
    """Return the level that a piece of text names, in words, letters or a row of dots."""
    exact = sorted(re.findall(r"(?<!\w)([ABC][12])(?!\w)", piece))
    if exact:  # of "listening C1, reading B2, speaking B2, writing B1" the one in the middle
        return str(exact[len(exact) // 2])
    dots = re.search(r"([●★■⬤◉•▪*]{1,6})([○☆□◯▫·-]*)", piece)
    if dots and len(dots.group()) > 2:
        return _of_five(len(dots[1]) / max(5, len(dots.group())))
    share = re.search(r"(?<!\d)([0-5])\s?(?:/|van de|van|of|out of)\s?5(?!\d)", piece)
    if share:
        return _of_five(int(share[1]) / 5)
    return next((level for level, pattern in LEVELS if pattern.search(piece)), None)


def _of_five(share: float) -> str:
    """Return a level for a share of the dots; most people give their own language all."""
    return ("A1", "A1", "A2", "B2", "C1", "native")[round(share * 5)]


def _shared(text: str, found: list[Tongue], *, leads: bool) -> list[Tongue]:
    """Return the languages with a level that several share: "Engels en Duits: goed"."""
    levels = [tongue.level for tongue in found]

    def between(index: int) -> str:
        return text[found[index].end : found[index + 1].start]

    def backwards() -> None:
        for index in range(len(found) - 2, -1, -1):
            own = text[found[index + 1].end :].lstrip()[:1] == "("  # "Dutch, English (good)"
            joins = SHARES if not own else ANDS
            if levels[index] is None and joins.fullmatch(between(index)):
                levels[index] = levels[index + 1]

    def onwards() -> None:
        for index in range(1, len(found)):
            if levels[index] is None and ANDS.fullmatch(between(index - 1)):
                levels[index] = levels[index - 1]

    for share in (onwards, backwards) if leads else (backwards, onwards):
        share()
    return [
        Tongue(tongue.language, level, tongue.start, tongue.end)
        for tongue, level in zip(found, levels, strict=True)
    ]
