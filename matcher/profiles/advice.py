"""What does a vacancy text lack?

In:  its requirements, its text and its language
Out: short advice in Dutch for a Dutch vacancy, else in English
Why: a usable profile has about five must-haves, names results and says what makes someone fail
"""

from matcher.profiles import cues
from matcher.records import Importance, Kind, Requirement

MANY_MUSTS = 8

WORDS = {
    "no musts": (
        "No must-haves were found: say what somebody cannot do without.",
        "Er zijn geen harde eisen gevonden: schrijf op waar iemand niet zonder kan.",
    ),
    "many musts": (
        "{count} must-haves: few people meet them all; keep about five and make the rest wishes.",
        "{count} harde eisen: weinig mensen voldoen aan alles; houd er ongeveer vijf over en maak "
        "van de rest wensen.",
    ),
    "no tasks": (
        "No tasks were found: say what the person will do and with what result.",
        "Er zijn geen taken gevonden: schrijf op wat iemand gaat doen en met welk resultaat.",
    ),
    "no language": (
        "No language level is stated: say which language at which level the work needs.",
        "Er staat geen taalniveau in: schrijf op welke taal op welk niveau nodig is.",
    ),
    "slogans": (
        "Mostly traits and slogans, hardly any skill that a CV can show: name knowledge, tools "
        "and results.",
        "Vooral eigenschappen en kreten, bijna geen vaardigheid die een cv kan laten zien: noem "
        "kennis, hulpmiddelen en resultaten.",
    ),
}


def advice_for(asked: tuple[Requirement, ...], text: str, language: str) -> tuple[str, ...]:
    """Return what the vacancy lacks, most important first; empty where nothing is missing."""
    musts = [r for r in asked if r.importance is Importance.MUST and r.kind is not Kind.TERMS]
    concrete = [r for r in asked if r.kind not in (Kind.SOFT, Kind.TERMS)]
    traits = [r for r in asked if r.kind is Kind.SOFT]
    found = {
        "no musts": not musts,
        "many musts": len(musts) > MANY_MUSTS,
        "no tasks": not any(r.importance is Importance.TASK for r in asked),
        "no language": not any(r.kind is Kind.LANGUAGE for r in asked),
        "slogans": len(traits) > len(concrete)
        or (len(cues.SLOGANS.findall(text)) >= 2 and len(concrete) <= len(traits) + 1),
    }
    return tuple(
        WORDS[key][language == "nl"].format(count=len(musts))
        for key, holds in found.items()
        if holds
    )
