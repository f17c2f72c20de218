"""The second wall: what may stand in a page, whatever the renderer let through."""

import re

import nh3

_TAG_NAMES = """
    p h2 h3 h4 h5 h6 ul ol li blockquote pre code em strong a img br hr
    table thead tbody tr th td div aside details summary section sup span academy-fact
"""
_TAGS = frozenset(_TAG_NAMES.split())
_ANY = frozenset({"class", "lang", "id"})
_ATTRIBUTES: dict[str, set[str]] = {
    "*": set(_ANY),
    "a": {"href", "rel", "role", "aria-label"},
    "img": {"src", "alt", "width", "height", "srcset", "sizes", "loading", "decoding"},
    "th": {"scope"},
    "ol": {"start"},
    "pre": {"tabindex"},
    "div": {"role", "tabindex", "aria-labelledby"},
    "aside": {"role"},
    "section": {"role", "aria-label"},
    "academy-fact": {"kind"},
}
_SCHEMES = {"https", "media", "unit"}
_OFFER = r"(?:https:|media:|/(?!/))[^\s,]+ [1-9][0-9]*w"
_SRCSET = re.compile(rf"{_OFFER}(?:, {_OFFER})*")

ALLOWED_TAGS = _TAGS
"""For the test that renders whatever Hypothesis can think of."""


def walled(html: str) -> str:
    """Return the HTML with nothing in it that a lesson never needs."""
    return nh3.clean(
        html,
        tags=set(_TAGS),
        attributes=_ATTRIBUTES,
        attribute_filter=_filtered,
        url_schemes=_SCHEMES,
        link_rel=None,
    )


def _filtered(_tag: str, name: str, value: str) -> str | None:
    """Drop a `srcset` with an address of another kind: the library looks at single ones only."""
    return None if name == "srcset" and not _SRCSET.fullmatch(value) else value
