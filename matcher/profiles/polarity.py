"""Does a line say that something can be done, is wished for, or cannot be done?

In:  the span of a statement
Out: clauses with their own spans and polarity
Why: encoders do not see negation ("geen ervaring met X" scored 0.89 to 0.91 for having it); rules
     with a scope do. A cue reaches to the end of its clause: to "maar", "but", "wel", ";" or "."
"""

import itertools
import re
from collections.abc import Iterator

from matcher.profiles.lines import trim
from matcher.profiles.patterns import words
from matcher.records import Polarity

NEGATED = words(
    "(?:nog |helaas |vooralsnog )?(?:geen|weinig tot geen|nauwelijks|"
    "amper)(?: \\w+){0,3} (?:werk)?(?:ervaring|kennis|expertise|affiniteit|achtergrond|"
    "diploma|certificaat|rijbewijs|opleiding|praktijkervaring)",
    "(?:nog )?(?:nooit|niet eerder)(?: \\w+){0,6}",
    "(?:nog )?niet (?:\\w+ ){0,3}(?:bekend|vertrouwd|ervaren|bekwaam|vaardig|thuis|mee gewerkt|"
    "gewerkt|in bezit|bevoegd|geregistreerd|gecertificeerd|behaald|zelf gedaan|onder de knie)",
    "(?:ontbreekt|ontbreken)(?: \\w+){0,4}",
    "zonder (?:\\w+ ){0,2}(?:ervaring|kennis|diploma|rijbewijs|opleiding)",
    "heb ik (?:nog )?(?:niet|geen|nooit)", "ken ik (?:nog )?niet", "beheers ik (?:nog )?niet",
    "kan ik (?:nog )?niet", "doe ik niet", "geen (?:rijbewijs|BIG|VCA|diploma)\\w*",
    "no (?:\\w+[ -]){0,4}(?:experience|knowledge|background|exposure|expertise|training|"
    "qualification|licen[cs]e|certificate|certification)",
    "never (?:\\w+ ){0,2}(?:worked|used|done|had|held|been|touched|managed|led|built|"
    "programmed|written|deployed|tried)",
    "(?:haven't|have not|hasn't|has not|didn't|did not|don't|do not)(?: yet| really|"
    " ever)? (?:\\w+ )?(?:used?|work(?:ed)?|ha(?:ve|d)|know|done|do|hold|speak)",
    "not (?:yet |very |really )?(?:familiar|experienced|proficient|certified|qualified|"
    "acquainted|worked)",
    "unfamiliar with", "lack(?:ing|s)?", "without (?:any |prior )?(?:experience|knowledge)",
    "cannot", "can't", "limited to no", "little (?:to|or) no",
    "ohne (?:\\w+ ){0,2}(?:erfahrung\\w*|kenntnisse?)",
    "keine?n? (?:\\w+ ){0,3}(?:erfahrung\\w*|kenntnisse?|führerschein)", "nie (?:mit|zuvor)",
    "noch nie", "nicht (?:vertraut|erfahren)",
    "pas d[e'’] ?(?:\\w+ )?(?:expérience|connaissances?|permis)", "pas encore (?:d[e'’] ?)?",
    "aucune (?:expérience|connaissance)", "jamais (?:\\w+ )?(?:travaillé|utilisé)",
    "sans (?:expérience|connaissance)", "(?:nu am|fără) (?:experiență|cunoștințe)",
)  # fmt: skip
ASPIRED = words(
    "(?:wil|wilde|zou)(?: \\w+){0,4} (?:graag|heel graag|ooit)?(?: \\w+){0,8} ?(?:leren|"
    "ontwikkelen|verdiepen|verdieping|doorgroeien|overstappen|behalen|halen|eigen maken|"
    "bijleren|specialiseren|groeien|omscholen)",
    "graag (?:\\w+ ){0,8}(?:leren|verdiepen|ontwikkelen|bijleren|specialiseren|doorgroeien|"
    "groeien)",
    "geïnteresseerd in", "interesse in", "interesse voor", "ambitie (?:om|is|in|:)", "mijn ambitie",
    "momenteel aan het leren", "aan het leren", "leergierig naar",
    "hoop(?: ik)? (?:\\w+ ){0,6}(?:te|om)", "van plan",
    "ik (?:ga|wil) (?:me |mij )?(?:\\w+ ){0,6}(?:leren|verdiepen|bijscholen|omscholen)",
    "leer ik (?:nu|momenteel|zelf)", "op zoek naar", "zoek ik", "ik zoek",
    "droom(?:t)? (?:ervan|van)", "wens(?:en)? (?:om|is)", "sta(?:at)? open voor",
    "(?:would|'d) (?:like|love) to",
    "(?:want|wish|hope|hoping|aim|aiming|plan|planning|keen|eager|looking|aspire|aspiring|"
    "excited) to",
    "eager to learn", "willing to learn", "interested in", "interest in", "currently learning",
    "learning to", "looking for", "seeking", "my (?:goal|ambition) is", "ambition to",
    "curious (?:about|to)", "in the process of learning",
    "möchte(?: \\w+){0,8} ?(?:lernen|vertiefen)?", "würde gerne?", "interessiert an",
    "lerne (?:gerade|derzeit)", "souhaite(?:rais)?(?: \\w+){0,3} ?(?:apprendre|me former)?",
    "aimerais", "intéressée? par", "envie d[e'’]", "doresc să", "vreau să", "căutarea",
)  # fmt: skip
TRAPS = words(  # they look like a "no" and say "yes"
    "niet alleen", "niet slechts", "niet enkel", "niet in de laatste plaats",
    "geen (?:enkel )?probleem", "geen problemen",
    "zonder (?:\\w+ )?(?:problemen?|moeite|ongelukken|ongevallen|uitval|fouten|klachten|"
    "incidenten|onderbreking|schade|verzuim|vertraging|begeleiding|tussenkomst)",
    "niet te evenaren", "geen 9[- ]tot[- ]5\\w*", "niet-\\w+",
    "nooit (?:te laat|ziek|een deadline|opgeven|stil|genoeg|uitgeleerd|op)", "niet bang",
    "schuw(?:t)? (?:\\w+ )?niet", "geen (?:moeite|angst|uitdaging|uren|twee|dag|klus|zee|opgave)",
    "nooit (?:\\w+ ){0,3}(?:gemist|te veel|te laat|overschreden)", "niet voor niets",
    "niet schromen",
    "not only", "not just", "not least", "not limited to",
    "no (?:downtime|problems?|issues?|incidents?|fewer|less|accidents?|nonsense|errors?|lost|"
    "matter|more than|data loss|stranger)",
    "never (?:\\w+ )?(?:missed|late|failed|been late|stopped|lost|exceeded)",
    "without (?:\\w+ )?(?:problems?|incidents?|downtime|errors?|accidents?|supervision|"
    "interruption|delay)",
    "no-\\w+", "non-\\w+", "can't wait", "cannot wait", "don't hesitate",
    "nicht nur", "kein problem", "ohne (?:probleme|unfälle|ausfall|fehler)", "pas seulement",
    "non seulement", "sans (?:accident|problème|interruption|erreur)", "nu doar", "nu numai",
)  # fmt: skip
TURN = re.compile(
    r"(?i);\s*|[.!?]\s+|,?\s+(?=(?:maar|echter|but|however|though|although|while|whereas|aber|"
    r"jedoch|sondern|hoewel|terwijl|mais|par contre|dar)\b)"
    r"|,\s+(?=(?:wel|doch|juist)\b)|\s+(?=wel (?:met|in|bekend|ervaring|goed|vertrouwd)\b)|"
    r"\s+[–—-]\s+"
)
SOFT_TURN = re.compile(
    r"(?i),\s+(?=(?:en |and )?(?:wel|heb|had|ben|werk|wil|zou|geen|nooit|niet|met|maar|i\b|ik\b|"
    r"have|would|no\b|never|not\b|though|and (?:i|would|am)|waar|die|which|where|möchte|keine|"
    r"ich|je\b|mais|pas))|\s+(?=(?:en|and|und|et)\s+(?:wil|zou|heb|geen|ben|would|want|no\s|"
    r"never|am|have|i\s|ik\s|nog|hope|möchte|keine))"
)
COURSE = re.compile(
    r"(?i)(?:volg(?:t|de)?|doe|bezig met|following|taking|enrolled|studying|"
    r"currently completing|cursus|opleiding|course|training|bootcamp|certificer|certificate)"
)


