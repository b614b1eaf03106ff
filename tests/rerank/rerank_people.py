"""People who come, change and go between two batches."""

from dataclasses import replace
from pathlib import Path

import numpy as np

from matcher.store import TalentBase


class People:
    """Changes people of a base as an importer does, and leaves its calibration as it is."""

    def __init__(self, folder: Path) -> None:
        self._base = TalentBase.create(folder)

    def double(self, id_: str, new_id: str) -> None:
        """Add somebody whose CV is that of another."""
        (person,) = self._base.people([id_])
        profile = replace(person.candidate.profile, id=new_id)
        candidate = replace(person.candidate, id=new_id, source=f"{new_id}.txt", profile=profile)
        self._base.put(f"text:{new_id}", "", [replace(person, candidate=candidate)])

    def worsen(self, id_: str) -> None:
        """Replace what is known of somebody's work by noise."""
        (person,) = self._base.people([id_])
        noise = np.random.default_rng(5).normal(size=person.vectors.shape).astype(np.float32)
        noise /= np.linalg.norm(noise, axis=1, keepdims=True)
        path = self._base.owners()[id_]
        self._base.put(path, "", [replace(person, vectors=noise)])

    def remove(self, id_: str) -> None:
        """Take somebody out."""
        self._base.remove(id_)
