"""Settings from the environment: none is needed, and each one moves a part out of this process.

| variable | without it | with it |
|---|---|---|
| `ACADEMY_HOME` | `var/` beside the program | where data, keys and mail files are kept |
| `DATABASE_URL` | SQLite in `ACADEMY_HOME` | `postgresql+psycopg://…` |
| `REDIS_URL` | jobs and limits in this process | jobs and limits shared by all processes |
| `SMTP_URL` | letters land in `ACADEMY_HOME/mail` | `smtp://user:password@host:port` |
| `PUBLIC_URL` | `http://127.0.0.1:8000` | what certificates and letters point to |
| `SECRET_KEY` | made once, kept in `ACADEMY_HOME` | shared by several machines |
| `TRUSTED_PROXIES` | 0 | how many proxies in front may be believed about the visitor's address |
"""

import contextlib
import os
import secrets
from collections.abc import Mapping
from pathlib import Path

_ROOT = Path(__file__).parents[1]
_MEGABYTE = 1024 * 1024


def from_environment(environment: Mapping[str, str] | None = None) -> dict[str, object]:
    """Return the application's configuration; make its home and its secret if there are none."""
    given = os.environ if environment is None else environment
    home = Path(given.get("ACADEMY_HOME", _ROOT / "var")).resolve()
    home.mkdir(parents=True, exist_ok=True)
    public = given.get("PUBLIC_URL", "http://127.0.0.1:8000").rstrip("/")
    return {
        "ACADEMY_HOME": home,
        "COURSES": _ROOT / "courses",
        "DATABASE_URL": given.get("DATABASE_URL") or f"sqlite:///{home / 'academy.sqlite3'}",
        "REDIS_URL": given.get("REDIS_URL"),
        "SMTP_URL": given.get("SMTP_URL"),
        "MAIL_FROM": given.get("MAIL_FROM", "academy@localhost"),
        "PUBLIC_URL": public,
        "SECRET_KEY": given.get("SECRET_KEY") or _kept_secret(home / "secret-key"),
        "TRUSTED_PROXIES": int(given.get("TRUSTED_PROXIES", "0")),
        "MAX_CONTENT_LENGTH": 2 * _MEGABYTE,
        "MAX_FORM_MEMORY_SIZE": _MEGABYTE // 4,
        "MAX_FORM_PARTS": 500,
        "SESSION_COOKIE_SAMESITE": "Lax",
        "SESSION_COOKIE_HTTPONLY": True,
        "SESSION_COOKIE_SECURE": public.startswith("https:"),
        "PERMANENT_SESSION_LIFETIME": 60 * 60 * 24 * 30,
        "SESSION_REFRESH_EACH_REQUEST": False,
        "WTF_CSRF_TIME_LIMIT": None,
    }


def _kept_secret(path: Path) -> str:
    """Return the secret of this home, made at the first start; two starts at once agree on one.

    It gets its name only when it is whole on the disk, so that nobody ever reads half of it.
    """
    if not path.exists():
        fresh = path.with_name(f"{path.name}.{secrets.token_hex(8)}")
        descriptor = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "w") as file:
            file.write(secrets.token_urlsafe(48))
            file.flush()
            os.fsync(file.fileno())
        with contextlib.suppress(FileExistsError):
            os.link(fresh, path)
        fresh.unlink()
    secret = path.read_text().strip()
    if not secret:
        message = f"{path} is empty: delete it, and start again"
        raise ValueError(message)
    return secret
