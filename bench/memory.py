"""How much memory a process ever had."""

import resource
from pathlib import Path

_STATUS = Path("/proc/self/status")


def peak() -> float:
    """Return the most memory that this program ever had, in megabytes.

    Linux counts it for each program anew (`VmHWM`), while `getrusage` begins with what the process
    that started this one had.
    """
    if _STATUS.exists():
        for line in _STATUS.read_text().splitlines():
            if line.startswith("VmHWM:"):
                return int(line.split()[1]) / 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
