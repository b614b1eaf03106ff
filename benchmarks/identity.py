"""Does who somebody is reach the ranker, and does anything of the work go with it?

    python -m benchmarks.identity [--cvs 480] [--show]

In:  CVs made here, in four languages, with a marked identity in the header and in running text
Out: how many marked words (name, birth, nationality, family, other) stand in what the ranker
     reads, and how many words of the work lines do not; a row in results/quality.jsonl
Why: a leak is counted by the word, so that no reader has to judge it; the names are of many
     origins and some are also words or skills ("Ruby", "Power", "Bakker"), since both errors cost:
     a name that is read, and a skill that is cut out for being part of a name
"""

import argparse
import random
import re
import sys
from collections import Counter
from dataclasses import dataclass

from matcher.errors import InvalidInput
from matcher.profiles import understand_candidate
from matcher.protocols import SkillFinder
from matcher.records import Document

LANGUAGES = ("nl", "en", "de", "fr")
NAMES = (  # invented: a first and a last name of the same or of two origins
    "Joris Vandamme", "Sanne de Wit", "Pieter-Jan van den Berg", "Lieke Hoogeveldt", "Mo El Amrani",
    "Naïma Bouhadioui", "Ayşe Yıldırım", "Emre Karadağlı", "Shanti Ramkisoensing",
    "Dwight Kartosen",
    "Wiesława Brzęczkowska", "Paweł Nowakowski", "Xi Li", "Wei Zhang", "Nguyễn Thị Lan",
    "Oluwaseun Adeyemi", "Amara Okonkwo", "Fatoumata Diallo", "Kofi Boateng", "Tesfaye Gebremariam",
    "Abdirahman Warsame", "Yusuf al-Khatib", "Rania Haddad", "Reza Mohammadi", "Parisa Karimi",
    "Rajesh Krishnamurthy", "Priya Nair", "Muhammad Iqbal", "Nilüfer Öztürk", "Dragana Petrović",
    "Ivan Horvat", "Elena Ionescu", "Andrei Popescu", "Olha Shevchenko", "Dmitri Sokolov",
    "María José García López", "João da Silva", "Giulia Ferrara", "Eleni Papadopoulou",
    "Jürgen Müller", "Annegret von der Heide", "Klaus-Dieter Zimmermann", "Élodie Lefèvre",
    "Jean-Baptiste Moreau", "Siobhán O'Connor", "Grace Young", "Mark Power", "Ruby Jansen",
    "Nienke Bakker", "Tom Visser", "Dean Baker", "Rose Cook", "Jan Kok", "Ingrid Sørensen",
    "Mikko Virtanen", "Ásta Jónsdóttir", "Eszter Nagy", "Tomáš Dvořák", "Samir Benali",
    "Mei Tanaka",
)  # fmt: skip
TITLES = {
    "nl": ("Projectleider", "Java developer", "Verpleegkundige", "Lasser", "HR-adviseur"),
    "en": ("Full Stack Developer", "Registered Nurse", "Warehouse Supervisor", "Data Analyst"),
    "de": ("Projektleiter", "Elektroniker", "Altenpflegerin", "Vertriebsmitarbeiter"),
    "fr": ("Développeur web", "Infirmière", "Comptable", "Technicien de maintenance"),
}
WORK = {
    "nl": (
        "Begroting van drie projecten bewaakt in SAP", "Programmeertalen: Java, JavaScript, Python",
        "Dashboards gebouwd in Power BI", "Webshop in Ruby on Rails onderhouden",
        "Jongeren met een beperking begeleid", "Ziekteverzuim en verlof geregistreerd in AFAS",
        "Overleg met vakbonden voorbereid", "Militaire voertuigen onderhouden",
        "Pijpen gelast met TIG en MIG/MAG", "Wondzorg bij veertig cliënten",
        "Taallessen aan vluchtelingen gegeven", "Voorraad geteld en orders verzameld",
        "Kinderen van groep 5 leren rekenen", "Arbo en gezondheid: rondgangen en rapporten",
    ),
    "en": (
        "Managed budgets of three projects in SAP", "Programming languages: Java, JavaScript, Go",
        "Built dashboards in Power BI", "Maintained a shop in Ruby on Rails",
        "Supported young people with a disability", "Processed parental leave in payroll",
        "Prepared talks with trade unions", "Repaired military vehicles",
        "Welded pressure pipes with TIG", "Wound care for forty patients",
        "Taught English to refugees", "Counted stock and picked orders",
        "Taught mathematics to children aged nine", "Health and safety rounds and reports",
    ),
    "de": (
        "Budgets von drei Projekten in SAP überwacht", "Sprachen: Java, JavaScript, Python",
        "Dashboards in Power BI gebaut", "Webshop in Ruby on Rails gepflegt",
        "Jugendliche mit Behinderung betreut", "Elternzeit und Urlaub in DATEV erfasst",
        "Gespräche mit Gewerkschaften vorbereitet", "Militärische Fahrzeuge gewartet",
        "Rohre mit WIG geschweißt", "Wundversorgung auf der Station",
        "Deutsch für Geflüchtete unterrichtet", "Bestände gezählt und Aufträge gepackt",
    ),
    "fr": (
        "Suivi des budgets de trois projets dans SAP", "Langages : Java, JavaScript, Python",
        "Tableaux de bord dans Power BI", "Boutique en ligne avec Ruby on Rails",
        "Accompagnement de jeunes en situation de handicap", "Congés parentaux saisis dans la paie",
        "Réunions avec les syndicats préparées", "Entretien de véhicules militaires",
        "Soudure de tuyaux en TIG", "Soins de plaies à domicile",
        "Cours de français pour réfugiés", "Inventaire et préparation de commandes",
    ),
}  # fmt: skip
HEADINGS = {
    "nl": ("Profiel", "Werkervaring", "Opleiding", "Vaardigheden"),
    "en": ("Profile", "Experience", "Education", "Skills"),
    "de": ("Profil", "Berufserfahrung", "Ausbildung", "Kenntnisse"),
    "fr": ("Profil", "Expérience professionnelle", "Formation", "Compétences"),
}
NOW = {"nl": "heden", "en": "present", "de": "heute", "fr": "aujourd'hui"}
SCHOOL = {
    "nl": "2004 - 2008 Mbo niveau 4, ROC Midden Nederland",
    "en": "2004 - 2008 BSc Logistics, University of Leeds",
    "de": "2004 - 2008 Ausbildung Mechatronik, Berufsschule Ulm",
    "fr": "2004 - 2008 BTS Comptabilité, Lycée Jean Moulin",
}
# What is marked stands in braces: {birth:...}, {nation:...}, {family:...}, {other:...}.
DETAILS = {  # pieces of a header
    "nl": (
        "Geboren: {birth:12-03-1971} te {birth:Paramaribo}", "Geboortedatum {birth:3 mei 1966}",
        "Nationaliteit: {nation:Marokkaanse}", "{nation:Turkse} nationaliteit",
        "Burgerlijke staat: {family:gehuwd}", "{family:Getrouwd}, twee {family:kinderen}",
        "{family:Kinderen}: {family:Bram} (2011) en {family:Lotte} (2014)", "{other:Moslima}",
        "{other:Dienstplicht} vervuld", "{family:Alleenstaande moeder}", "Geslacht: {other:vrouw}",
        "{other:Verblijfsvergunning} onbepaalde tijd", "Leeftijd: {birth:58}",
    ),
    "en": (
        "Date of birth: {birth:12 March 1971}", "Born {birth:3 May 1966} in {birth:Kingston}",
        "Nationality: {nation:Moroccan}", "{nation:Indian} national",
        "Marital status: {family:married}", "{family:Married}, two {family:children}",
        "{family:Children}: {family:Aisha} (12), {family:Omar} (9)", "Religion: {other:Hindu}",
        "{other:Military} service: completed", "{family:Single mother}", "Gender: {other:female}",
        "{other:Permanent resident} since 2012", "Age: {birth:58}",
    ),
    "de": (
        "Geburtsdatum: {birth:12.03.1971}", "Geboren am {birth:3. Mai 1966} in {birth:Ankara}",
        "Staatsangehörigkeit: {nation:türkisch}", "{nation:Polnische} Staatsangehörigkeit",
        "Familienstand: {family:verheiratet}", "{family:Verheiratet}, zwei {family:Kinder}",
        "{family:Kinder}: {family:Jonas} (2009), {family:Emma} (2012)",
        "Konfession: {other:evangelisch}",
        "{other:Wehrdienst} abgeleistet", "{family:Alleinerziehende Mutter}",
        "Geschlecht: {other:weiblich}", "Unbefristete {other:Aufenthaltserlaubnis}",
        "Alter: {birth:58}",
    ),
    "fr": (
        "Né le {birth:12 mars 1971} à {birth:Casablanca}", "Date de naissance : {birth:3 mai 1966}",
        "Nationalité : {nation:marocaine}", "De nationalité {nation:belge}",
        "Situation familiale : {family:célibataire}", "{family:Mariée}, deux {family:enfants}",
        "{family:Enfants} : {family:Lucas} (2010) et {family:Chloé} (2013)",
        "Religion : {other:catholique}",
        "Service {other:militaire} effectué", "{family:Mère célibataire}", "Sexe : {other:féminin}",
        "{other:Titre de séjour} valable jusqu'en 2028", "Âge : {birth:58} ans",
    ),
}  # fmt: skip
SAID = {  # sentences of running text; NAME, FIRST and LAST are the person's
    "nl": (
        "Geboren in {birth:1966} in {birth:Turkije}.", "Ik ben {birth:58} jaar en werk graag.",
        "Ik ben {family:moeder} van twee {family:dochters}.", "Mijn naam is NAME.",
        "Mijn {family:vrouw} werkt in het onderwijs.", "Ik ben praktiserend {other:moslim}.",
        "Ik ben van {nation:Surinaamse} afkomst.", "Ik heb {other:autisme}.",
        "NAME is een ervaren vakman.", "LAST werkte eerder in het buitenland.",
        "Na mijn {family:zwangerschapsverlof} ben ik teruggekomen.",
        "Ik ben lid van de {other:PvdA}.",
        "FIRST heeft veel geleerd van collega's.", "Ik ben {family:getrouwd} met {family:Mirjam}.",
    ),
    "en": (
        "Born in {birth:1966} in {birth:Turkey}.", "I am {birth:58} and like to work.",
        "I am a {family:mother} of two {family:daughters}.", "My name is NAME.",
        "My {family:wife} works in a school.", "I am a practising {other:Muslim}.",
        "I am of {nation:Somali} descent.", "I have {other:autism}.",
        "NAME is a seasoned professional.", "LAST worked abroad before.",
        "After my {family:maternity} leave I came back.",
        "I am a member of the {other:Labour} Party.",
        "FIRST has learned a lot from colleagues.", "I am {family:married} to {family:Daniel}.",
    ),
    "de": (
        "Geboren {birth:1966} in {birth:Ankara}.", "Ich bin {birth:58} Jahre alt und arbeite gern.",
        "Ich bin {family:Mutter} von zwei {family:Töchtern}.", "Mein Name ist NAME.",
        "Meine {family:Frau} arbeitet in einer Schule.", "Ich bin gläubiger {other:Muslim}.",
        "Ich bin {nation:polnischer} Herkunft.", "Ich habe {other:ADHS}.",
        "NAME ist eine erfahrene Fachkraft.", "LAST arbeitete vorher im Ausland.",
        "Nach der {family:Elternzeit} kam ich zurück.", "Ich bin Mitglied der {other:SPD}.",
        "FIRST hat viel von Kollegen gelernt.", "Ich bin mit {family:Sabine} {family:verheiratet}.",
    ),
    "fr": (
        "Né en {birth:1966} à {birth:Izmir}.", "J'ai {birth:58} ans et j'aime travailler.",
        "Je suis {family:mère} de deux {family:filles}.", "Je m'appelle NAME.",
        "Mon {family:mari} travaille dans une école.", "Je suis {other:musulmane} pratiquante.",
        "Je suis d'origine {nation:sénégalaise}.", "Je suis {other:malentendant}.",
        "NAME est une professionnelle confirmée.", "LAST travaille depuis longtemps à l'étranger.",
        "Après mon congé {family:maternité} je suis revenue.", "Je suis {other:syndiqué}.",
        "FIRST est appréciée de ses collègues.", "Je suis {family:mariée} à {family:Daniel}.",
    ),
}  # fmt: skip
MARK = re.compile(r"\{([a-z]+):([^{}]+)\}")
PARTICLES = frozenset(("van", "de", "den", "der", "von", "da", "la", "el", "al"))


