"""Write the exact, hashed requirements from the two short lists; name no registry."""

import subprocess
import sys

_SILENT = (
    "--quiet",
    "--generate-hashes",
    "--strip-extras",
    "--allow-unsafe",
    "--no-emit-index-url",
    "--no-emit-trusted-host",
    "--no-emit-find-links",
    "--no-emit-options",
)


def main() -> None:
    """Write both files, the program's first: the tools' are held to it."""
    for name in ("requirements", "requirements-dev"):
        command = (sys.executable, "-m", "piptools", "compile", *_SILENT)
        subprocess.run((*command, "-o", f"{name}.txt", f"{name}.in"), check=True)


if __name__ == "__main__":
    main()
