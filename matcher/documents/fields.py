"""What do other systems call the parts of a CV?

In:  a column's or key's name, in Dutch or English, in any spelling
Out: our field for it, or None
Why: exports are all alike and never the same; a fixed table of names can be read and corrected,
     where a guess from the contents could put a referee's address under "address"
"""

import re
from collections.abc import Mapping
from functools import lru_cache

from matcher.errors import InvalidInput

_NAMES = {
    "id": (
        "id slug candidateid kandidaatid kandidaatnummer personid persoonsnummer uuid nr "
        "nummer key ref reference referentie externalid profileid cvid vacancyid vacatureid "
        "vacaturenummer"
    ),
    "name": "name naam fullname volledigenaam kandidaat candidate candidatename kandidaatnaam",
    "first_name": "firstname voornaam givenname roepnaam firstnames voornamen",
    "infix": "tussenvoegsel infix middlename",
    "last_name": "lastname achternaam surname familyname familienaam",
    "title": (
        "title titel functie functietitel jobtitle label headline beroep currenttitle "
        "huidigefunctie role rol position profession gewenstefunctie"
    ),
    "company": (
        "company bedrijf employer werkgever organisation organization organisatie "
        "hiringorganization opdrachtgever"
    ),
    "address": "address adres straat street streetaddress addressline",
    "postal_code": "postalcode postcode zip zipcode",
    "city": (
        "city plaats woonplaats location locatie standplaats stad residence town municipality "
        "joblocation werklocatie regio region"
    ),
    "country": "country land countrycode",
    "email": "email mail emailaddress emailadres",
    "phone": "phone telefoon telephone telefoonnummer phonenumber mobile mobiel gsm tel",
    "links": "linkedin github website profiles links homepage portfolio webpage",
    "birth": "birthdate geboortedatum dateofbirth dob",
    "birth_place": "birthplace geboorteplaats placeofbirth",
    "nationality": "nationality nationaliteit citizenship",
    "gender": "gender geslacht sex",
    "marital": "maritalstatus burgerlijkestaat",
    "licence": "driverslicense drivinglicence drivinglicense driverslicence rijbewijs driving",
    "summary": (
        "summary samenvatting profiel profile profiletext profieltekst about aboutme overmij "
        "bio personalstatement objective persoonlijkprofiel profielschets notes note notities "
        "notitie opmerkingen opmerking remarks comments toelichting gespreksverslag recruiternotes"
    ),
    "description": (
        "description omschrijving vacaturetekst functieomschrijving jobdescription "
        "beschrijving body content vacancytext vacature jobtext"
    ),
    "work": (
        "work experience experiences werkervaring workexperience ervaring employment jobs "
        "positions roles loopbaan career workhistory werkhistorie employmenthistory "
        "professionalexperience"
    ),
    "internships": "internships internship stages stage",
    "volunteer": "volunteer volunteering volunteerwork vrijwilligerswerk",
    "projects": "projects project projecten",
    "education": "education opleiding opleidingen studies educations onderwijs studie academic",
    "courses": "courses course cursussen cursus trainingen training trainings",
    "certificates": (
        "certificates certificate certificaten certificaat certifications certification "
        "licenses diplomas"
    ),
    "skills": (
        "skills skill vaardigheden vaardigheid competenties competencies competences kennis "
        "expertise tools technologies technologie keywords skillset hardskills softskills"
    ),
    "languages": "languages language talen taal taalvaardigheid talenkennis languageskills",
    "awards": "awards award prijzen onderscheidingen honors honours",
    "publications": "publications publication publicaties",
    "interests": "interests interesses hobbies hobbys hobby",
    "references": "references referenties",
    "status": "status kandidaatstatus candidatestatus",
    "tags": "tags tag labels etiketten kandidaattags",
    "available": (
        "available availablefrom availability availabilitydate beschikbaar beschikbaarheid "
        "beschikbaarvanaf beschikbaarper"
    ),
    "contacted": (
        "contacted contactedat lastcontact lastcontacted lastcontactdate laatstecontact "
        "laatstcontact datumlaatstecontact laatstgesproken lastspoken"
    ),
    "text": (
        "text tekst cv cvtext cvtekst resume resumetext curriculumvitae document fulltext "
        "rawtext plaintext cvcontent"
    ),
}
# about the record, not about the person: never text
_ASIDE_NAMES = (
    "related photo foto image picture avatar source bron url link schema meta metadata "
    "created createdat updated updatedat modified lastmodified timestamp theme aangemaakt "
    "gewijzigd theming sections hash"
)
_ASIDE = frozenset(_ASIDE_NAMES.split())
_BY_NAME = {name: field for field, names in _NAMES.items() for name in names.split()}
FIELDS = frozenset(_NAMES)
NO_TEXT = ("status", "tags", "available", "contacted")  # they tell nothing that is evidence
FOR_FILTERS = (*NO_TEXT, "city", "country")
HEADINGS = {
    "summary": ("PROFIEL", "SUMMARY"),
    "description": ("OMSCHRIJVING", "DESCRIPTION"),
    "work": ("WERKERVARING", "WORK EXPERIENCE"),
    "internships": ("STAGES", "INTERNSHIPS"),
    "volunteer": ("VRIJWILLIGERSWERK", "VOLUNTEER WORK"),
    "projects": ("PROJECTEN", "PROJECTS"),
    "education": ("OPLEIDING", "EDUCATION"),
    "courses": ("CURSUSSEN", "COURSES"),
    "certificates": ("CERTIFICATEN", "CERTIFICATES"),
    "skills": ("VAARDIGHEDEN", "SKILLS"),
    "languages": ("TALEN", "LANGUAGES"),
    "awards": ("PRIJZEN", "AWARDS"),
    "publications": ("PUBLICATIES", "PUBLICATIONS"),
    "interests": ("INTERESSES", "INTERESTS"),
    "references": ("REFERENTIES", "REFERENCES"),
}
LABELS = {
    "birth": ("Geboortedatum", "Date of birth"),
    "birth_place": ("Geboorteplaats", "Place of birth"),
    "nationality": ("Nationaliteit", "Nationality"),
    "gender": ("Geslacht", "Gender"),
    "marital": ("Burgerlijke staat", "Marital status"),
    "licence": ("Rijbewijs", "Driving licence"),
}
_DUTCH_NAMES = "de het een en van voor met bij ik aan als op naar heden tot te zijn heb"
_DUTCH = frozenset(_DUTCH_NAMES.split())
_ENGLISH_NAMES = "the and of for with at to as on from present a an is have was by"
_ENGLISH = frozenset(_ENGLISH_NAMES.split())


