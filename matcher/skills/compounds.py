"""Whether a name that is only part of a longer word still names its concept.

In:  a folded name, and the letters before or behind it in the word
Out: yes or no
Why: Dutch and German write compounds as one word: "wondzorgprotocol" shows wound care. An ordinary
     name of five letters or more counts as the first or last part. A brand counts as the first part
     only before a word that compounds end in ("kubernetescluster"), for brands begin other words:
     React and "reactie", Excel and "excellent", Spark and "sparkling". So do English names, since
     English writes no compounds as one word ("supplemental"), and no Dutch name is heard before the
     ending of another language ("regres-sion"). A compound that says who somebody is
     ("verkoopmedewerker") is a job title, which is no evidence.
"""

import re

from matcher.skills.inflection import STEM

_PART = 3  # letters that the part before a name needs
_BRAND = 4  # letters that a brand needs to be the first part: "Javakoppelingen"

# Words as short as this are mostly endings ("mechanical-ly"), so the first part must be listed.
_SHORT_TAILS = frozenset(["app", "bak", "les", "map", "norm", "pas", "rol", "tak", "vak", "wet"])

# Before the last part these make another verb or noun, not a kind of it: bouwen -> "opbouwen".
_PARTICLES = frozenset(
    re.findall(
        r"\w+",
        "aan ach als ant bij con des door ein ene ent ere ert ges her hin inf inge ings int inter "
        "kon los mede mis mit naar naast nach neer non ond onder ont oor opge over pre pro rond "
        "samen sub tegen terug toe tussen uber uit uitge unter van vast ver vol voor voort vor "
        "weg wer zer",
    )
)

# English and French endings: what stands before them is a stem of that language, not a name.
_FOREIGN = re.compile(
    r"[st]?sions?|[st]?ssions?|[ai]?tions?|ments?|ness|able|ible|ably|[st]?ive(?:ly)?|ings?|"
    r"i?ty|ities|i?ally|ful(?:ly)?|less|ships?|wise|wards?|isms?|ists?|i?[oa]us(?:ly)?|i?cal(?:ly)?|"
    r"tional(?:ly)?|ers?|ors?|ation(?:al)?|ances?|ences?|eur(?:s|e)?|euses?|iques?|aires?|eaux?"
)

# What Dutch and German compounds with a brand, a method or a machine end in.
_TAILS = re.compile(
    "(?:s|e|en)?(?:"
    "administratie|advies|analyse|applicatie|architectuur|audit|automatisering|bediening|"
    "beheer|besturing|bewerking|bouw|campagne|certificaat|certificering|cluster|code|component|"
    "controle|cursus|data|database|diploma|documentatie|ecosysteem|ervaring|examen|expertise|"
    "format|framework|functie|gebruik|gegevens|implementatie|infrastructuur|inrichting|"
    "installatie|instelling|integratie|kennis|koppeling|landschap|laag|licentie|logica|machine|"
    "macro|migratie|model|module|norm|omgeving|onderhoud|ontwerp|ontwikkeling|oplossing|opleiding|"
    "pakket|pijplijn|pipeline|plan|platform|plugin|principe|proces|processen|product|"
    "programma|programmering|project|protocol|queries|query|rapport|rapportage|richtlijn|robot|"
    "schema|script|server|site|software|sprint|stack|standaard|structuur|"
    "suite|systeem|systemen|team|techniek|technologie|test|tool|tooling|toepassing|training|"
    "tabel|tabellen|modellen|schermen?|sjabloon|sjablonen|bestand|bestanden|formule|dashboard|"
    "documenten|gebruiker|strategie|beleid|traject|trajecten|applicaties|componenten?|modules|lijst|lijsten|overzicht|"
    "update|vaardigheid|vaardigheden|veiligheid|vergunning|verwerking|webshop|website|"
    "werk|werkzaamheden|winkel|workflow|workshop|"
    "kenntnisse|erfahrung|verwaltung|entwicklung|programmierung|technik|systeme?|schulung|"
    "zertifikat|umgebung|anlage|prufung|wesen"
    ")(?:s|'s|en|n|e|jes?)?"
)

_PERSONS = re.compile(
    r"\w*(?:"
    "adviseu[rs]+e?|agent|ambtenaar|analist|architect|arts|assistent|auditor|bakker|bediener|"
    "begeleider|beheerder|berater|beveiliger|chauffeur|chef|coach|consultant|controller|"
    "coordinator|dekker|deskundige|developer|directeur|docent|eigenaar|elektricien|engineer|"
    "entwickler|expert|fachkraft|gids|helpende|hovenier|ingenieur|inkoper|inspecteur|installateur|"
    "journalist|jurist|kok|kraft|kundige|laborant|leerkracht|leerling|leider|leiter|leraar|lieden|"
    "logger|makelaar|maker|man|manager|master|medewerker|medewerkster|meister|mensen|monteur|"
    "officier|onderzoeker|ondernemer|ontwerper|ontwikkelaar|operator|opzichter|owner|planner|"
    "professional|recruiter|redacteur|schilder|schoonmaker|secretaris|secretaresse|slager|"
    "specialist|stagiaire?|student|stylist|tekenaar|techniker|technicus|tester|therapeut|tolk|"
    "trainer|uitvoerder|verantwoordelijke|verkoper|verlener|vertaler|vertegenwoordiger|verzorgende|"
    "verzorger|vormgever|vrouw|vuller|werker|wetenschapper"
    ")(?:s|n|en|nen|innen|in)?"
    "|e?aars?|d?ers?|k?ers|s?sters?"
)

# Words that hold a name by chance.
_FALSE = re.compile(
    r"effectief|effectie\w+|\w*verantwoordelijk\w*|\w*k?lassen|personali\w+|"
    r"\w*(?:kleur|de)coder\w+|marktleiderschap"
)


def is_first_part(name: str, rest: str, *, brand: bool, language: str) -> bool:
    """Tell whether `name` + `rest` is a compound that begins with `name`.

    `language` is that of the name; an English one takes only what a brand takes.
    """
    word = name[name.rfind(" ") + 1 :]
    if not rest.isalpha() or not word.isalpha():
        return False
    if brand or language == "en":
        return len(word) >= (_BRAND if brand else STEM) and bool(_TAILS.fullmatch(rest))
    if len(word) < STEM or (len(rest) <= _PART and rest not in _SHORT_TAILS):
        return False
    if _FOREIGN.fullmatch(rest):
        return False
    return not _PERSONS.fullmatch(rest) and not _FALSE.fullmatch(name + rest)


def is_last_part(name: str, before: str, *, language: str) -> bool:
    """Tell whether `before` + `name` is a compound that ends with `name`."""
    word = name.split(" ", 1)[0]
    if len(word) < STEM or not word.isalpha() or before in _PARTICLES or language == "en":
        return False
    return len(before) >= _PART and before.isalpha() and not _FALSE.fullmatch(before + name)
