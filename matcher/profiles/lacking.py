"""Whoever lacks it is welcome: sentences that name a thing because it is not needed.

In:  a sentence of a vacancy
Out: whether it speaks to those who lack something, and turns nobody away; whether it reassures them
Why: "Nog geen VCA? Wij betalen de cursus." names a certificate, as a must does, and means the
     opposite: read as a must it puts back just those whom it invites. What follows the condition
     decides: "Zonder VCA kun je niet starten" is a must
"""

import re

_CONDITION = re.compile(
    r"(?i)^(?:(?:en |maar |and |but |und |aber |et |mais )?"
    r"(?:ook|zelfs|even|also|auch|selbst|même|aussi)?\s*"
    r"(?:(?:als|wanneer|indien|mocht|heb|beschik|bezit|ben)\s+(?:je|jij|u)\s+"
    r"(?:(?:zelf|daarover|momenteel|op dit moment)\s+)?(?:nog\s+)?(?:geen|niet)"
    r"|(?:als|wanneer|indien)\s+(?:je|jij|u)\s+(?:\w+\s+){1,5}(?:nog\s+)?niet\b"
    r"|wie\s+(?:nog\s+)?(?:geen|niet)"
    r"|if\s+you\s+(?:do\s+not|don[’']t|have\s+no|haven[’']t|lack|are\s+not|aren[’']t)"
    r"|(?:wenn|falls|sollten?)\s+(?:du|sie)\s+(?:noch\s+)?(?:kein\w*|nicht|über keine?)"
    r"|si\s+(?:vous|tu)\s+n[’']\w+\s+(?:pas|aucun\w*)"
    r"|(?:zonder|without|ohne|sans)\s))"
)
_QUESTION = re.compile(
    r"(?i)^(?:(?:maar |but |aber |mais )?"
    r"(?:(?:heb|beschik|bezit|ben)\s+(?:je|jij|u)\s+(?:nog\s+|zelf\s+)*(?:geen|niet)"
    r"|nog\s+(?:geen|niet)|geen"
    r"|(?:you\s+)?(?:don[’']t|do\s+not)\s+(?:you\s+)?(?:yet\s+)?have|no"
    r"|(?:hast\s+du|du\s+hast|haben\s+sie|sie\s+haben)\s+(?:noch\s+)?kein\w*|(?:noch\s+)?kein\w*"
    r"|pas\s+(?:encore\s+)?(?:de|d[’'])|(?:vous|tu)\s+n[’']\w+\s+pas)\s).{2,80}\?$"
)
_GOOD_TO_LACK = re.compile(  # "Heb je geen hekel aan vroeg opstaan?" asks for something
    r"(?i)\b(?:hekel|moeite|problem\w*|bezwaar|angst|vrees|hoogtevrees|zin|tijd te|"
    r"9[- ]tot[- ]5\w*|negen[- ]tot[- ]vijf\w*|fear|dislike|scheu|peur|nonsense|onzin)\b"
)
_WELCOME = re.compile(
    r"(?i)\b(?:welkom|welcome|willkommen|bienvenue?s?|"
    r"help\w*|leer\w*|leren|leid\w*|betal\w*|opleid\w*|train\w*|teach\w*|taught|pay\w*|"
    r"cursus|scholing|bied\w*|vergoed\w*|regel\w*|halen|behalen|sollicit\w+|reage\w+|"
    r"nodigen|horen|apply|hear|course|learn\w*|"
    r"bild\w*|zahl\w*|übernehm\w*|lern\w*|bewirb|bewerben|form(?:ons|ation|é\w*)|postule\w*|"
    r"apprend\w*|candidature)\b"
)
_TURNED_AWAY = re.compile(
    r"(?i)\b(?:niet|geen|nooit|helaas|not|cannot|can[’']t|won[’']t|unable|unfortunately|"
    r"nicht|kein\w*|leider|pas|aucun\w*|malheureusement|"
    r"verplicht\w*|vereist\w*|nodig|required|mandatory|necessary|erforderlich|obligatoire)\b"
)
RELIEF = re.compile(  # what follows such a question
    r"(?i)^(?:(?:dat is |das ist |that[’']s |dan |dat )?(?:helemaal |gar )?"
    r"(?:geen (?:probleem|punt|paniek|zorgen|nood|stress|ramp)|no (?:problem|worries|stress)|"
    r"not a problem|kein(?:e)? (?:problem|sorge|panik)|pas de (?:problème|souci|panique|stress))"
    r"|(?:dat|die|dit|dan) (?:kun|kan|leer|haal) je (?:(?:dat|die|het) )?(?:bij|van) ons\b"
    r"|we(?:[’']ll| will) (?:pay|train|teach|help)\b"
    r"|dan (?:leren|leiden|helpen|betalen|regelen) (?:wij|we)\b)"
)


def is_welcome_without(sentence: str) -> bool:
    """Tell whether a sentence is for those who lack what it names, and turns nobody away."""
    said = sentence.strip()
    if _QUESTION.match(said):
        return not _GOOD_TO_LACK.search(said)
    condition = _CONDITION.match(said)
    if condition is None or _GOOD_TO_LACK.search(said):
        return False
    _, comma, after = said[condition.end() :].partition(",")
    consequence = after if comma else said[condition.end() :]
    return bool(_WELCOME.search(consequence)) and not _TURNED_AWAY.search(consequence)
