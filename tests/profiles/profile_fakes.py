"""A tiny skill finder over a dictionary of words, for tests of this room alone."""

import re

from matcher.records import Concept, Document, Mention

WORDS = {
    "python": ("python", "tool"),
    "sql": ("sql", "tool"),
    "dbt": ("dbt", "tool"),
    "java": ("java", "tool"),
    "c#": ("c-sharp", "tool"),
    "azure": ("azure", "tool"),
    "aws": ("aws", "tool"),
    "excel": ("excel", "tool"),
    "sap": ("sap", "tool"),
    "cloudplatforms": ("cloud-platforms", "hard"),
    "wondzorg": ("wound-care", "hard"),
    "budgetbewaking": ("budget-control", "hard"),
    "teamspeler": ("teamwork", "soft"),
}


class WordFinder:
    """Finds whole words; case does not matter."""

    def find(self, text: str) -> tuple[Mention, ...]:
        """Return where `text` holds a word of the dictionary."""
        found = [
            Mention(concept, match.start(), match.end())
            for word, (concept, _) in WORDS.items()
            for match in re.finditer(rf"(?<!\w){re.escape(word)}(?!\w)", text, re.IGNORECASE)
        ]
        return tuple(sorted(found, key=lambda mention: mention.start))

    def concept(self, concept_id: str) -> Concept:
        """Return the concept; KeyError where there is none."""
        for word, (concept, kind) in WORDS.items():
            if concept == concept_id:
                return Concept(concept, kind, "test", (("nl", word), ("en", word)))
        raise KeyError(concept_id)


def document(text: str, name: str = "test") -> Document:
    """Return a plain text as a document."""
    return Document(name, f"{name}.txt", "txt", "0" * 64, text)
