"""Job titles inside running text, so that they can be taken out.

In:  a statement
Out: the statement without them
Why: a table of titles, and the phrases that introduce any title ("werkzaam als ..."). The titles in
     the person's own headers are not looked for: then another header would give other statements.
     Plurals ("team van monteurs") are other people, and stay.
"""

import re
from functools import cache

from ahocorasick_rs import AhoCorasick

from matcher.profiles.once import once_a_document

SUFFIXES = (  # of one-word titles, also as the last part of a Dutch or German compound
    "leider|leidster|manager|medewerker|medewerkster|adviseur|adviseuse|monteur|kundige|"
    "coördinator|coordinator|"
    "beheerder|ontwikkelaar|consultant|specialist|analist|docent|docente|leerkracht|chauffeur|"
    "verpleegkundige|verzorgende|begeleider|begeleidster|assistent|assistente|directeur|"
    "directrice|"
    "secretaris|secretaresse|hoofdredacteur|redacteur|voorbereider|uitvoerder|planner|inkoper|"
    "verkoper|verkoopster|lasser|timmerman|metselaar|elektricien|loodgieter|magazijnier|"
    "boekhouder|"
    "accountant|auditor|recruiter|intercedent|intercedente|programmeur|tester|"
    "architect|"
    "griffier|ontwerper|ontwerpster|student|studente|scholier|opticien|optometrist|"
    "installateur|fitter|builder|"
    "bouwer|bouwster|surveyor|casier|casieră|procesor|hotelier|bestuurslid|teamlid|employé|"
    "employée|"
    "rekencoördinator|kwaliteitscoördinator|leraar|lerares|juf|zij-instromer|praktijkdocent|"
    "ceo|cfo|cto|coo|cio|chro|bestuurder|engineer|developer|programmer|administrator|teamlead|"
    "calculator|tekenaar|constructeur|"
    "werkvoorbereider|bakker|slager|kapper|kapster|schoonmaker|schoonmaakster|beveiliger|"
    "vertegenwoordiger|telefonist|telefoniste|receptionist|receptioniste|psycholoog|"
    "tandarts|"
    "fysiotherapeut|logopedist|apotheker|jurist|advocaat|notaris|makelaar|onderzoeker|laborant|"
    "laborante|analiste|ondernemer|zelfstandige|bedrijfsleider|winkelier|caissière|barista|"
    "kelner|"
    "serveerster|gastvrouw|gastheer|vakkenvuller|orderpicker|operator|heftruckchauffeur|trainer|"
    "coach|mentor|stagiair|stagiaire|trainee|vrijwilliger|voorzitter|penningmeester|"
    "projectleidster|"
    "scrummaster|marketeer|copywriter|vormgever|fotograaf|journalist|vertaler|tolk|"
    "bibliothecaris|"
    "conciërge|huismeester|hovenier|schilder|stukadoor|stratenmaker|kraanmachinist|machinist|"
    "conducteur|koerier|bezorger|buschauffeur|trambestuurder|piloot|steward|stewardess|"
    "politieagent|"
    "brandweerman|militair|officier|dataspecialist|wetenschapper|ingenieur|technicus|"
    "technician|scientist|analyst|designer|nurse|teacher|lecturer|professor|tutor|"
    "welder|carpenter|electrician|plumber|bricklayer|cashier|waiter|waitress|chef|cook|"
    "baker|"
    "hairdresser|cleaner|buyer|salesman|saleswoman|salesperson|bookkeeper|secretary|receptionist|"
    "supervisor|foreman|director|officer|executive|adviser|advisor|assistant|intern|apprentice|"
    "representative|clerk|paralegal|lawyer|solicitor|physiotherapist|psychologist|pharmacist|"
    "researcher|librarian|translator|interpreter|caregiver|carer|paramedic|mechanic|machinist|"
    "entwickler|entwicklerin|leiter|leiterin|berater|beraterin|verkäufer|verkäuferin|kaufmann|"
    "kauffrau|pfleger|pflegerin|krankenschwester|lehrer|lehrerin|techniker|technikerin|meister|"
    "fahrer|fahrerin|sachbearbeiter|sachbearbeiterin|mitarbeiter|mitarbeiterin|buchhalter|"
    "buchhalterin|mechaniker|mechanikerin|mechatroniker|mechatronikerin|"
    "elektroniker|elektronikerin|schweißer|erzieher|erzieherin|köchin|"
    "développeur|développeuse|ingénieur|ingénieure|infirmier|infirmière|enseignant|enseignante|"
    "vendeur|vendeuse|comptable|technicien|technicienne|responsable|chargé|chargée|conseiller|"
    "conseillère|gestionnaire|aide-soignant|aide-soignante|cuisinier|cuisinière|acheteur|"
    "acheteuse|"
    "inginer|programator|asistentă|profesor|profesoară|contabil|analyste|dezvoltator|"
    "directoare|tutore"
)
WHOLE = (  # titles that many other words end in: "solid", "parts", "Hersteller", "Bangkok"
    "lid|commissielid|raadslid|bemanningslid|kaderlid|staflid|arts|huisarts|bedrijfsarts|"
    "dierenarts|basisarts|verzekeringsarts|specialist-arts|kok|chef-kok|hulpkok|teller|koch|"
    "chefkoch|controller|businesscontroller|driver|lorrydriver|writer|ghostwriter|underwriter|"
    "editor|bureau-?editor"
)
MODIFIERS = (
    "senior|junior|medior|lead|hoofd|head|chief|assistant|assistent|adjunct|deputy|associate|"
    "allround|"
    "ervaren|experienced|zelfstandig|freelance|interim|technisch|commercieel|financieel|algemeen|"
    "general|mechanical|electrical|policy|commissioning|hotel|grafisch|cybersecurity|security|"
    "mbo|hbo|wo|quantity|guest|regional|regionaal|international|internationaal|operationeel|"
    "project|product|account|"
    "sales|marketing|hr|ict|it|data|software|back-?end|front-?end|full-?stack|devops|cloud|web|"
    "java|"
    "python|business|customer|service|facilitair|logistiek|administratief|pedagogisch|juridisch|"
    "wijk|team|store|shop|office|supply chain|human resources|change|delivery|program|"
    "programme|risk|"
    "quality|network|system|systems|security|test|qa|finance|financial|legal|medical|clinical|"
    "registered|certified|gediplomeerd|geregistreerd|big-geregistreerd|staff|principal|leitender|"
    "gelernter?|erfahrener?|assistente?"
)
FRAMES = (  # "als X", "as a X": the phrase that follows is a title, whatever it is
    r"(?:in (?:de|mijn) (?:functie|rol) (?:van|als)|in (?:my|the) (?:role|position|"
    r"capacity) (?:of|as)(?: an?| the)?|"
    r"(?:werkzaam|werkend|werkte|werkt|werk|gewerkt|aangesteld|ingehuurd|begonnen|gestart|actief|"
    r"ervaring|working|worked|works|work|"
    r"employed|hired|started|serving|served|experience|tätig|gearbeitet|arbeite|travaillé|"
    r"activat|lucrat) "
    r"(?:als|as(?: an?| the)?|comme|en tant que?|ca))"
)
FRAME_STOP = (
    r"(?:bij|met|in|op|voor|van|aan|waar|waarbij|en|maar|die|heb|ben|was|werkte|samen|at|with|for|"
    r"where|and|on|together|"
    r"who|to|i|ik|bei|mit|im|für|und|chez|avec|dans|et|la|cu|pentru|tijdens|sinds|since|"
    r"responsible|verantwoordelijk)"
)
NO_TITLE = (  # "als er storing is", "as part of a team"
    r"(?:er|het|je|we|wij|ik|dat|dit|die|iemand|niemand|alles|iets|een|de|part|soon|long|well|much|"
    r"far|of|if|is|wordt|part|result|ik|sie|es|man|das)"
)
NO_ROLE = r"(?!(?:part|well|one|liaison|if|soon|expected|a (?:team|group|result|liaison))(?!\w))"
CALLED = (  # "op mijn werk heet ik X", "my badge says X"
    r"(?:heet(?:te)?\s+ik|noemen\s+(?:ze|we)\s+mij|(?:contract|badge|kaartje|papier)\s+staat|"
    r"(?:badge|contract|card|title)\s+says|my\s+(?:job\s+)?title\s+is|"
    r"fiche\s+de\s+paie\s+je\s+suis)"
)
_WORD = rf"(?!{FRAME_STOP}(?!\w))[\w&/+#.-]{{0,40}}[\w+#](?![\w+#])"
PHRASE = rf"{_WORD}(?:\s+{_WORD}){{0,4}}"
TITLE = re.compile(
    rf"(?<![\w-])(?:(?:{MODIFIERS})[\s/-]+){{0,6}}(?:(?:[^\W\d_]{{1,40}}-?)?(?:{SUFFIXES})|(?:{WHOLE}))(?![\w]|-\w|['’]s\b)",
    re.IGNORECASE,
)
FRAMED = (
    re.compile(
        rf"(?<!\w){FRAMES}\s+{NO_ROLE}(?:(?:een|a|an|de|the|ein|eine|un|une)\s+)?{PHRASE}(?=\s|[,.;:)]|$)",
        re.IGNORECASE,
    ),
    re.compile(
        rf"(?<!\w){CALLED}(?:\s+[\"“'‘][^\"”'’]{{2,60}}[\"”'’]|\s+{PHRASE})(?=\s|[,.;:)]|$)",
        re.IGNORECASE,
    ),
    re.compile(
        rf"^(?:as\s+an?|als|en\s+tant\s+que)\s+(?:een\s+)?(?!{NO_TITLE}(?!\w))"
        rf"[\w&/+#.-]+(?:\s+[\w&/+#.-]+){{0,4}}?(?=,|\s+[\w']+\s+(?:ik|ich)\b)",
        re.IGNORECASE,
    ),
)
HEAD_OF = re.compile(
    r"(?<!\w)(?:hoofd|head of|director of|vp of|leiter der|responsable de)(?:\s+[A-Z][\w&-]+)+"
)
# "Ervaren griffier met meer dan 5 jaar": what stands before the years is what somebody is called.
OPENING = re.compile(
    r"^(?:(?:ik ben|i am|i'm|ich bin|je suis)\s+)?(?:[^\W\d_][\w'’/&,+().-]*\s+){1,12}?"
    r"(?=(?:met|with|mit|avec|cu|având)\s+(?:\S+\s+){0,4}?(?:\d+|[a-zé]{3,}(?:tien|ig|een|teen|"
    r"ty)|twee|drie|vier|vijf|zes|"
    r"zeven|acht|negen|elf|twaalf|two|three|four|five|six|seven|eight|nine|eleven|twelve|zwei|"
    r"drei|vier|fünf|"
    r"trois|quatre|cinq)[+]?\s+(?:\S+\s+)?(?:jaar|jaren|years?|jahren?|ans|années|ani|de ani)\b)",
    re.IGNORECASE,
)
# Real words that end like a title and are none.
NOT_TITLES = frozenset(
    (
        *("meister", "koch", "arts", "kok", "teller", "executive", "intern", "assistant", "buyer"),
        *(
            "cook",
            "chargé",
            "responsable",
            "planner",
            "tester",
            "coach",
            "trainer",
            "mentor",
            "tolk",
        ),
        *("operator", "officer", "project", "militair", "zelfstandige", "kundige", "taalkundige"),
        *("lid", "bouwer", "builder"),
    )
)


@once_a_document
def without_titles(text: str) -> str:
    """Return `text` with "as a ..." phrases and titles of the table taken out."""
    text = OPENING.sub("", text)
    patterns = [*FRAMED, HEAD_OF]
    if _ends().find_matches_as_indexes(text.lower()):  # in few lines
        patterns.append(TITLE)
    at = 0
    kept: list[str] = []
    while True:
        found = [match for pattern in patterns if (match := pattern.search(text, at))]
        if not found:
            return "".join((*kept, text[at:]))
        first = min(found, key=lambda match: (match.start(), -match.end()))
        named = first.re is TITLE and first.group().casefold() in NOT_TITLES
        kept.append(text[at : first.end()] if named else text[at : first.start()] + " ")
        at = first.end()


@cache
def _ends() -> AhoCorasick:
    """Return what finds the ends of titles."""
    return AhoCorasick(f"{SUFFIXES}|{WHOLE}".replace("-?", "").split("|"))
