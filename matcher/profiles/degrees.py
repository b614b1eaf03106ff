"""Which level of education does a text name?

The scale, lowest first: vmbo, havo, mbo1, mbo2, mbo3, mbo4, associate, hbo, wo, master, phd.
"hbo" stands for every bachelor of a university of applied sciences, "wo" for an academic bachelor
or a university level that is not specified further, "master" for a master of either kind.
German and French names are put where the European Qualifications Framework puts them.
"""

import re
from collections.abc import Sequence

from matcher.profiles.patterns import words
from matcher.records import EDUCATION_SCALE, Polarity, Setting, Statement

UNFINISHED = re.compile(
    r"(?i)niet (?:afgerond|afgemaakt|voltooid|behaald)|zonder diploma|gestopt|stopped|"
    r"not (?:completed|finished)|unfinished|no degree|dropped out|nicht abgeschlossen|abgebrochen|"
    r"non (?:achev|termin)|neterminat|nog bezig|in progress|lopend|not yet|nog niet|"
    r"(?:niet|geen) (?:diploma|afgestudeerd)|propedeuse (?:only|behaald)|alleen propedeuse|"
    r"(?:verwachte? (?:diploma|afstuder)|expected|expecting|verwacht)\w*"
)
COURSE = re.compile(  # of days or months, whoever gives it: "Courses ... from the university"
    r"(?i)(?<!\w)(?:cursus\w*|courses?|training\w*|workshops?|summer school|masterclass\w*|"
    r"certificates?|certificaa?t\w*|online|mooc|coursera|udemy|edx|seminars?|module|kurse?|"
    r"lehrgang|"
    r"stage|internship|leergang|bijscholing|nascholing|summerschool|exchange|uitwisseling)(?!\w)"
)
PLACE_ONLY = re.compile(  # a school by its name, without what was studied there
    r"(?i)(?<!\w)(?:\w*hogeschool|fachhochschule|haute école|universit\w+|university|"
    r"uniwersytet\w*|"
    r"academ(?:y|ie|isch\w*)|facultate\w*|roc|college|studium|hochschulstudium)(?!\w)"
)
APPLIED = re.compile(
    r"(?i)(?<!\w)(?:\w*hogeschool|hbo\w*|university of applied|fachhochschule|hochschule|"
    r"(?:applied|fach)\w*|haute école|fh)(?!\w)"
)
BACHELOR = re.compile(
    r"(?i)(?<!\w)(?:bachelor\w*(?:'s)?|b\.?sc\.?|b\.?a\.?|b\.?eng\.?|b\.?b\.?a\.?)(?!\w)"
)
LOOSE = re.compile(
    r"(?i)(?<!\w)(?:bachelor\w*|b\.?sc\.?|b\.?a\.?|b\.?s\.?(?:n\.?)?|studium|licence|bsw|bfa)(?!\w)"
)
OF_WO = re.compile(r"(?i)(?<!\w)wo(?!\w)|wetenschappelijk|academi|universit|wissenschaftlich")
ACADEMIC = re.compile(r"(?i)\bbachelor(?:['’]?s)?(?: degree| of|['’]s)\b|\bhons\b|\bhonou?rs\b")
HELD = re.compile(  # a degree told outside a section of its own, at the head of a sentence
    r"(?i)^\W*(?:(?:i|ik|she|he|zij|hij|ich)\s+)?(?:(?:hold|has|have|heb|heeft|haal|behaal|obtain|"
    r"gradua|studeer|afgestudeerd|complet|finish|did|deed|doe|habe)\w*\s+)?(?:(?:an?|een|de|het|"
    r"the|"
    r"my|mijn|in|op|als|aan)\s+)*(?:opleiding\w*:?\s+|diploma:?\s+|education:?\s+)?"
    r"(?P<degree>(?:b\.?sc|m\.?sc|b\.?a|m\.?a|mba|bachelor|master(?:'?s)?|ph\.?d|mbo|hbo|havo|vwo|"
    r"vmbo|mavo|lts|mts|hts|meao|heao|technikum|vocational|vakdiploma|ausbildung|lehre|licence|"
    r"abitur|nvq|a-levels?|gcses?|graduaat|doctoral|universitaire|wo)(?!\w).{0,80})"
)
PUPILS = re.compile(
    r"(?i)(?:students?|studenten|leerlingen|stagiaire?s?|docent|teacher|klas|class)\b"
)

