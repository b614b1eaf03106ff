"""ESCO's own CSV download -> a taxonomy of skills.

In:  a folder with the files, languages in order of preference, the vocabulary they stand beside
Out: an `Imported`: the taxonomy, and counts of what was read, merged and left out, with reasons
Why: ESCO has what no list of ours has (14,000 skills in 28 languages, with a hierarchy), but its
     names were not written to be found in texts; `guards` says which may be, `taxonomy` joins them.
     Occupations are left out: a job title is no evidence. So is "write Hungarian": the level of a
     language is read from the line that names the language

ESCO is published by the European Commission; whoever uses it says so (CC BY 4.0).
"""

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from matcher.protocols import Progress
from matcher.records import Concept
from matcher.skills.esco_files import BROADER, COMPACT, GROUPS, RELATED, SKILLS, File, files_in
from matcher.skills.esco_reading import EscoSkill, Reading
from matcher.skills.guards import judged
from matcher.skills.taxonomy import Taxonomy, joined
from matcher.skills.vocabulary import Name, Vocabulary

NAME = "esco"
_LANGUAGES_PILLAR = "e35a5936-091d-4e87-bafe-f264e55bd656"  # "language skills and knowledge"

# Fields of education (ISCED-F) under which ESCO files knowledge -> our sector, longest code first.
_SECTORS = {
    "061": "it", "0613": "it", "0612": "it", "0611": "it", "01": "education",
    "021": "creative-media", "032": "creative-media", "041": "commercial", "0411": "finance",
    "0412": "finance", "0413": "hr", "0414": "commercial", "0416": "retail-facility",
    "042": "legal", "05": "science-lab", "07": "technology", "072": "production-food-agri",
    "073": "construction", "08": "production-food-agri", "09": "care", "101": "hospitality",
    "104": "logistics",
}  # fmt: skip
_COLLECTIONS = {"digital": "it", "transversal": "behaviour"}


@dataclass(frozen=True, slots=True)
class LanguageCount:
    """What there is in one language."""

    labels: int  # skills with a label
    names: int  # labels and aliases that are looked for
    without: int  # skills that have a label in another language only


@dataclass(frozen=True, slots=True)
class Imported:
    """A taxonomy and the account of its import."""

    taxonomy: Taxonomy
    skills: int  # concepts that are looked for, those merged included
    groups: int  # wider groups without names
    broader: int  # steps from a concept to a wider one
    related: int  # pairs of related concepts
    merged: int  # skills that the vocabulary held already under an equal name
    languages: Mapping[str, LanguageCount]
    skipped: Mapping[str, int]  # reason -> concepts, names or relations left out
    files: tuple[File, ...]  # read and left out

    def report(self) -> dict[str, Any]:
        """Return the account as plain values, for people and as JSON."""
        return {
            "taxonomy": self.taxonomy.name,
            "digest": self.taxonomy.digest(),
            "skills": self.skills,
            "merged": self.merged,
            "groups": self.groups,
            "broader": self.broader,
            "related": self.related,
            "languages": {code: asdict(counted) for code, counted in self.languages.items()},
            "skipped": dict(self.skipped),
            "tables": [{"file": f.path.name, "left_out": f.left_out} for f in self.files],
        }


def read_esco(
    folder: Path,
    languages: Sequence[str],
    vocabulary: Vocabulary,
    *,
    progress: Progress | None = None,
) -> Imported:
    """Return the taxonomy in a folder with ESCO's CSV files.

    Parameters
    ----------
    folder : with the files as ESCO publishes them; see `esco_files`
    languages : ISO 639-1, those asked for; the first one's labels are preferred
    vocabulary : that the taxonomy will be joined to; only the counts depend on it
    progress : called with (files done, files to read)

    Raises
    ------
    NotFound : there is no such folder, or no table of skills in it
    InvalidInput : a file is damaged or lacks a column, or none is in these languages
    """
    files = files_in(folder, languages)
    order = {SKILLS: 0, COMPACT: 0, GROUPS: 1, BROADER: 2, RELATED: 3}
    todo = sorted((f for f in files if f.table), key=lambda f: order[f.table])
    reading = Reading(languages)
    for done, file in enumerate(todo, start=1):
        reading.take(file)
        if progress:
            progress(done, len(todo))
    return _imported(reading, vocabulary, files)


def _imported(reading: Reading, vocabulary: Vocabulary, files: Sequence[File]) -> Imported:
    skipped: Counter[str] = Counter()
    skipped["obsolete in ESCO"] = len(reading.obsolete - reading.skills.keys())
    skills = {}
    for uri, skill in reading.skills.items():
        if not skill.labels:
            skipped["no label in these languages"] += 1
        elif _is_part_of_language(skill, reading):
            skipped["part of a language, whose level is read from the line itself"] += 1
        else:
            skills[uri] = skill
    names = [name for skill in skills.values() for name in _names(skill, reading, skipped)]
    concepts = [_concept(skill, reading) for skill in skills.values()]
    groups = _groups(reading, skills)
    known = {concept.id for concept in (*concepts, *groups)}
    related = [(_id(a), _id(b)) for a, b in reading.related]
    kept = tuple(dict.fromkeys((a, b) for a, b in related if a in known and b in known and a != b))
    skipped["relation to a concept that is not here"] = len(related) - len(kept)
    taxonomy = Taxonomy(
        NAME,
        tuple(_within(concept, known) for concept in (*concepts, *groups)),
        tuple(names),
        kept,
    )
    both = joined(vocabulary, [taxonomy])
    skipped.update(both.dropped)
    return Imported(
        taxonomy=taxonomy,
        skills=len(concepts),
        groups=len(groups),
        broader=sum(len(concept.broader) for concept in taxonomy.concepts),
        related=len(kept),
        merged=sum(1 for concept in concepts if concept.id in both.merged),
        languages=_counts(reading, skills.values(), names),
        skipped={reason: number for reason, number in sorted(skipped.items()) if number},
        files=tuple(files),
    )


