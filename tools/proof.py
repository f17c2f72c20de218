"""Everything that must hold, cheapest first; the last lines name what could not be set up.

Locally, a part that cannot be set up (a browser on a machine without one) is named and the rest
runs. Under `CI=true` it is a failure.
"""

import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

from tools.browser import find_chromium, install_chromium

ROOT = Path(__file__).parents[1]
BIN = Path(sys.executable).parent
IN_CI = os.environ.get("CI", "").lower() in {"1", "true", "yes"}

CHECKS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("format", ("ruff", "format", "--check", "--quiet", ".")),
    ("lint", ("ruff", "check", "--quiet", ".")),
    ("floors", ("lint-imports",)),
    ("templates", ("djlint", "academy", "--lint", "--quiet")),
    (
        "courses",
        (
            "flask",
            "courses",
            "check",
            *sorted(str(p.parent) for p in ROOT.glob("courses/*/course.yaml")),
        ),
    ),
    # By itself, so that the table that it prints is seen: what comes of other systems' questions.
    ("samples", ("python", "-m", "pytest", "-q", "-s", "tests/content/formats/test_samples.py")),
    ("types", ("basedpyright", "--level", "error")),
)


def main() -> int:
    """Run the checks and, unless only they were asked for, the tests; return the exit status."""
    missing = _what_is_missing()
    failed = [name for name, command in CHECKS if not _runs(name, command)]
    if "--checks" not in sys.argv:
        failed += _tests(missing)
    for part in missing:
        print(f"NOT RUN: {part}")
    if failed:
        print(f"FAILED: {', '.join(failed)}")
    return 1 if failed or (missing and IN_CI) else 0


def _what_is_missing() -> list[str]:
    if find_chromium() or install_chromium():
        return []
    return ["tests in a real browser: no Chromium was found, and none could be installed"]


def _tests(missing: list[str]) -> list[str]:
    measured = ("coverage", "run", "-m", "pytest", "-q", "-n", "2")
    plain = _runs("tests", (*measured, "-m", "not journey and not fault"))
    covered = _runs("coverage, gathered", ("coverage", "combine", "--quiet")) and _runs(
        "coverage", ("coverage", "report", "--skip-covered")
    )
    calm = ("python", "-m", "pytest", "-q", "-n", "2", "-p", "no:randomly")
    faults = _runs("faults", (*calm, "-rP", "-m", "fault"))  # with the figures they print
    browser = bool(missing) or _runs("journeys", (*calm, "--dist", "loadfile", "-m", "journey"))
    outcomes = {"tests": plain, "coverage": covered, "faults": faults, "journeys": browser}
    return [name for name, good in outcomes.items() if not good]


def _runs(name: str, command: tuple[str, ...]) -> bool:
    program, *rest = command
    found = shutil.which(program, path=str(BIN)) or program
    began = time.monotonic()
    print(f"── {name}", flush=True)
    good = subprocess.run((found, *rest), cwd=ROOT, check=False).returncode == 0
    print(
        f"── {name}: {'good' if good else 'FAILED'} ({time.monotonic() - began:.0f} s)", flush=True
    )
    return good


if __name__ == "__main__":
    sys.exit(main())