@dataclass(frozen=True, slots=True)
class Marked:
    """A CV, the words in it that tell who somebody is, by kind, and its lines of work."""

    text: str
    language: str
    words: tuple[tuple[str, str], ...]  # (kind, word)
    work: tuple[str, ...]


def marked_cvs(count: int, seed: int = 9) -> list[Marked]:
    """Return CVs with marked identities: the same for the same seed."""
    return [_cv(random.Random(f"{seed}-{at}"), LANGUAGES[at % 4], at) for at in range(count)]


def _cv(dice: random.Random, language: str, at: int) -> Marked:
    name = NAMES[(at // 4 + 17 * (at % 4)) % len(NAMES)]
    title = dice.choice(TITLES[language])
    work = tuple(dice.sample(WORK[language], 6))
    said = [dice.choice(SAID[language]) for _ in range(2)]
    details = dice.sample(DETAILS[language], 3)
    head = _head(dice, name, title, details)
    profile, roles, school, skills = HEADINGS[language]
    body = [
        f"{work[0]}. {said[0]} {work[1]}.",
        said[1],
    ]  # a summary in which the person stands between the work
    text = "\n".join(
        (
            *head, "", profile, *body, "", roles, "",
            f"{title}, Kestrel Logistics", f"03/2018 - {NOW[language]}",
            f"- {work[2]}", f"- {work[3]}", "",
            f"{title}, Quayside", "2012 - 2018", f"- {work[4]}", f"- {work[5]}", "",
            school, "" if dice.random() < 0.5 else SCHOOL[language], "", skills, "Excel, SAP",
        )
    )  # fmt: skip
    first, last = name.split()[0], re.sub(r"^\S+ ", "", name)
    text = text.replace("NAME", name).replace("FIRST", first).replace("LAST", last)
    marks = [(kind, word) for kind, said in MARK.findall(text) for word in _words(said)]
    names = [("name", word) for word in _words(name) if word.casefold() not in PARTICLES]
    return Marked(MARK.sub(r"\2", text), language, tuple(dict.fromkeys((*names, *marks))), work)


def _head(dice: random.Random, name: str, title: str, details: list[str]) -> list[str]:
    """Return a header in one of the ways that people have."""
    box = re.sub(r"[^a-z.]", "", name.casefold().replace(" ", "."))
    contact = f"{box}@example.nl | 06-00112233"
    shape = dice.randrange(6)
    if shape == 0:
        return [name, title, contact, " | ".join(details)]
    if shape == 1:
        return [title, name, contact, *details]
    if shape == 2:
        return ["Curriculum vitae", "", f"{name} | {title}", contact, ", ".join(details)]
    if shape == 3:
        return [name.upper(), title.upper(), "06-00112233 - Utrecht", *details]
    if shape == 4:
        return [f"Naam: {name}", f"E-mail: {box}@example.nl", *details]
    return [f"{name}, {title}", contact, " • ".join(details)]


def _words(text: str) -> list[str]:
    return [word for word in re.findall(r"[^\W_]+(?:['’-][^\W_]+)*", text) if len(word) > 1]


@dataclass(frozen=True, slots=True)
class Counted:
    """What was found in the statements of some CVs."""

    cvs: int
    refused: int
    marked: int
    leaks: tuple[tuple[str, str, str], ...]  # (kind, word, statement)
    work_words: int
    lost: tuple[tuple[str, str], ...]  # (word, line of work)


def counted(cvs: list[Marked], finder: SkillFinder) -> Counted:
    """Return how many marked words the statements hold, and which words of the work they lack."""
    leaks: list[tuple[str, str, str]] = []
    lost: list[tuple[str, str]] = []
    refused = marked = words = 0
    for at, cv in enumerate(cvs):
        document = Document(f"cv-{at}", f"cv-{at}.txt", "txt", "0" * 64, cv.text)
        try:
            read = [s.text for s in understand_candidate(document, finder).profile.statements]
        except InvalidInput:
            refused += 1
            read = []
        of_work = {word.casefold() for line in cv.work for word in _words(line)}
        for kind, word in cv.words:
            marked += 1
            leaks += (
                (kind, word, line) for line in read
                if word.casefold() not in of_work and _holds(line, word)
            )  # fmt: skip
        every = {word.casefold() for line in read for word in _words(line)}
        for line in cv.work:
            for word in _words(line):
                words += 1
                if word.casefold() not in every:
                    lost.append((word, line))
    return Counted(len(cvs), refused, marked, tuple(leaks), words, tuple(lost))


def _holds(line: str, word: str) -> bool:
    return word.casefold() in {other.casefold() for other in _words(line)}


def main(arguments: list[str] | None = None) -> int:
    """Print the counts; the exit code is 1 where a marked word is read."""
    from matcher.reading import shipped_vocabulary
    from matcher.skills import Finder

    parser = argparse.ArgumentParser(prog="benchmarks.identity")
    parser.add_argument("--cvs", type=int, default=480)
    parser.add_argument("--seed", type=int, default=9)
    parser.add_argument("--show", action="store_true", help="print every leak and every lost word")
    asked = parser.parse_args(arguments)
    found = counted(marked_cvs(asked.cvs, asked.seed), Finder(shipped_vocabulary()))
    kinds = Counter(kind for kind, _, _ in found.leaks)
    print(f"{found.cvs} CVs, {found.refused} refused; {found.marked} marked words, "
          f"{len(found.leaks)} read {dict(kinds)}; {found.work_words} words of work, "
          f"{len(found.lost)} lost")  # fmt: skip
    if asked.show:
        for leak in found.leaks:
            print("read", *leak, sep=" | ")
        for word in found.lost:
            print("lost", *word, sep=" | ")
    return 1 if found.leaks else 0


if __name__ == "__main__":
    sys.exit(main())
