"""How much one document may cost before its reader gives up.

In:  nothing; the defaults suit a CV, and a batch of them, on a small machine
Out: `Limits`, passed to every reader
Why: a 2 KB file can unpack to gigabytes or loop for ever; no reading library stops by itself
"""

import dataclasses
from collections.abc import Mapping
from dataclasses import dataclass

from matcher.errors import InvalidInput

MIB = 1 << 20


@dataclass(frozen=True, slots=True)
class Limits:
    """What reading one document may take; every row or attachment counts as one."""

    memory_bytes: int = 768 * MIB  # address space of the process that reads one document
    cpu_s: int = 10
    wall_s: int = 300  # by the clock: a last resort for a reader that sleeps
    file_cpu_s: int = 3600  # of all rows or attachments of a file together
    file_bytes: int = 10 * MIB
    table_bytes: int = 200 * MIB  # csv, xlsx, parquet, jsonl: one file holds many people
    unpacked_bytes: int = 200 * MIB  # what a zip or one of its entries may unpack to
    entries: int = 2000  # files inside a zip
    ratio: int = 200  # unpacked / packed size of an entry above 1 MiB
    pages: int = 300
    text_chars: int = 400_000
    file_chars: int = 100_000_000  # of all rows or attachments of a file together ...
    growth: int = 200  # ... and no more than this many for every byte of it, from 4 million on
    people: int = 100_000  # rows or members of a file
    ocr_pages: int = 12  # pages of a document that are read by OCR
    ocr_cpu_s: int = 90  # for each of them, beside cpu_s
    ocr_memory_bytes: int = 1024 * MIB  # beside memory_bytes, where OCR is installed
    workers: int = 2  # reader processes at the same time

    def __post_init__(self) -> None:
        """Refuse limits that nothing could be read under."""
        for field in dataclasses.fields(self):
            value = getattr(self, field.name)
            if not isinstance(value, int) or value < 1:
                raise InvalidInput(
                    f"the limit {field.name} is {value!r}; it must be a whole number of at least 1"
                )

    def as_json(self) -> dict[str, int]:
        """Return the limits as plain values, to be sent to a reader process."""
        return dataclasses.asdict(self)

    @classmethod
    def from_json(cls, values: Mapping[str, int]) -> "Limits":
        """Return the limits that `as_json` wrote."""
        return cls(**values)
