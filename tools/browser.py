"""Finding a Chromium for the tests and the screenshots, or installing the system's."""

import os
import shutil
import subprocess

FLAGS = ("--no-sandbox", "--disable-quic", "--disable-background-networking")
"""It runs as root in a closed network, and shows only pages of our own."""

_NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


def find_chromium() -> str | None:
    """Return the path of a Chromium: the one that `CHROMIUM` names, or the first installed."""
    named = os.environ.get("CHROMIUM")
    return named or next((path for name in _NAMES if (path := shutil.which(name))), None)


def install_chromium() -> bool:
    """Try to install Debian's Chromium, where we may; tell whether there is one now."""
    apt = shutil.which("apt-get")
    if apt is None or os.geteuid() != 0:
        return False
    quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    for command in ((apt, "update", "-q"), (apt, "install", "-y", "-q", "chromium")):
        if subprocess.run(command, env=quiet, stdout=subprocess.DEVNULL, check=False).returncode:
            return False
    return find_chromium() is not None
