"""What the tests of several rooms share."""

import pytest

from matcher.vectors import SentenceEncoder, default_encoder


@pytest.fixture(scope="session")
def encoder() -> SentenceEncoder:
    """The default encoder; its folder is built once per machine, in the user's cache."""
    return default_encoder()