PATTERNS = (  # highest first; the first that fits in a piece of text is its level
    ("phd", words("ph\\.?\\s?d\\.?(?! (?:candidate|student|kandidaat))", "gepromoveerd",
    "promotieonderzoek", "doctoraat", "doctorate",
    "doctoral(?! (?:candidate|student))", "doctor (?:of|in)", "promotion an der",
    "doctorat",
    "dr\\. ?(?:rer|phil|ing)\\.?")),
    ("master", words("(?<!scrum\\s)(?<!grand\\s)(?<!web\\s)(?<!belt\\s)(?<!quiz\\s)"
    "masters?(?:'s)?(?: degree| of \\w+| in)?(?!(?:'s)? (?:data|class|plan|trainer|key|builder|"
    "chef|certificate|sommelier|schedule|list|file|agreement)\\b)", "master\\w*opleiding",
    "master(?:diploma|graad|titel)\\w*",
    "m\\.?sc\\.?", "mba", "msw", "m\\.s\\.w\\.?",
    "msn", "mph", "m\\.p\\.h\\.?", "mha", "mlis",
    "m\\.s\\.n\\.?", "m\\.?f\\.?a\\.?", "m\\.?p\\.?a\\.?", "juris doctor", "j\\.?d\\.?",
    "ll\\.?m\\.?", "m\\.a\\.", "m\\.s\\.", "m\\.?ed", "mres", "mphil",
    "m\\.tech",
    "ma(?= (?:in|of)\\b)", "ma(?= \\()", "ms(?= in\\b|:| degree)",
    "ma(?=:)", "meng", "drs\\.?", "doctoraal",
    "doctorandus", "meester in de rechten", "licentiaat", "diplom-\\w+",
    "staatsexamen (?:jura|lehramt)",
    "diplôme d'ingénieur", "bac ?\\+ ?5", "masterat\\w*", "wo[- ]master", "magister",
    "maestr[ií]a")),
    ("hbo", words("hbo\\w*", "hoger beroepsonderwijs", "hogeschool", "hts", "heao", "pabo",
    "fachhochschule", "\\w+hogeschool", "banaba", "kweekschool", "lerarenopleiding",
    "verpleegkundige niveau 5", "hogere (?:beroeps|technische|land\\w+|tuinbouw|hotel)\\w*",
    "second-degree teach\\w*", "professionele bachelor", "a-opleiding", "bachelier",
    "technische hochschule",
    "university of applied sciences", "b\\.?eng\\.?", "bba", "post-?hbo", "hbo-v",
    "bac ?\\+ ?3", "haute école")),
    ("wo", words("wo", "wo[- ](?:bachelor|niveau|opleiding|werk\\w*|denk\\w*)", "universitair\\w*",
    "academisch\\w*", "academische bachelor", "kandidaats\\w*", "licencjat", "inżynier", "pgce",
    "universiteit", "university", "universität", "université", "uniwersytet\\w*", "universidad\\w*",
    "b\\.?sc\\.?", "b\\.?s\\.?n\\.?", "bs(?= in\\b|:|,| degree)", "b\\.s\\.e\\.?", "bfa", "bsw",
    "b\\.?com\\.?(?= |\\()", "b\\.?a\\.?", "b\\.s\\.", "b\\.?agric", "b\\.?ed",
    "ll\\.?b\\.?", "licence en", "licență", "licența", "facultate\\w*",
    "academic(?: level)?", "hochschulstudium", "studium")),
    ("hbo", words("bachelor\\w*(?:'s)?", "licenciatura", "laurea", "b\\.\\s?e\\.", "b\\.?tech")),
    ("associate", words("associate(?:'s)? degree", "ad[- ]opleiding", "ad-niveau", "bts", "dut",
    "(?<!post)graduaat", "hbo[- ]?5", "associate of \\w+", "foundation degree",
    "associate in \\w+", "a\\.a\\.?s?\\.?(?= )", "a\\.s\\.(?= )", "aas(?= )",
    "associates?(?:'s)?(?=:| degree| diploma)",
    "associates? in \\w+",
    "bac ?\\+ ?2", "hn[cd]", "techniker")),
    ("mbo4", words("mbo[- ]?(?:niveau[- ]?)?(?:4|iv)",
    "mts(?! (?:group|groep|ltd|limited|inc|b\\.?v|gmbh|nv|systems|services|solutions|international|"
    "company))", "meao", "middenkader\\w*", "tso", "btec (?:level 3|extended)",
    "middelbare (?:[\\w-]+ )?(?:technische|agrarische|land\\w+|tuinbouw|hotel|\\w+)school\\w*",
    "middelbare (?:agrarische|technische|land\\w*|tuinbouw|hotel) school", "mdgo", "technikum",
    "technische mittelschule", "fachwirt", "meister",
    "bol 4", "bbl 4", "niveau 4", "level 4", "verzorgende niveau 4")),
    ("mbo3", words("mbo[- ]?(?:niveau[- ]?)?(?:3|iii)(?:/4)?", "gesellenbrief", "vakdiploma",
    "level 3 (?:diploma|nvq|award|certificate|in|btec|extended)",
    "(?:diploma|nvq|guilds|award|certificate)(?: \\S+){0,4} level 3", "zawodowa",
    "szkoła zawodowa", "vocational school", "ausbildung", "lehre", "cap",
    "facharbeiter\\w*", "fachkraft", "fachinformatiker\\w*", "ihk",
    "bol 3", "bbl 3", "niveau 3", "verzorgende ig", "nvq level 3", "bac pro\\w*")),
    ("mbo2", words("bso", "kmbo", "leerlingwezen", "nvq level 2", "level 2", "bol 2", "bbl 2",
    "bep",
    "mbo[- ]?(?:niveau[- ]?)?(?:2|ii)(?:/3)?", "lts", "niveau 2",
    "basisberoepsopleiding")),
    ("mbo1", words("mbo[- ]?(?:niveau[- ]?)?(?:1|i)", "entreeopleiding", "niveau 1")),
    ("mbo4", words("mbo\\+")),
    ("mbo3", words("mbo\\w*", "mbo-\\w+", "middelbaar beroepsonderwijs", "roc",
    "vocational (?:training|education|diploma)", "berufsausbildung", "apprenticeship")),
    ("havo", words("havo", "vwo", "hbs", "mms", "aso", "kso", "leaving cert\\w*", "matric\\w*",
    "sixth form", "high school", "ged",
    "hsc", "fachabitur", "fachhochschulreife", "secundair onderwijs",
    "atheneum", "gymnasium", "a[- ]levels?", "abitur", "baccalauréat",
    "high school diploma", "secondary school", "lycée", "liceum")),
    ("vmbo", words("vmbo\\w*", "mavo", "lbo", "gcse\\w*", "hauptschul\\w*", "realschul\\w*", "vbo",
    "mulo", "ambachtsschool", "huishoudschool", "lagere (?:agrarische|technische) school",
    "hauptschulabschluss", "brevet des collèges", "basisonderwijs")),
)  # fmt: skip


