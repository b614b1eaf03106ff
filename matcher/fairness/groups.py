"""Who belongs to which group: from a file of its own, that is read, used and let go.

In:  a CSV file with a column of candidate ids and one or more columns of groups
Out: for each column the group of each person; pairs of columns as groups of their own
Why: what people are must be known to measure how they fare, and must be known nowhere else. Nothing
     here writes, and nothing that ranks can import this room (an import contract holds it)
"""

import csv
import io
from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path

from matcher.errors import InvalidInput, NotFound

AND = " × "  # between the names of two columns, and of two groups
_IDS = ("id", "candidate", "kandidaat", "person", "persoon")
_SIGNS = ",;\t"


@dataclass(frozen=True, slots=True)
class Demographics:
    """The groups of some people. An empty cell is not told, and stands in no group."""

    columns: tuple[str, ...]
    groups: Mapping[str, Mapping[str, str]]  # column -> person -> group

    def crossed(self) -> "Demographics":
        """Return these columns and every pair of them, for who is known in both."""
        found: dict[str, Mapping[str, str]] = {
            column: self.groups[column] for column in self.columns
        }
        for one, other in combinations(self.columns, 2):
            a, b = self.groups[one], self.groups[other]
            found[one + AND + other] = {p: a[p] + AND + b[p] for p in a if p in b}
        return Demographics(tuple(found), found)

    def among(self, people: Collection[str]) -> "Demographics":
        """Return the groups of these people only."""
        wanted = set(people)
        kept = {
            column: {p: group for p, group in told.items() if p in wanted}
            for column, told in self.groups.items()
        }
        return Demographics(self.columns, kept)

    def sizes(self, column: str) -> dict[str, int]:
        """Return how many people each group of a column has, the largest first."""
        return dict(sorted(Counter(self.groups[column].values()).items(), key=_largest))

    def people(self) -> frozenset[str]:
        """Return everybody of whom at least one group is told."""
        return frozenset(person for told in self.groups.values() for person in told)


def read_groups(path: Path) -> Demographics:
    """Read a file of groups: a header, then one row a person.

    The column of ids is called id, candidate or person, or is the first; each other one is a column
    of groups. Commas, semicolons and tabs will do.

    Raises
    ------
    NotFound : there is no such file
    InvalidInput : it is no such table, or names somebody twice
    """
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except OSError as error:
        raise NotFound(f"{path} cannot be read ({error}); name the file of groups") from error
    except UnicodeDecodeError as error:
        raise InvalidInput(f"{path} is no UTF-8; save the table as CSV in UTF-8") from error
    head = text.partition("\n")[0]
    rows = [
        [cell.strip() for cell in row]
        for row in csv.reader(io.StringIO(text), delimiter=max(_SIGNS, key=head.count))
        if any(cell.strip() for cell in row)
    ]
    if len(rows) < 2 or len(rows[0]) < 2:
        raise InvalidInput(
            f"{path} holds no groups; its first line names an id column and one column a kind of "
            "group, such as id,gender,origin, and each further line is one person"
        )
    return _table(path, rows)


def _table(path: Path, rows: list[list[str]]) -> Demographics:
    names = rows[0]
    at = next((i for i, name in enumerate(names) if name.casefold() in _IDS), 0)
    columns = [name for i, name in enumerate(names) if i != at]
    if "" in columns or len(set(columns)) < len(columns):
        raise InvalidInput(f"{path}: each column needs a name of its own; these came: {names}")
    groups: dict[str, dict[str, str]] = {column: {} for column in columns}
    seen: set[str] = set()
    for number, row in enumerate(rows[1:], start=2):
        if len(row) != len(names):
            raise InvalidInput(
                f"{path}, row {number}: {len(row)} cells; the first has {len(names)}"
            )
        person, *told = row[at], *row[:at], *row[at + 1 :]
        if not person or person in seen:
            raise InvalidInput(f"{path}, row {number}: an id is missing, or stands there twice")
        seen.add(person)
        for column, group in zip(columns, told, strict=True):
            if group:
                groups[column][person] = group
    return Demographics(tuple(columns), groups)


def _largest(item: tuple[str, int]) -> tuple[int, str]:
    return -item[1], item[0]
