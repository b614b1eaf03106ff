"""What do ESCO's files say of each skill, all languages together?

In:  the files of a download, one after the other
Out: skills by URI with labels, aliases and what is wider; groups; relations; what is obsolete
Why: one skill is spread over a file a language, over collections and over tables of relations, and
     any of them may be missing
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from matcher.skills.esco_files import BROADER, COMPACT, GROUPS, RELATED, SKILLS, File, rows_of

_LISTED = re.compile(r"\n|\s\|\s")


@dataclass(slots=True)
class EscoSkill:
    """A skill while its files are read."""

    uri: str
    kind: str = ""  # ESCO's: "knowledge" or "skill/competence"
    reuse: str = ""
    labels: dict[str, str] = field(default_factory=dict)
    aliases: dict[str, list[str]] = field(default_factory=dict)
    collections: set[str] = field(default_factory=set)
    broader: dict[str, None] = field(default_factory=dict)


class Reading:
    """All that the files say, by URI."""

    def __init__(self, languages: Sequence[str]) -> None:
        self.languages = languages
        self.skills: dict[str, EscoSkill] = {}
        self.groups: dict[str, dict[str, str]] = {}  # labels by language
        self.above: dict[str, dict[str, None]] = {}  # of groups
        self.related: list[tuple[str, str]] = []
        self.obsolete: set[str] = set()

    def take(self, file: File) -> None:
        """Read one file."""
        for row in rows_of(file):
            if file.table == SKILLS:
                self._skill(row, file)
            elif file.table == COMPACT:
                self._compact(row)
            elif file.table == GROUPS:
                self._group(row, file.language)
            elif file.table == BROADER:
                self._wider(row["conceptUri"], row["broaderUri"])
            elif file.table == RELATED:
                self.related.append((row["originalSkillUri"], row["relatedSkillUri"]))

    def _skill(self, row: Mapping[str, str], file: File) -> None:
        uri = row["conceptUri"]
        if row.get("status", "released") not in ("released", ""):
            self.obsolete.add(uri)
            return
        skill = self.skills.setdefault(uri, EscoSkill(uri))
        skill.kind = skill.kind or row.get("skillType", "")
        skill.reuse = skill.reuse or row.get("reuseLevel", "")
        skill.collections |= {file.collection} - {""}
        listed = _LISTED.split(f"{row['altLabels']}\n{row.get('hiddenLabels', '')}")
        self._named(skill, file.language, row["preferredLabel"], listed)
        for wide in row.get("broaderConceptUri", "").split("|"):
            if wide.strip():
                skill.broader[wide.strip()] = None
        wide_labels = row.get("broaderConceptPT", "").split(" | ")
        for wide, label in zip(
            row.get("broaderConceptUri", "").split(" | "), wide_labels, strict=False
        ):
            if wide.strip() and label.strip():
                self.groups.setdefault(wide.strip(), {}).setdefault(file.language, label.strip())

    def _compact(self, row: Mapping[str, str]) -> None:
        if row.get("in_v12", "1") == "0":
            self.obsolete.add(row["uri"])
            return
        skill = self.skills.setdefault(row["uri"], EscoSkill(row["uri"]))
        source = re.match(r"(\w+?)Skills ", row.get("nl_source", ""))
        skill.collections |= {source[1]} if source else set()
        for language in self.languages:
            if language in row:
                aliases = _LISTED.split(row.get(f"{language}_alt", ""))
                self._named(skill, language, row[language], aliases)

    def _named(self, skill: EscoSkill, language: str, label: str, aliases: Iterable[str]) -> None:
        if label.strip():
            skill.labels.setdefault(language, label.strip())
        mine = skill.aliases.setdefault(language, [])
        mine += [alias.strip() for alias in aliases if alias.strip()]

    def _group(self, row: Mapping[str, str], language: str) -> None:
        if "conceptUri" in row:
            self.groups.setdefault(row["conceptUri"], {})[language] = row["preferredLabel"]
            return
        above = ""
        for level in range(4):
            uri = row.get(f"Level {level} URI", "")
            if not uri:
                break
            self.groups.setdefault(uri, {})[language] = row[f"Level {level} preferred term"]
            if above:
                self.above.setdefault(uri, {})[above] = None
            above = uri

    def _wider(self, narrow: str, wide: str) -> None:
        if narrow in self.skills:
            self.skills[narrow].broader[wide] = None
        elif narrow != wide:
            self.above.setdefault(narrow, {})[wide] = None