def level_of(text: str) -> str | None:
    """Return the highest level that `text` names, or None."""
    named = [level for level, pattern in PATTERNS if pattern.search(text)]
    if not named:
        return None
    if re.search(r"(?i)\bmbo\b", text) and any(level.startswith("mbo") for level in named):
        exact = [level for level in named if level != "mbo3" or _says_three(text)]
        named = exact or named
    if "wo" in named and "hbo" in named and re.search(r"(?i)bachelor|b\.?sc", text):
        return "hbo" if re.search(r"(?i)hogeschool|hbo|applied|fachhoch", text) else "wo"
    return max(named, key=EDUCATION_SCALE.index)


def least_level_of(text: str) -> str | None:
    """Return the lowest level that a requirement accepts: "mbo/hbo" asks for mbo."""
    named = [level for level, pattern in PATTERNS if pattern.search(text)]
    if not named:
        return None
    if "wo" in named and "hbo" in named and not re.search(r"(?i)\bhbo|hogeschool", text):
        named = [level for level in named if level != "hbo"]
    exact = [level for level in named if re.fullmatch(r"mbo[124]", level)]
    if exact and "mbo3" in named and not _says_three(text):
        named.remove("mbo3")
    least = min(named, key=EDUCATION_SCALE.index)
    # A bachelor is asked for, of either kind, unless the text says of which.
    return "hbo" if least == "wo" and LOOSE.search(text) and not OF_WO.search(text) else least


