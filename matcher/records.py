"""What flows through the engine: plain frozen records, nothing that computes.

Document -> Vacancy (requirements) | Candidate (identity, titles, profile) -> Match (rows, evidence)

Identity and job titles live in fields of `Candidate`; the ranker receives `Profile`, which has no
such fields, so what it must not see cannot reach it. Offsets are characters of `Document.text`,
half-open `[start, end)`. Months count from year 0: ``year * 12 + month - 1``.
"""

from dataclasses import dataclass, field
from enum import StrEnum

# Scales, lowest first. Education: see profiles.degrees; languages: the levels of the Common
# European Framework, and a mother tongue.
EDUCATION_SCALE = (
    "vmbo", "havo", "mbo1", "mbo2", "mbo3", "mbo4", "associate", "hbo", "wo", "master", "phd",
)  # fmt: skip
LANGUAGE_SCALE = ("A1", "A2", "B1", "B2", "C1", "C2", "native")


# --- documents ------------------------------------------------------------------------------
class Reason(StrEnum):
    """Why a document yields no text."""

    NEEDS_OCR = "needs OCR"
    ENCRYPTED = "encrypted"
    TOO_LARGE = "too large"
    UNREADABLE = "unreadable"
    EMPTY = "empty"
    UNSUPPORTED = "unsupported"
    ERASED = "erased"  # somebody asked that this document be forgotten


@dataclass(frozen=True, slots=True)
class HiddenText:
    """Text that a reader of the page cannot see; it is left out of scoring and flagged."""

    text: str
    why: str  # "white", "tiny", "off the page", "covered", "marked hidden"
    page: int | None


@dataclass(frozen=True, slots=True)
class Document:
    """The visible text of one file (or of one row of a table of people)."""

    id: str  # the file's name without suffix, or the id column of a table
    source: str  # the file's name, or "people.csv#12" for the row with number 12
    media: str  # "pdf", "docx", "txt", ...
    digest: str  # SHA-256 of the bytes it came from, hexadecimal
    text: str
    page_starts: tuple[int, ...] = ()  # offset of each page; empty where there are no pages
    hidden: tuple[HiddenText, ...] = ()
    path: str = ""  # of the file on this machine; never shown
    told: tuple[tuple[str, str], ...] = ()  # columns of a table for filters: ("status", "active")
    ocr: float | None = (
        None  # how sure OCR is of the letters that it read, a ratio; None: none read
    )
    notes: tuple[str, ...] = ()  # what its reader must say: "page 2 is a picture, not read: ..."

    def page_of(self, offset: int) -> int | None:
        """Return the page (from 1) that holds `offset`, or None where there are no pages."""
        if not self.page_starts:
            return None
        return max(1, sum(start <= offset for start in self.page_starts))


@dataclass(frozen=True, slots=True)
class Unreadable:
    """A file that was not read, and why; `message` names the next step."""

    source: str
    reason: Reason
    message: str
    path: str = ""  # of the file on this machine; never shown


# --- skills ---------------------------------------------------------------------------------
@dataclass(frozen=True, slots=True)
class Concept:
    """One skill of the vocabulary."""

    id: str
    kind: str  # hard | tool | soft | certificate | language | education
    sector: str
    labels: tuple[tuple[str, str], ...]  # (language, label); the shipped ones in Dutch and English
    broader: tuple[str, ...] = ()  # ids of wider or neighbouring concepts

    def label(self, language: str) -> str:
        """Return the label in `language`, or the English one, or the first."""
        names = dict(self.labels)
        return names.get(language) or names.get("en") or self.labels[0][1]


@dataclass(frozen=True, slots=True)
class Mention:
    """The place where a text names a skill."""

    concept: str
    start: int
    end: int


# --- vacancies ------------------------------------------------------------------------------
class Importance(StrEnum):
    """How much a requirement decides."""

    MUST = "must"
    NICE = "nice"
    TASK = "task"
    OFF = "off"  # understood, not counted


class Kind(StrEnum):
    """What sort of thing a requirement asks for."""

    HARD = "hard skill"
    TOOL = "tool"
    SOFT = "soft skill"
    EXPERIENCE = "experience"
    EDUCATION = "education"
    CERTIFICATE = "certificate"
    LANGUAGE = "language"
    TERMS = "place or hours"  # for filters, never scored


@dataclass(frozen=True, slots=True)
class Paper:
    """A licence, certificate or permit that a vacancy asks for, and how a CV would name it."""

    name: str  # as the vacancy writes it
    concepts: tuple[str, ...] = ()  # of the vocabulary; a line that names any of them names it
    names: str = ""  # pattern of its names in a line
    kinds: str = ""  # pattern of the kind or level asked of it; empty where none is
    others: str = ""  # pattern of other kinds or levels of it; these are less
    bare: bool = False  # a name that is work or a machine as well: a line must speak of a paper


