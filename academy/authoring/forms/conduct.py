"""How attempts at a quiz go, and by what its questions are drawn, as its author fills it in."""

from collections.abc import Sequence

from academy.authoring.forms.questions.every_question import fill_lines, read_lines, word_of
from academy.authoring.forms.questions.fields import Fields, Reader, joined
from academy.content.model import Conduct, Counts, Difficulty, Draw, Mode

DRAWS = "draws"
_SHOWN = "1"


def read_draws(reader: Reader) -> tuple[Draw, ...]:
    """Return the rules to draw by."""
    return tuple(_draw(reader.within(DRAWS, each)) for each in reader.ids(DRAWS))


def fill_draws(draws: Sequence[Draw]) -> Fields:
    """Return the fields that `read_draws` reads as these very rules; their place is their id."""
    filled: dict[str, Sequence[str]] = {DRAWS: [str(place) for place in range(1, len(draws) + 1)]}
    for place, rule in enumerate(draws, start=1):
        filled[joined(DRAWS, str(place), "count")] = [str(rule.count)]
        filled[joined(DRAWS, str(place), "outcome")] = [rule.outcome]
        filled[joined(DRAWS, str(place), "difficulty")] = [rule.difficulty.value]
    return filled


def read_conduct(reader: Reader, before: Conduct) -> Conduct:
    """Return how attempts go; what could not be read stays as it was before."""
    return Conduct(
        mode=word_of(reader.word("mode"), tuple(Mode), Mode.DEFERRED),
        counts=word_of(reader.word("counts"), tuple(Counts), Counts.BEST),
        certainty=reader.flag("certainty"),
        minutes=reader.whole("minutes", before.minutes, blank=0),
        wait=reader.whole("wait", before.wait, blank=0),
        requires=read_lines(reader, "requires"),
        markers=reader.whole("markers", before.markers, blank=1),
        peers=reader.whole("peers", before.peers, blank=0),
    )


def fill_conduct(conduct: Conduct) -> Fields:
    """Return the fields that `read_conduct` reads as this very conduct."""
    return {
        "mode": [conduct.mode.value],
        "counts": [conduct.counts.value],
        "certainty": [_SHOWN] if conduct.certainty else [],
        "minutes": [str(conduct.minutes)],
        "wait": [str(conduct.wait)],
        "requires": [fill_lines(conduct.requires)],
        "markers": [str(conduct.markers)],
        "peers": [str(conduct.peers)],
    }


def _draw(reader: Reader) -> Draw:
    return Draw(
        count=reader.whole("count", 1),
        outcome=reader.id("outcome"),
        difficulty=word_of(reader.word("difficulty"), tuple(Difficulty), Difficulty.UNSAID),
    )
