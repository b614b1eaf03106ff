"""Does a line say that something can be done, is wished for, or cannot be done?

In:  the span of a statement
Out: clauses with their own spans and polarity
Why: encoders do not see negation ("geen ervaring met X" scored 0.89 to 0.91 for having it); rules
     with a scope do. A cue reaches to the end of its clause: to "maar", "but", "wel", ";" or ".".
     "Nooit" alone denies nothing ("er brandt nooit iets"): a denial names experience, knowledge, a
     paper, or what "I" have not done
"""

import itertools
import re
from collections.abc import Iterator

from matcher.profiles.lines import trim
from matcher.profiles.patterns import words
from matcher.records import Polarity

# A denial needs something that can be known or done: experience, knowledge, a paper, work done.
KNOWN_NL = (
    "(?:werk|praktijk)?(?:ervaring|kennis)|expertise|affiniteit|achtergrond|diploma|certificaat|"
    "rijbewijs\\w*|opleiding|bevoegdheid|registratie|bekwaamheid|aanwijzing|licentie|les"
)
KNOWN_EN = (
    "experience|knowledge|background|exposure|expertise|training|qualifications?|licen[cs]e|"
    "certificates?|certification|degree|skills"
)
DONE_NL = (  # "nog nooit mee gewerkt", "nog nooit een menu geschreven"
    "(?:(?:mee|uit|in|op|aan|voor|les|af|bij|om|na)?ge(?!en\\b|meente|zond|ld\\b)\\w+(?:d|t|en|aan|ien)|"
    "(?:be|ver|ont|her|onder|door)\\w+(?:d|t|en)|\\w+eerd)"
)
NAME = "[\\w+#./&-]*[\\w+#]"  # a word, or the name of a skill: C++, .NET, SAP FI/CO
NEGATED = words(
    f"(?:geen|weinig tot geen|nauwelijks|amper)(?: (?!twijfel|probleem){NAME}){{0,3}} "
    f"(?:{KNOWN_NL})",
    f"geen (?:{NAME}, ){{1,6}}(?:{NAME} )?(?:of|en) {NAME}[ -](?:{KNOWN_NL})",
    f"(?:no|without(?: any)?) (?:{NAME}, ){{1,6}}(?:{NAME} )?(?:or|and) {NAME} (?:{KNOWN_EN})",
    "geen (?:BIG|VCA|HBO|NEN|mentor|enkele ervaring)[\\w-]*",
    f"(?:heb|ben)(?: [\\w/’'-]+,?){{0,12}}? (?:nooit|niet eerder)"
    f"(?: (?!maar)[\\w/’'-]+,?){{0,10}}? {DONE_NL}",
    f"(?:nooit|niet eerder)(?: [\\w/’'-]+){{0,4}} {DONE_NL} (?:heb|ben)",
    f"(?<!die\\s)(?<!dat\\s)(?<!wie\\s)nog nooit (?:met|in|aan|een|op|zelf)"
    f"(?: [\\w/’'-]+){{0,6}}? {DONE_NL}",
    "(?:nog )?niet (?:\\w+ ){0,3}(?:bekend|vertrouwd|ervaren|bekwaam|vaardig|thuis in|mee gewerkt|"
    "in bezit|bevoegd|geregistreerd|gecertificeerd|behaald|zelf gedaan|onder de knie|in het big)",
    "(?:heb|ben) ik (?:nog )?niet (?:\\w+ ){0,3}ge\\w+(?:d|t|en)",
    "ik heb (?:nog )?niet (?:\\w+ ){0,4}(?:gewerkt|gebruikt|gedaan|geleerd)",
    "sta(?:at)? (?:ik )?(?:nog )?niet in het (?:BIG|register)\\w*",
    "zonder (?:\\w+ ){0,2}(?:ervaring|kennis|diploma|rijbewijs|opleiding)",
    "(?:heb|ken|beheers|kan) ik (?:nog )?(?:niet|geen)(?= \\w|[.,;!]|$)(?! (?:genoeg|alleen|beter|"
    "stil|wachten|zonder|vaak))",
    "(?:wat|die|dat) ik (?:nog )?niet (?:heb|ken|kan|beheers)", "wat ik (?:nog )?mis",
    "doe(?:n)? (?:ik|wij|we) (?:nog )?niet", "(?:alleen|enkel) uit (?:de )?(?:boeken?|theorie)",
    "niet uit de praktijk", "ontbreekt (?:mij|me|het mij|nog)",
    "gaf ik (?:nog )?geen", "geef ik (?:nog )?geen",
    f"(?:no|without(?: any| prior)?|little (?:to|or) no|limited to no|zero)(?: (?!doubt|downtime)"
    f"{NAME}){{0,4}}? (?:{KNOWN_EN})",
    "(?:i|i've|have|had)(?: \\w+){0,2} never(?! missed| failed| been late)",
    "never (?:\\w+ ){0,2}(?:worked|used|done|held|touched|managed|led|built|programmed|written|"
    "deployed|tried|cooked|taught|drawn|planned|run|set up)",
    "(?:i|we|and|but|though) (?:haven't|have not|hadn't|cannot|can't|don't|do not|didn't|did not)"
    "(?: yet| really| ever)? (?!hesitate|mind|wait|believe|like|want|miss|stop|shy|give|leave|let|"
    "need|get|fear|avoid|rest|go|accept|lose|forget|just|only|think|care|settle|tolerate)\\w+",
    "^(?:haven't|have not|never|don't have|do not have) ",
    "not (?:yet |very |really )?(?:familiar|experienced|proficient|certified|qualified|acquainted)",
    "not (?:yet )?(?:worked|used|held|hold|learned) (?:with|in|any|a|an)?",
    "unfamiliar with", "(?:i |still )lack(?: \\w+){0,4}", f"lacking (?:\\w+ ){{0,3}}(?:{KNOWN_EN})",
    "learned neither", "neither \\w+ nor \\w+ (?:experience|is something)", "only from books",
    "have yet to (?:work|learn|use)",
    "ohne (?:\\w+ ){0,2}(?:erfahrung\\w*|kenntnisse?)",
    "keine?n? (?:[\\w-]+ ){0,3}(?:erfahrung\\w*|kenntnisse?|führerschein)",
    "(?:habe?|bin|war) ich (?:noch )?nie", "ich (?:habe?|bin|war) (?:\\w+ ){0,4}noch nie",
    "nie (?:mit|zuvor)", "noch nie", "nicht (?:vertraut|erfahren)",
    "pas d[e'’] ?(?:\\w+ )?(?:expérience|connaissances?|permis)", "pas encore (?:d[e'’] ?)?",
    "aucune (?:expérience|connaissance)", "jamais (?:\\w+ )?(?:travaillé|utilisé)",
    "sans (?:expérience|connaissance)", "(?:nu am|fără) (?:experiență|cunoștințe)",
)  # fmt: skip
ASPIRED = words(
    f"(?:wil|wilde|zou)(?: \\w+){{0,4}} (?:graag|heel graag|ooit)?(?: {NAME},?){{0,8}} ?(?:leren|"
    "ontwikkelen|verdiepen|verdieping|doorgroeien|overstappen|behalen|halen|eigen maken|"
    "bijleren|specialiseren|groeien|omscholen)",
    f"graag (?:{NAME},? ){{0,8}}(?:leren|verdiepen|ontwikkelen|bijleren|specialiseren|doorgroeien|"
    "groeien)",
    "geïnteresseerd in", "interesse in", "interesse voor", "ambitie (?:om|is|in|:)", "mijn ambitie",
    "(?<!mensen\\s)aan het leren", "leergierig naar",
    "(?:ik hoop|hoop ik) (?:\\w+ ){0,6}(?:te|om)", "(?:ik ben|ben ik) (?:\\w+ )?van plan",
    "ik (?:ga|wil) (?:me |mij )?(?:\\w+ ){0,6}(?:leren|verdiepen|bijscholen|omscholen)",
    "leer ik (?:nu|momenteel|zelf)", "(?<!altijd\\s)(?<!steeds\\s)op zoek naar",
    "(?:zoek ik|ik zoek) (?:\\w+ ){0,4}?(?:een|naar|werk|baan|functie|plek|stage|rol)"
    "(?! (?:oorzaak|oplossing|storing|fout))",
    "droom(?:t)? (?:ervan|van)", "mijn wens (?:om|is)", "wens om", "sta(?:at)? open voor",
    "(?:would|i'd|i’d|we'd|we’d) (?:like|love) to",
    "(?:i|^|and|but|now|also) ?(?:really |still |hope and )?(?:want|wish|hope|aim|plan|aspire) to"
    "(?! be (?:open|clear|honest|plain))",
    "(?:hoping|aiming|planning|keen|eager|looking|aspiring|excited) to(?! the)",
    "eager to learn", "willing to learn", "interested in", "interest in", "currently learning",
    "learning to", "looking for (?:an?|my|new|work)", "seeking (?:an?|my|new)",
    "my (?:goal|ambition) is", "ambition to",
    "curious (?:about|to)", "in the process of learning",
    "möchte(?: \\w+){0,8} ?(?:lernen|vertiefen)?", "würde gerne?", "interessiert an",
    "lerne (?:gerade|derzeit)", "souhaite(?:rais)?(?: \\w+){0,3} ?(?:apprendre|me former)?",
    "aimerais", "intéressée? par", "envie d[e'’]", "doresc să", "vreau să", "căutarea",
)  # fmt: skip
TRAPS = words(  # they look like a "no" and say "yes"
    "geen (?:\\w+ )?(?:klacht\\w*|ongeval\\w*|ongeluk\\w*|incident\\w*|uitval|fouten|"
    "schade|boete\\w*)",
    "niet alleen", "niet slechts", "niet enkel", "niet in de laatste plaats",
    "geen (?:enkel )?probleem", "geen problemen",
    "zonder (?:\\w+ )?(?:problemen?|moeite|ongelukken|ongevallen|uitval|fouten|klachten|"
    "incidenten|onderbreking|schade|verzuim|vertraging|begeleiding|tussenkomst)",
    "niet te evenaren", "geen 9[- ]tot[- ]5\\w*", "niet-\\w+",
    "nooit (?:te laat|ziek|een deadline|opgeven|stil|genoeg|uitgeleerd|op)", "niet bang",
    "schuw(?:t)? (?:\\w+ )?niet", "geen (?:moeite|angst|uitdaging|uren|twee|dag|klus|zee|opgave)",
    "(?:nog )?nooit (?:\\w+ ){0,3}(?:gemist|te veel|te laat|overschreden|verzuimd|uitgevallen|"
    "stilgestaan|stilgezeten|klacht\\w*|ongeluk\\w*|ongeval\\w*|schade|boete\\w*|fouten)",
    "niet voor niets",
    "niet schromen",
    "(?:die|dat|wie) (?:\\w+ ){0,3}(?:geen|nooit|niet|zonder)(?: \\w+){0,3}? (?:had(?:den)?|hebben|"
    "heeft|kunnen|konden|kon|spreken|zijn|waren)",
    "(?:mensen|collega's|medewerkers|cliënten|klanten|leerlingen|jongeren|kandidaten|starters|"
    "deelnemers|gebruikers) (?:zonder|met (?:weinig|geen|nauwelijks))(?: \\w+){0,3}",
    "(?:who|that|which) (?:had|have|has|do|did|does|can|could) (?:not|never|no)(?: \\w+){0,3}",
    "(?:people|colleagues|users|customers|students|pupils|candidates|clients|staff|starters) "
    "(?:with (?:little|no)|without)(?: \\w+){0,4}",
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
    if _cue(NEGATED, clause):
        return Polarity.NEGATED
    if _cue(ASPIRED, clause) and not COURSE.match(clause.strip()):
        return Polarity.ASPIRED
    return Polarity.SHOWN


def _cue(pattern: re.Pattern[str], clause: str) -> re.Match[str] | None:
    """Return the first cue that no trap covers."""
    traps = [match.span() for match in TRAPS.finditer(clause)]
    for match in pattern.finditer(clause):
        if not any(a <= match.start() < b for a, b in traps):
            return match
    return None
