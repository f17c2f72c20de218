from concurrent.futures import ThreadPoolExecutor

import pytest

from academy.kernel.memory import Memory


def test_a_value_is_found_once() -> None:
    memory: Memory[str, list[str]] = Memory(2)

    first = memory.recall("a", lambda: ["found"])

    assert memory.recall("a", lambda: ["found again"]) is first


def test_what_was_not_asked_for_longest_goes_first() -> None:
    memory: Memory[str, str] = Memory(2)
    for key in ("a", "b", "a", "c"):
        memory.recall(key, lambda: "first")

    assert len(memory) == 2
    assert memory.recall("a", lambda: "second") == "first"
    assert memory.recall("b", lambda: "second") == "second"


def test_what_raises_is_not_kept() -> None:
    memory: Memory[str, str] = Memory(2)

    with pytest.raises(ZeroDivisionError):
        memory.recall("a", lambda: str(1 // 0))

    assert memory.recall("a", lambda: "found") == "found"


def test_none_is_a_value_too() -> None:
    memory: Memory[str, str | None] = Memory(2)
    memory.recall("a", lambda: None)

    assert memory.recall("a", lambda: "found") is None


def test_threads_share_it_and_it_stays_bounded() -> None:
    memory: Memory[int, int] = Memory(8)

    def ask(number: int) -> bool:
        return memory.recall(number % 32, lambda: number % 32) == number % 32

    with ThreadPoolExecutor(8) as threads:
        assert all(threads.map(ask, range(2000)))
    assert len(memory) == 8