def _says_three(text: str) -> bool:
    return bool(
        re.search(r"(?i)(?:mbo|niveau|level|bol|bbl)[\s-]*(?:niveau[\s-]*)?(?:3|iii)\b", text)
    )


def highest_of(statements: Sequence[Statement]) -> tuple[str, int] | None:
    """Return the highest level that a CV's study lines show, with the index of the line.

    A bachelor beside the name of a university of applied sciences is one of it; a course given by a
    university is no degree. Where no line of study tells a level, a sentence elsewhere may ("She
    holds a BSc in ...").
    """
    study = [
        (index, statement)
        for index, statement in enumerate(statements)
        if statement.setting is Setting.EDUCATION and statement.polarity is Polarity.SHOWN
    ]
    found = [
        (level, index)
        for place, (index, statement) in enumerate(study)
        if (level := _held(statement, [other for _, other in study[max(0, place - 2) : place + 3]]))
    ]
    if not found:
        found = [
            (level, index)
            for index, statement in enumerate(statements)
            if statement.polarity is Polarity.SHOWN
            for sentence in [HELD.match(statement.text)]
            if sentence and not PUPILS.search(sentence["degree"])
            if (level := _told(sentence["degree"]))
        ]
    return max(found, key=lambda pair: (EDUCATION_SCALE.index(pair[0]), -pair[1]), default=None)


def _held(statement: Statement, near: Sequence[Statement]) -> str | None:
    """Return the highest level that one line of study shows, read beside its neighbours."""
    levels = [
        level
        for piece in re.split(r"(?<=[\w )]{3})[.;]\s+", statement.text)
        if (level := _told(piece))
    ]
    best = max(levels, key=EDUCATION_SCALE.index, default=None)
    if best in ("wo", "hbo") and BACHELOR.search(statement.text):
        own = bool(APPLIED.search(statement.text)) or re.search(r"(?i)universit", statement.text)
        beside = [other for other in near if other.period == statement.period]
        if not own and any(APPLIED.search(other.text) for other in beside):
            return "hbo"
    applied = any(APPLIED.search(other.text) for other in (statement, *near))
    if best == "hbo" and ACADEMIC.search(statement.text) and not applied:
        return "wo"
    if best == "wo" and APPLIED.search(statement.text) and not BACHELOR.search(statement.text):
        return "hbo"
    return best


def _told(piece: str) -> str | None:
    """Return the level of a piece of text unless it was not finished, or is a mere course."""
    if UNFINISHED.search(piece):
        return None
    return level_of(PLACE_ONLY.sub(" ", piece) if COURSE.search(piece) else piece)