@lru_cache(maxsize=4096)
def plain_name(name: str) -> str:
    """Return a name without case, spaces and signs: "Work_History" -> "workhistory"."""
    return re.sub(r"[\W_]+", "", name.lower())


def field_of(name: str, columns: Mapping[str, str]) -> str | None:
    """Return the field that a column fills: as the caller says, else by its name."""
    return columns.get(name) or _BY_NAME.get(plain_name(name))


def is_aside(name: str) -> bool:
    """Tell whether a column is about the record and not about the person."""
    return plain_name(name) in _ASIDE or name.startswith(("$", "_"))


def is_dutch(text: str) -> bool:
    """Tell whether a text has more little words of Dutch than of English."""
    words = re.findall(r"[a-zà-ÿ]+", text.lower())
    return sum(word in _DUTCH for word in words) > sum(word in _ENGLISH for word in words)


def check_columns(columns: Mapping[str, str] | None) -> dict[str, str]:
    """Return the caller's columns.

    Raises
    ------
    InvalidInput : a column is mapped to a field that does not exist
    """
    for theirs, ours in (columns or {}).items():
        if ours not in FIELDS:
            raise InvalidInput(
                f"column {theirs!r} is mapped to {ours!r}, which is no field; "
                f"choose one of {', '.join(sorted(FIELDS))}"
            )
    return dict(columns or {})
