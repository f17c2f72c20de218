"""Attempts to analyse: published ones, made-up ones, and a way to compare what comes out."""

import csv
import math
from dataclasses import fields, is_dataclass
from pathlib import Path
from typing import Any

import numpy as np
from hypothesis import strategies as st

from academy.assessment.rules.analysis import Choices, Scores
from academy.assessment.rules.analysis.scores import FloatArray

DATA = Path(__file__).parents[2] / "data" / "analysis"
ITEMS = ("item_1", "item_2", "item_3", "item_4", "item_5")


def rows(name: str) -> list[dict[str, str]]:
    """Return the rows of a reference file."""
    with (DATA / name).open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def lsat(section: str) -> Scores:
    """Return the thousand attempts that the published patterns stand for."""
    patterns = rows("lsat.csv")
    answers = np.array([[float(row[item]) for item in ITEMS] for row in patterns])
    return Scores(ITEMS, np.repeat(answers, [int(row[section]) for row in patterns], axis=0))


def scores(*attempts: list[float], **more: Any) -> Scores:
    """Return attempts written out by hand."""
    table = np.array(attempts, dtype=np.float64)
    return Scores(tuple("abcdefgh"[: table.shape[1]]), table, **more)


@st.composite
def quizzes(draw: st.DrawFn, *, drawn: bool | None = None, partial: bool = True) -> Scores:
    """Make up a quiz with its attempts: partial marks, drawn questions, languages, choices."""
    attempts, items = draw(st.integers(2, 40)), draw(st.integers(2, 6))
    random = np.random.default_rng(draw(st.integers(0, 2**32)))
    shares = random.choice([0, 0.25, 0.5, 1.0] if partial else [0.0, 1.0], (attempts, items))
    if draw(st.booleans()) if drawn is None else drawn:
        shares[random.random(shares.shape) < 1 / 3] = np.nan
    names = tuple(f"q{place}" for place in range(items))
    options, keys = ("w", "x", "y", "z"), frozenset({"w"})
    taken = random.integers(-1, 4, (attempts, items))
    return Scores(
        items=names,
        shares=shares,
        marks=random.integers(1, 5, items).astype(np.float64),
        answered=random.random(shares.shape) < 0.9,
        languages=random.choice(["en", "km", "th"], attempts),
        seconds=np.where(np.isnan(shares), np.nan, random.gamma(2, 20, shares.shape)),
        choices={name: Choices(options, keys, taken[:, place]) for place, name in enumerate(names)},
    )


def tables(*strata: tuple[int, int, int, int]) -> FloatArray:
    """Return strata written as reference right, reference wrong, focal right, focal wrong."""
    return np.array(strata, dtype=np.float64).reshape(-1, 2, 2)


def alike(one: Any, other: Any) -> bool:
    """Tell whether two results are the same but for the last digits of their numbers."""
    if is_dataclass(one):
        return all(alike(getattr(one, f.name), getattr(other, f.name)) for f in fields(one))
    if isinstance(one, tuple | list):
        return len(one) == len(other) and all(map(alike, one, other))
    if isinstance(one, float) and isinstance(other, float):
        return math.isclose(one, other, rel_tol=1e-6, abs_tol=1e-6)
    return bool(one == other)