def _names(skill: EscoSkill, reading: Reading, skipped: Counter[str]) -> Iterable[Name]:
    """Yield the names that may be looked for, labels before aliases, in the order of languages."""
    written = [
        (language, name, preferred)
        for preferred in (True, False)
        for language in reading.languages
        for name in (
            [skill.labels[language]]
            if preferred and language in skill.labels
            else ([] if preferred else dict.fromkeys(skill.aliases.get(language, ())))
        )
    ]
    for language, name, preferred in written:
        verdict = judged(name, preferred=preferred, language=language)
        if verdict.refused:
            skipped[f"name {verdict.refused}"] += 1
            continue
        spoken = language if language in ("nl", "en") else ""
        doubtful = verdict.ambiguous and "language" not in skill.collections
        yield Name(verdict.text, _id(skill.uri), spoken, verdict.exact, doubtful, added=True)


def _concept(skill: EscoSkill, reading: Reading) -> Concept:
    labels = tuple((lang, skill.labels[lang]) for lang in reading.languages if lang in skill.labels)
    broader = tuple(_id(wide) for wide in skill.broader)
    return Concept(_id(skill.uri), _kind(skill), _sector(skill, reading), labels, broader)


def _kind(skill: EscoSkill) -> str:
    if "language" in skill.collections:
        return "language"
    if "transversal" in skill.collections or (
        skill.reuse == "transversal" and not _knowledge(skill) and not skill.collections
    ):
        return "soft"
    label = next(iter(skill.labels.values()))
    proper = " " not in label and any(letter.isupper() for letter in label)
    return "tool" if proper and _knowledge(skill) else "hard"


def _knowledge(skill: EscoSkill) -> bool:
    """Tell whether ESCO calls it knowledge, or does not say and the label is no phrase."""
    label = next(iter(skill.labels.values()))
    return skill.kind == "knowledge" or (not skill.kind and " " not in label)


def _sector(skill: EscoSkill, reading: Reading) -> str:
    """Return the sector of ours that ESCO's field of education is about, or nothing."""
    for wide in (*skill.broader, *(w for b in skill.broader for w in reading.above.get(b, ()))):
        code = re.search(r"isced-f/(\d{2,4})$", wide)
        for length in (4, 3, 2) if code else ():
            if code and code[1][:length] in _SECTORS:
                return _SECTORS[code[1][:length]]
    return next((s for name, s in _COLLECTIONS.items() if name in skill.collections), "")


def _is_part_of_language(skill: EscoSkill, reading: Reading) -> bool:
    """Tell whether it is reading, writing, speaking or hearing one language."""
    spoken = "language" in skill.collections or any(
        _LANGUAGES_PILLAR in wide for wide in _all_above(skill, reading)
    )
    return spoken and not _knowledge(skill)


def _all_above(skill: EscoSkill, reading: Reading) -> set[str]:
    found: set[str] = set()
    todo = list(skill.broader)
    while todo:
        wide = todo.pop()
        if wide not in found:
            found.add(wide)
            todo += reading.above.get(wide, ())
            todo += reading.skills[wide].broader if wide in reading.skills else ()
    return found


def _groups(reading: Reading, skills: Mapping[str, EscoSkill]) -> list[Concept]:
    """Return the groups that stand above a skill that is kept, however far up."""
    above = {wide for skill in skills.values() for wide in _all_above(skill, reading)}
    return [
        Concept(
            _id(uri), "hard", "",
            tuple((lang, labels[lang]) for lang in reading.languages if labels.get(lang)),
            tuple(_id(wide) for wide in reading.above.get(uri, ())),
        )
        for uri, labels in reading.groups.items()
        if uri in above and uri not in skills and any(labels.get(x) for x in reading.languages)
    ]  # fmt: skip


def _within(concept: Concept, known: set[str]) -> Concept:
    broader = tuple(w for w in concept.broader if w in known and w != concept.id)
    return Concept(concept.id, concept.kind, concept.sector, concept.labels, broader)


def _counts(
    reading: Reading, skills: Iterable[EscoSkill], names: Sequence[Name]
) -> dict[str, LanguageCount]:
    skills = list(skills)
    counted = {}
    for language in reading.languages:
        labels = sum(language in skill.labels for skill in skills)
        spoken = language if language in ("nl", "en") else ""
        looked_for = sum(name.language == spoken for name in names)
        counted[language] = LanguageCount(labels, looked_for, len(skills) - labels)
    return counted


def _id(uri: str) -> str:
    """Return our id of one of ESCO's concepts: the end of its URI."""
    end = uri.rstrip("/").split("/esco/")[-1].removeprefix("skill/")
    return f"{NAME}:{end.replace('/', '-')}"
