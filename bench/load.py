"""A client that keeps many connections busy: one thread, raw sockets, keep-alive.

It runs in a process of its own (`python -m bench.load`), so that it takes no time from what it
measures but the processor's. It reads what to do as JSON, and writes what came of it as JSON.
"""

import base64
import json
import select
import socket
import subprocess
import sys
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from time import perf_counter

COUNTER = b"00000000"
"""Stands in a request where each one sent has a number of its own."""
_WARM_UP = 0.5


@dataclass(slots=True)
class _Line:
    """One connection, and the request it repeats."""

    socket: socket.socket
    request: bytes
    received: bytearray = field(default_factory=bytearray)
    missing: int | None = None


@dataclass(frozen=True, slots=True)
class Outcome:
    """How many answers came in how many seconds, by their status."""

    answers: int
    seconds: float
    statuses: dict[str, int]

    @property
    def rate(self) -> float:
        """Answers a second."""
        return self.answers / self.seconds


def run(port: int, requests: Sequence[bytes], seconds: float) -> Outcome:
    """Repeat each request on a connection of its own for so long, in another process."""
    order = {
        "port": port,
        "seconds": seconds,
        "requests": [base64.b64encode(request).decode() for request in requests],
    }
    done = subprocess.run(
        [sys.executable, "-m", "bench.load"],
        input=json.dumps(order).encode(),
        stdout=subprocess.PIPE,
        check=True,
        timeout=seconds + 60,
    )
    outcome = Outcome(**json.loads(done.stdout))
    assert set(outcome.statuses) == {"200"}, outcome.statuses
    return outcome


def _drive(port: int, requests: Sequence[bytes], seconds: float) -> Outcome:
    poll, lines = select.epoll(), dict[int, _Line]()
    number, statuses = 0, Counter[str]()
    for request in requests:
        line = _Line(socket.create_connection(("127.0.0.1", port)), request)
        line.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        lines[line.socket.fileno()] = line
        poll.register(line.socket, select.EPOLLIN)
        number = _send(line, number)
    begun = perf_counter() + _WARM_UP
    while (moment := perf_counter()) < begun + seconds:
        for descriptor, _ in poll.poll(1.0):
            line = lines[descriptor]
            status = _receive(line)
            if status:
                statuses[status] += moment >= begun
                number = _send(line, number)
    for line in lines.values():
        line.socket.close()
    return Outcome(statuses.total(), perf_counter() - begun, dict(statuses))


def _send(line: _Line, number: int) -> int:
    line.socket.sendall(line.request.replace(COUNTER, b"%08d" % number))
    return number + 1


def _receive(line: _Line) -> str | None:
    """Take what has arrived; return the status once the answer is whole."""
    piece = line.socket.recv(262_144)
    if not piece:
        message = "the server hung up"
        raise ConnectionError(message)
    line.received += piece
    if line.missing is None:
        end = line.received.find(b"\r\n\r\n")
        if end < 0:
            return None
        line.missing = end + 4 + _length(bytes(line.received[:end]).lower())
    if len(line.received) < line.missing:
        return None
    status = line.received[9:12].decode()
    line.received, line.missing = bytearray(), None
    return status


def _length(head: bytes) -> int:
    return int(head.partition(b"\r\ncontent-length:")[2].partition(b"\r\n")[0])


def main() -> None:
    """Do what standard input asks for."""
    order = json.load(sys.stdin)
    requests = [base64.b64decode(text) for text in order["requests"]]
    outcome = _drive(order["port"], requests, order["seconds"])
    print(
        json.dumps(
            {
                "answers": outcome.answers,
                "seconds": outcome.seconds,
                "statuses": outcome.statuses,
            }
        )
    )


if __name__ == "__main__":
    main()
