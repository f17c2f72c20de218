"""A file that leaves while it is being written."""


class Pipe:
    """What a file is written into, and taken out of piece by piece."""

    closed = False

    def __init__(self) -> None:
        self._pieces: list[bytes] = []
        self._written = 0

    def write(self, data: bytes) -> int:
        """Keep what is written until it is taken."""
        self._pieces.append(bytes(data))
        self._written += len(data)
        return len(data)

    def flush(self) -> None:
        """Do nothing: what was written is there to be taken."""

    def take(self) -> bytes:
        """Return what was written since the last time."""
        taken = b"".join(self._pieces)
        self._pieces.clear()
        return taken

    def tell(self) -> int:
        """Return how much was written in all."""
        return self._written
