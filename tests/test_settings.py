"""Settings from the environment."""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from academy.settings import from_environment


def test_nothing_needs_to_be_set(tmp_path: Path) -> None:
    found = from_environment({"ACADEMY_HOME": str(tmp_path / "new")})
    assert str(found["DATABASE_URL"]).startswith("sqlite:///")
    assert len(str(found["SECRET_KEY"])) > 40
    assert found["SESSION_COOKIE_SECURE"] is False


def test_a_public_address_with_tls_keeps_cookies_to_tls(tmp_path: Path) -> None:
    found = from_environment({"ACADEMY_HOME": str(tmp_path), "PUBLIC_URL": "https://a.example/"})
    assert (found["PUBLIC_URL"], found["SESSION_COOKIE_SECURE"]) == ("https://a.example", True)


def test_starts_at_the_same_moment_agree_on_one_secret(tmp_path: Path) -> None:
    home = {"ACADEMY_HOME": str(tmp_path)}
    with ThreadPoolExecutor(8) as starts:
        secrets = set(starts.map(lambda _: from_environment(home)["SECRET_KEY"], range(16)))
    assert len(secrets) == 1
    assert [path.name for path in tmp_path.iterdir()] == ["secret-key"]
    assert (tmp_path / "secret-key").stat().st_mode & 0o077 == 0


def test_an_empty_secret_is_no_secret(tmp_path: Path) -> None:
    (tmp_path / "secret-key").write_text("\n")
    with pytest.raises(ValueError, match="empty"):
        from_environment({"ACADEMY_HOME": str(tmp_path)})