@dataclass(frozen=True, slots=True)
class AskedFacts:
    """What a requirement asks of papers, degrees, languages and years, each told apart."""

    papers: tuple[tuple[Paper, ...], ...] = ()  # all of these, any within a group
    studies: tuple[str, ...] = ()  # fields of study that are named: see data/lexicon/fields.toml
    fields: tuple[str, ...] = ()  # those, and the narrower ones that are one of them
    near: tuple[str, ...] = ()  # fields that are near one of those
    subject: str = ""  # pattern of a field that the list does not know
    related: bool = False  # a near field will do
    or_experience: bool = False  # years of such work may stand in for the degree
    tongues: tuple[tuple[tuple[str, str | None], ...], ...] = ()  # languages with least levels
    trade: str = ""  # pattern of the work that an occupation does: of "als lasser" that of "lassen"
    most_years: float | None = None  # no fault to have more
    aside: bool = False  # the skills named are the smaller part of what the years are of


@dataclass(frozen=True, slots=True)
class Requirement:
    """One thing that a vacancy asks for."""

    number: int  # from 1, in the order of the text; what --off and --weight refer to
    text: str
    start: int
    end: int
    importance: Importance
    kind: Kind
    weight: float  # >= 0, only ratios matter
    concepts: tuple[tuple[str, ...], ...] = ()  # all of these groups, any within a group
    years: float | None = None  # least years of experience asked
    level: str | None = None  # language level (A1..C2) or education level (mbo, hbo, wo, ...)
    least: int | None = None  # so many of the groups will do; None asks for all of them
    facts: AskedFacts = AskedFacts()


@dataclass(frozen=True, slots=True)
class SetAside:
    """A part of a vacancy that asks for nothing: company talk, the offer, how to apply."""

    text: str
    start: int
    end: int
    why: str  # "company" | "offer" | "application" | "title" | "heading"


@dataclass(frozen=True, slots=True)
class Vacancy:
    """What was understood of a vacancy text."""

    id: str
    source: str
    language: str  # ISO 639-1, or "und" where it could not be told
    title: str  # shown to people, never ranked on
    requirements: tuple[Requirement, ...]
    set_aside: tuple[SetAside, ...] = ()
    advice: tuple[str, ...] = ()  # what the text lacks, in the vacancy's language
    text: str = ""


# --- candidates -----------------------------------------------------------------------------
class Setting(StrEnum):
    """Where in a CV a statement stands."""

    ROLE = "role"
    PROJECT = "project"
    EDUCATION = "education"  # education, courses, certificates
    SUMMARY = "summary"  # what people say of themselves
    LIST = "list"  # bare mentions
    OTHER = "other"
    TITLE = "title"  # of a role of which the CV tells nothing else


class Polarity(StrEnum):
    """Whether a statement says that something can be done."""

    SHOWN = "shown"
    ASPIRED = "aspired"
    NEGATED = "negated"


@dataclass(frozen=True, slots=True)
class Period:
    """Months [start, end); `end` is None while it lasts."""

    start: int
    end: int | None


@dataclass(frozen=True, slots=True)
class Statement:
    """A line, or a clause, of a CV that can be evidence; identity and titles are taken out.

    Only where a role tells nothing but its title does that stand here, in a setting of its own.
    """

    text: str  # what the ranker reads
    start: int  # span of the quote in the document's text
    end: int
    page: int | None
    setting: Setting
    polarity: Polarity
    period: Period | None = None  # of the role or project that it belongs to
    mentions: tuple[Mention, ...] = ()


@dataclass(frozen=True, slots=True)
class LanguageSkill:
    """A human language, with its level where the CV tells one."""

    language: str  # concept id, for example "dutch"
    level: str | None  # A1..C2, or "native"
    statement: int  # index into Profile.statements


class Stage(StrEnum):
    """How far a study has come."""

    HELD = "held"
    RUNNING = "in progress"
    LEFT = "not finished"


@dataclass(frozen=True, slots=True)
class Degree:
    """A study that a CV tells of."""

    level: str | None  # of EDUCATION_SCALE; None where none is told
    fields: tuple[str, ...]  # of study; empty where none is told
    statement: int  # index into Profile.statements
    stage: Stage = Stage.HELD


@dataclass(frozen=True, slots=True)
class Profile:
    """All that the ranker sees of a person: no name, no title, no address, no age."""

    id: str
    statements: tuple[Statement, ...]
    language: str = "und"  # that the CV is written in
    roles: tuple[Period, ...] = ()
    languages: tuple[LanguageSkill, ...] = ()
    education: tuple[str, int] | None = None  # highest level and the statement that shows it
    degrees: tuple[Degree, ...] | None = None  # in order; None: read before they were kept


@dataclass(frozen=True, slots=True)
class Private:
    """A piece of a CV that says who somebody is or what their job was called."""

    kind: str  # name, title, email, phone, address, birth, gender, nationality, employer, link, ...
    text: str
    start: int
    end: int


