import gzip

from tests.browserless import Visitor


def test_every_page_is_hardened(visitor: Visitor) -> None:
    headers = visitor.client.get("/en/login").headers
    assert "script-src 'self'" in headers["Content-Security-Policy"]
    assert "unsafe" not in headers["Content-Security-Policy"]
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert "no-cache" in headers["Cache-Control"]


def test_a_page_travels_packed_where_the_browser_can_unpack(visitor: Visitor) -> None:
    plain = visitor.client.get("/en/nowhere")
    packed = visitor.client.get("/en/nowhere", headers={"Accept-Encoding": "gzip"})
    assert packed.headers["Content-Encoding"] == "gzip"
    assert gzip.decompress(packed.data) == plain.data
    assert len(packed.data) < len(plain.data) * 0.7


def test_static_files_are_kept_for_ever_under_a_name_of_their_own(visitor: Visitor) -> None:
    address = (
        visitor.get("/en/nowhere", status=404).one("link", rel="stylesheet").attributes["href"]
    )
    plain = visitor.client.get(address)
    packed = visitor.client.get(address, headers={"Accept-Encoding": "gzip"})
    assert "immutable" in plain.headers["Cache-Control"]
    assert gzip.decompress(packed.data) == plain.data
    assert visitor.client.get("/static/academy.0000000000.css").status_code == 404
