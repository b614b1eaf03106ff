"""Which level of education does a text name?

The scale, lowest first: vmbo, havo, mbo1, mbo2, mbo3, mbo4, associate, hbo, wo, master, phd.
"hbo" stands for every bachelor of a university of applied sciences, "wo" for an academic bachelor
or a university level that is not specified further, "master" for a master of either kind.
German and French names are put where the European Qualifications Framework puts them.
"""

import re

from matcher.profiles.patterns import words
from matcher.records import EDUCATION_SCALE

PATTERNS = (  # highest first; the first that fits in a piece of text is its level
    ("phd", words("ph\\.?\\s?d\\.?", "promotieonderzoek", "gepromoveerd", "doctoraat", "doctorate",
    "dissertation", "promotion an der", "doctorat")),
    ("master", words("masters?(?:'s)?(?: degree| of \\w+| in)?", "master\\w*opleiding",
    "m\\.?sc\\.?", "mba", "ll\\.?m\\.?", "m\\.a\\.", "meng", "drs\\.?", "doctoraal", "diplom-\\w+",
    "diplôme d'ingénieur", "bac ?\\+ ?5", "masterat\\w*", "wo[- ]master", "magister",
    "maestr[ií]a")),
    ("hbo", words("hbo\\w*", "hoger beroepsonderwijs", "hogeschool", "hts", "heao", "pabo",
    "fachhochschule", "university of applied sciences", "b\\.?eng\\.?", "bba", "post-?hbo", "hbo-v",
    "bac ?\\+ ?3", "haute école")),
    ("wo", words("wo", "wo[- ](?:bachelor|niveau|opleiding|werk\\w*|denk\\w*)", "universitair\\w*",
    "academisch\\w*", "universiteit", "university", "universität", "université", "b\\.?sc\\.?",
    "b\\.a\\.", "ba(?= \\w)", "ll\\.?b\\.?", "licence en", "licență", "licența", "facultate\\w*",
    "academic(?: level)?", "hochschulstudium", "studium")),
    ("hbo", words("bachelor\\w*(?:'s)?", "licenciatura", "laurea", "b\\.\\s?e\\.", "b\\.?tech")),
    ("associate", words("associate(?:'s)? degree", "ad[- ]opleiding", "ad-niveau", "bts", "dut",
    "bac ?\\+ ?2", "hn[cd]", "techniker")),
    ("mbo4", words("mbo[- ]?(?:niveau[- ]?)?(?:4|iv)", "mts", "meao", "mdgo", "technikum",
    "technische mittelschule", "fachwirt", "meister",
    "bol 4", "bbl 4", "niveau 4", "level 4", "verzorgende niveau 4")),
    ("mbo3", words("mbo[- ]?(?:niveau[- ]?)?(?:3|iii)(?:/4)?", "ausbildung", "lehre", "cap",
    "facharbeiter\\w*", "fachkraft", "fachinformatiker\\w*", "ihk",
    "bol 3", "bbl 3", "niveau 3", "verzorgende ig", "nvq level 3", "bac pro\\w*")),
    ("mbo2", words("mbo[- ]?(?:niveau[- ]?)?(?:2|ii)(?:/3)?", "lts", "niveau 2",
    "basisberoepsopleiding")),
    ("mbo1", words("mbo[- ]?(?:niveau[- ]?)?(?:1|i)", "entreeopleiding", "niveau 1")),
    ("mbo4", words("mbo\\+")),
    ("mbo3", words("mbo\\w*", "mbo-\\w+", "middelbaar beroepsonderwijs", "roc",
    "vocational (?:training|education|diploma)", "berufsausbildung", "apprenticeship")),
    ("havo", words("havo", "vwo", "atheneum", "gymnasium", "a[- ]levels?", "abitur", "baccalauréat",
    "high school diploma", "secondary school", "lycée", "liceum")),
    ("vmbo", words("vmbo\\w*", "mavo", "lbo", "gcse\\w*", "hauptschul\\w*", "realschul\\w*", "vbo",
    "basisonderwijs")),
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
    return min(named, key=EDUCATION_SCALE.index)


def _says_three(text: str) -> bool:
    return bool(
        re.search(r"(?i)(?:mbo|niveau|level|bol|bbl)[\s-]*(?:niveau[\s-]*)?(?:3|iii)\b", text)
    )