class Fate(StrEnum):
    """What became of a line of a CV; each line has exactly one."""

    EVIDENCE = "evidence"
    ROLE_HEADER = "role header"  # title, employer and dates of a role with lines of its own
    HEADING = "heading"
    IDENTITY = "identity"
    SET_ASIDE = "set aside"


@dataclass(frozen=True, slots=True)
class CvLine:
    """A visible line of a CV and what became of it."""

    text: str
    start: int  # offsets in the document's text
    end: int
    fate: Fate
    why: str = ""  # of a line that is set aside


@dataclass(frozen=True, slots=True)
class Candidate:
    """What was understood of a CV. Only `profile` goes to the ranker."""

    id: str
    source: str
    language: str
    profile: Profile
    identity: tuple[Private, ...] = ()
    titles: tuple[Private, ...] = ()
    city: str | None = None  # for filters
    flags: tuple[str, ...] = ()  # for the recruiter: "hidden text", "no dates found", ...
    country: str | None = None  # two letters, of where they live; for filters, as all below
    licences: tuple[str, ...] = ()  # short names: "B", "VCA"; "none": no driving licence
    available: int | None = None  # day from which, as date.toordinal counts; 0: at once
    status: str | None = None  # this and the next two recruiters keep; no CV tells them
    tags: tuple[str, ...] = ()
    contacted: int | None = None  # day of the last contact


@dataclass(frozen=True, slots=True)
class Facts:
    """What filters can ask of a person. None and empty mean that nobody told.

    Status and tags are the base's own: without them, somebody has none.
    """

    id: str
    source: str = ""
    written: str = "und"  # language of the CV
    city: str | None = None
    country: str | None = None  # two letters, ISO 3166
    languages: tuple[tuple[str, str | None], ...] = ()  # each once, with its level where told
    education: str | None = None  # highest level, of EDUCATION_SCALE
    worked: tuple[Period, ...] = ()  # stretches in order that do not touch
    licences: tuple[str, ...] = ()
    available: int | None = None  # day, or 0: at once
    status: str | None = None
    tags: tuple[str, ...] = ()
    contacted: int | None = None  # day


# --- matches --------------------------------------------------------------------------------
class Status(StrEnum):
    """How far a requirement is shown."""

    MET = "met"
    PARTLY = "partly"
    UNCLEAR = "unclear"
    MISSING = "missing"


class Rung(StrEnum):
    """How strong a piece of evidence is, strongest first."""

    RECENT_ROLE = "recent role"
    OLDER_ROLE = "older role"
    PROJECT = "project or course"
    SUMMARY = "own summary"
    LIST = "list"
    TITLE = "title only"  # of a role that tells nothing else: at most unclear
    ASPIRATION = "aspiration"
    NEGATION = "negation"


@dataclass(frozen=True, slots=True)
class Evidence:
    """The line of the CV that a row rests on."""

    text: str
    start: int
    end: int
    page: int | None
    rung: Rung


@dataclass(frozen=True, slots=True)
class Note:
    """What a row adds in words; `explanation` writes it in the reader's language."""

    code: str  # a key of explanation.words.NOTES
    shown: str = ""
    asked: str = ""


class Nearness(StrEnum):
    """What a gap has near it."""

    PART = "part"  # the thing itself, but too little of it
    SKILL = "skill"  # a neighbouring skill
    WORK = "work"  # lines about such work, without a neighbouring skill by name
    NOTHING = "nothing"


@dataclass(frozen=True, slots=True)
class Gap:
    """What a candidate shows near a requirement that is missing or only partly met."""

    near: Nearness
    neighbour: str = ""  # the neighbouring skill, in the vacancy's language; for SKILL only
    text: str = ""  # the line of the CV that shows it
    start: int = 0
    end: int = 0
    page: int | None = None
    # Standard deviations that the likest lines lie above ordinary ones, where that decided.
    level: float | None = field(default=None, compare=False)

    @property
    def trainable(self) -> bool:
        """Whether something is near; a gap with nothing near it is fundamental."""
        return self.near is not Nearness.NOTHING


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the ledger. The points of all rows add up to the score."""

    requirement: str  # the requirement's text, or the name of a row of its own ("context")
    number: int | None  # the requirement's number; None for a row of its own
    importance: str  # must | nice | task | context
    points: float  # in [0, most], two decimals
    most: float  # what a perfect showing would earn
    status: Status
    evidence: Evidence | None
    note: Note | None = None
    chance: float | None = None  # probability that the CV shows at least a part; three decimals
    gap: Gap | None = None  # where a row is missing, unclear or partly met: what can be learnt


@dataclass(frozen=True, slots=True)
class Match:
    """A candidate's ledger for one vacancy."""

    candidate: str
    source: str
    score: float  # in [0, 100], the sum of the rows' points
    must_met: tuple[int, int]  # met, asked
    rows: tuple[Row, ...]
    flags: tuple[str, ...] = ()
