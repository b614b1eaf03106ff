"""The same people in both engines are the same bytes on the way out."""

import random
from pathlib import Path

from postgres_server import Server
from store_people import person

from matcher.codec import to_json
from matcher.records import Reason, Unreadable
from matcher.store import KeptTaxonomy, TalentBase


def lived(base: TalentBase) -> list[object]:
    """Put a base through some life, the same each time; return all that it says of itself."""
    chance = random.Random(5)
    names = [
        "Zoë",
        "zoe",
        "anna",
        "Ánna",
        "anna-2",
        "a b",
        "ß",
        "ss",
        "İ",
        "~",
        "",
        "名前",
        "\U0001f600",
    ]
    for round_ in range(40):
        path = f"/cvs/{chance.choice(names)}"
        owned = {id_ for id_, owner in base.owners().items() if owner != path}
        free = [name for name in names if name not in owned]
        taken = chance.sample(free, min(len(free), chance.randint(0, 3)))
        people = [person(name, seed=round_ % 5, text=f"regel {round_ % 3}\n\té") for name in taken]
        problem = Unreadable("ren\udce9.pdf", Reason.EMPTY, "it’s empty; look at it")
        base.put(path, f"digest {round_}", people, [problem] * (round_ % 2))
        if round_ % 9 == 8 and base.ids():
            base.remove(chance.choice(base.ids()))
    base.remove(*base.ids()[:2])
    base.put_taxonomy(KeptTaxonomy("esco", "d", "2026-01-31", "é"), bytes(range(256)))
    base.set_meta({"as_of": b"24", "none": b""})
    said = [
        (p.seq, to_json(p.candidate), p.text, p.vectors.tobytes(), p.context.tobytes(), p.digest)
        for p in base.people()
    ]
    streamed = [(p.seq, p.candidate.id) for p in base.stream(3)]
    changes = [(c.seq, c.id) for c in base.changes()]
    files = sorted(base.files().items())
    settings = [base.meta("as_of"), base.meta("none"), base.taxonomies(), base.taxonomy("esco")]
    return [base.ids(), base.state(), said, streamed, changes, files, base.owners(), settings]


def test_both_engines_give_back_the_same(postgres: Server, tmp_path: Path) -> None:
    with TalentBase.create(tmp_path) as one, TalentBase.create(postgres.new_schema()) as other:
        said, of_postgres = lived(one), lived(other)
    assert said[0] == sorted(said[0])
    assert len(said[0]) > 5
    assert any(id_ is None for _, id_ in said[4])
    assert said == of_postgres
