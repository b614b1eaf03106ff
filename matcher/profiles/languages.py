"""Which language is a text in, and which languages does it ask for or show, at what level?

In:  a text
Out: an ISO 639-1 code ("und" where undecided); names of human languages with a level
Why: a vote of stop words decides for whole texts in ten lines, needs no model and cannot drift
"""

import re
from dataclasses import dataclass

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
VOTES = {code: frozenset(listed.split()) for code, listed in STOP_WORDS.items()}

NAMES = {  # concept id -> nouns, then adjectives that need the word "language" beside them
    "dutch": ("nederlands|dutch|niederländisch|néerlandais|neerlandez[ăa]|olandez[ăa]|flemish|"
    "vlaams",
    "nederlandse"),
    "english": ("engels|english|englisch|anglais|englez[ăa]|inglés|inglese|inglês|angielski",
    "engelse|englische[nr]?|anglaise"),
    "german": ("duits|german|deutsch|allemand|german[ăa]|alemán|tedesco|alemão|niemiecki",
    "duitse|deutsche[nr]?|allemande"),
    "french": ("frans|french|französisch|français|francez[ăa]|francés|francese|francês|francuski",
    "franse|française"),
    "spanish": ("spaans|spanish|spanisch|espagnol|spaniol[ăa]|español|hiszpański", "spaanse"),
    "italian": ("italiaans|italian|italienisch|italien|italian[ăa]|italiano", "italiaanse"),
    "portuguese": ("portugees|portuguese|portugiesisch|portugais|portughez[ăa]|português",
    "portugese"),
    "polish": ("pools|polish|polnisch|polonais|polonez[ăa]|polski", "poolse"),
    "romanian": ("roemeens|romanian|rumänisch|roumain|român[ăa]", "roemeense"),
    "turkish": ("turks|turkish|türkisch|turc|turc[ăa]", "turkse"),
    "arabic": ("arabisch|arabic|arabe|arab[ăa]", "arabische"),
    "berber": ("berbers|tamazight|tarifit|riffijns|berber", "berberse"),
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
    "farsi": ("farsi|perzisch|persian|dari", ""),
    "urdu": ("urdu|oerdoe", ""),
    "vietnamese": ("vietnamees|vietnamese", ""),
    "indonesian": ("indonesisch|indonesian|bahasa indonesia", ""),
    "korean": ("koreaans|korean", ""),
    "somali": ("somalisch|somali", ""),
    "tigrinya": ("tigrinya", ""),
    "kurdish": ("koerdisch|kurdish", ""),
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

LEVELS = (  # first that fits; the order goes from special to general
    ("native", words("moedertaal\\w*", "moerstaal", "native", "mother tongue", "muttersprach\\w*",
    "langue maternelle", "tweetalig opgevoed", "bilingual", "matern[ăa]", "nativ[ăao]?",
    "lengua materna", "limba maternă")),
    ("C2", words("C2", "near[- ]native", "verhandlungssicher")),
    ("C1", words("C1", "vloeiend\\w*", "uitstekend\\w*", "fluent\\w*", "excellent\\w*",
    "zeer goed\\w*", "very good", "fließend\\w*", "sehr gut\\w*", "courant\\w*", "couramment",
    "fluid[ăo]?\\w*", "flui?do\\w*", "fluent[ăe]?", "advanced", "gevorderd\\w*", "perfect\\w*",
    "foutloos", "proficient", "full professional", "avansat\\w*", "bilingue")),
    ("B2", words("B2", "goede?", "good", "gute?n?", "bon(?:ne)?s?", "ruim voldoende", "strong",
    "professional working", "upper intermediate", "woord en geschrift", "written and spoken",
    "spoken and written", "wort und schrift", "verzorgd", "zakelijk\\w*", "business")),
    ("B1", words("B1", "redelijk\\w*", "voldoende", "intermediate", "gemiddeld\\w*",
    "conversational", "limited working", "mittelmäßig", "intermédiaire", "matig\\w*",
    "intermediar\\w*", "mediu", "werkniveau")),
    ("A2", words("A2", "basis\\w*", "basic", "grundkenntnisse", "notions", "elementary",
    "beperkt\\w*", "beginner\\w*", "base", "débutant", "de bază")),
    ("A1", words("A1", "beetje", "mondje", "a (?:little|bit)", "ein wenig",
    "ein bisschen", "un peu")),
)  # fmt: skip


BESIDE = re.compile(
    r"(?i)(?:[\W\d_]|\b(?:talen?|languages?|sprachen?|langues?|en|and|und|et|ook|also|de|het|the)\b)*"
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
    first, second = sorted(counts.values(), reverse=True)[:2]
    if first < 2 or first == second:
        return "und"
    return max(counts, key=lambda code: counts[code])


def tongues(text: str) -> list[Tongue]:
    """Return the human languages named in `text`, in order, each with the level beside it.

    A level is looked for up to the next language: first after the name ("Engels: goed", "English
    (C1)"), then before it ("goede beheersing van het Engels"); "Engels en Duits: goed" shares it.
    """
    spots = _spots(text)
    found = []
    for index, (start, end, language) in enumerate(spots):
        before = text[spots[index - 1][1] if index else 0 : start]
        after = text[end : spots[index + 1][0] if index + 1 < len(spots) else len(text)]
        found.append(Tongue(language, _level(after, before), start, end))
    return _shared(text, found)


def only_tongues(text: str) -> bool:
    """Tell whether a text names nothing but human languages and levels: "Fries, Engels (C1)"."""
    spots = _spots(text) if len(text) <= 120 else []
    rest, at = "", 0
    for start, end, _ in spots:
        rest, at = rest + text[at:start] + " ", end
    rest += text[at:]
    for _, pattern in LEVELS:
        rest = pattern.sub(" ", rest)
    return bool(spots) and bool(BESIDE.fullmatch(rest))


def _spots(text: str) -> list[tuple[int, int, str]]:
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
    kept: list[tuple[int, int, str]] = []
    for spot in spots:
        if not kept or spot[0] >= kept[-1][1]:
            kept.append(spot)
    return kept


def _level(after: str, before: str) -> str | None:
    for piece in (after.split(".")[0], re.split(r"[.;|]", before)[-1]):
        exact = re.search(r"(?<!\w)([ABC][12])(?!\w)", piece)
        if exact:
            return exact.group(1)
        for level, pattern in LEVELS:
            if pattern.search(piece):
                return level
    return None


def _shared(text: str, found: list[Tongue]) -> list[Tongue]:
    levels = [tongue.level for tongue in found]
    for index in range(len(found) - 2, -1, -1):
        between = text[found[index].end : found[index + 1].start]
        if levels[index] is None and re.fullmatch(
            r"(?i)[\s,/&]*(?:en|and|und|et|sau|și|of|or)?\s*(?:de |het )?", between
        ):
            levels[index] = levels[index + 1]
    for index in range(1, len(found)):
        between = text[found[index - 1].end : found[index].start]
        if levels[index] is None and re.fullmatch(r"(?i)[\s,/&]*(?:en|and|und|et|și)\s*", between):
            levels[index] = levels[index - 1]
    return [
        Tongue(tongue.language, level, tongue.start, tongue.end)
        for tongue, level in zip(found, levels, strict=True)
    ]