def clauses(text: str, start: int, end: int) -> Iterator[tuple[int, int, Polarity]]:
    """Yield the clauses of ``text[start:end]``; neighbours of the same polarity stay together."""
    whole = text[start:end]
    if not (_cue(NEGATED, whole) or _cue(ASPIRED, whole)):
        yield start, end, Polarity.SHOWN
        return
    merged: list[tuple[int, int, Polarity]] = []
    for a, b in _parts(text, start, end):
        polarity = _polarity(text[a:b])
        if merged and merged[-1][2] is polarity:
            merged[-1] = (merged[-1][0], b, polarity)
        else:
            merged.append((a, b, polarity))
    for a, b, polarity in merged:
        a, b = trim(text, a, b, " \t\n\r,;")
        if b > a:
            yield a, b, polarity


def _parts(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    cuts = [m.end() for pattern in (TURN, SOFT_TURN) for m in pattern.finditer(text, start, end)]
    edges = [start, *sorted(set(cuts)), end]
    for a, b in itertools.pairwise(edges):
        if text[a:b].strip():
            yield a, b


def _polarity(clause: str) -> Polarity:
    no, wish = _cue(NEGATED, clause), _cue(ASPIRED, clause)
    if wish and not (no and no.start() < wish.start()):
        return Polarity.SHOWN if COURSE.match(clause.strip()) else Polarity.ASPIRED
    if no:
        return Polarity.NEGATED
    return Polarity.SHOWN


def _cue(pattern: re.Pattern[str], clause: str) -> re.Match[str] | None:
    """Return the first cue that no trap covers."""
    traps = [match.span() for match in TRAPS.finditer(clause)]
    for match in pattern.finditer(clause):
        if not any(a <= match.start() < b for a, b in traps):
            return match
    return None
