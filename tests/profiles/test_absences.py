"""Denials whose verb comes last, whose object comes first, or that tell who did it instead."""

import pytest

from matcher.profiles.polarity import clauses
from matcher.records import Polarity


def told(line: str, words: str) -> Polarity:
    """Return the polarity of the clause that holds these words."""
    at = line.index(words)
    (found,) = [p for a, b, p in clauses(line, 0, len(line)) if a <= at < b]
    return found


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("Een bouwplanning maken heb ik ook niet gedaan.", "bouwplanning"),
        ("Storingen aan liften heb ik tot nu toe niet opgelost", "Storingen"),
        ("Een magazijn ingericht heb ik nog nooit", "magazijn"),
        ("Facturen controleerde ik niet zelf", "Facturen"),
        ("De inkoop lag bij een ander, ik niet", "inkoop"),
        ("Bestekken heb ik gelezen, dat deed mijn collega", "Bestekken"),
        ("Snowflake heb ik zien draaien, ik heb er nooit in gebouwd", "Snowflake"),
        ("Een offerte geschreven? Nooit.", "offerte"),
        ("Payroll was handled by somebody else", "Payroll"),
        ("Snowflake: seen, not used", "Snowflake"),
        ("Stock counts I watched, I did not perform them", "Stock counts"),
        ("Budgeting was never my job", "Budgeting"),
    ],
)
def test_what_somebody_has_not_done_is_denied_wherever_the_no_stands(line: str, words: str) -> None:
    assert told(line, words) is Polarity.NEGATED


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("Een bouwplanning maken heb ik jaren gedaan", "bouwplanning"),
        ("Metselen heb ik nooit verleerd", "Metselen"),
        ("Bij de jaarrekening heb ik nooit een opmerking gekregen", "jaarrekening"),
        ("Tijdens de verhuizing heb ik de klanten niet laten vallen", "klanten"),
        ("Mijn aanpak heeft mijn collega's geholpen", "aanpak"),
        ("Reviewed the pipelines that were built by others and made them faster", "pipelines"),
        ("De verbouwing leidde ik, dat deed ik naast mijn werk", "verbouwing"),
        ("I have never worked anywhere without using SQL", "SQL"),
        ("Ran a network that was not allowed to fail", "network"),
    ],
)
def test_a_no_that_denies_a_loss_or_speaks_of_others_denies_no_skill(line: str, words: str) -> None:
    assert told(line, words) is Polarity.SHOWN
