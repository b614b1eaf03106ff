"""The tree of errors, drawn. Every error that leaves the engine is one of these.

MatcherError
├── InvalidInput          what the caller gave cannot be used as it is (CLI exit 2, HTTP 422)
│   ├── UnreadableDocument    a file that yields no text, with a typed reason
│   └── NotFound              a file, base, candidate or requirement that is not there
│       └── Changed               somebody who is not as they were when a searcher was made
├── ModelUnavailable      the encoder cannot be had offline (CLI exit 3)
└── StorageError          the talent base cannot be read or written (CLI exit 3)
    ├── Busy                  another process writes; what was asked can be asked again
    └── EncoderMismatch       the base was made with another encoder

A message says what came, what was needed and what to do next. A foreign library's error is
translated once, at its adapter, with ``raise ... from error``.
"""


class MatcherError(Exception):
    """Base of all errors of this project; catch it to catch them all."""


class InvalidInput(MatcherError):
    """What the caller gave cannot be used as it is."""


class UnreadableDocument(InvalidInput):
    """A document that yields no text; the message holds the reason and the next step."""


class NotFound(InvalidInput):
    """A file, talent base, candidate or requirement that does not exist."""


class Changed(NotFound):
    """Somebody who is not as they were at the moment that a searcher is of; take a newer one."""


class ModelUnavailable(MatcherError):
    """An encoder that cannot be had without a network, or whose weights fail their check."""


class StorageError(MatcherError):
    """A talent base that cannot be read or written."""


class Busy(StorageError):
    """A talent base that another process is writing; ask again when it is done."""


class EncoderMismatch(StorageError):
    """A talent base whose vectors were made with another encoder."""
