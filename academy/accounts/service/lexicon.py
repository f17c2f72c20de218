"""What countries and languages are called in all our languages, to be recognised in files."""

from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import cast

from babel import Locale

from academy.accounts.rules import is_email, valid_email
from academy.accounts.rules.importing import Lexicon
from academy.kernel.column_words import Field
from academy.kernel.columns import Test, bare, role_named
from academy.kernel.countries import COUNTRIES
from academy.kernel.languages import LANGUAGES

_ALSO_COUNTRIES: dict[str, str] = {
    "BN": "BRN|Brunei|Brunei Darussalam|Negara Brunei Darussalam",
    "KH": "KHM|Cambodia|Kingdom of Cambodia|Kampuchea",
    "CN": "CHN|China|P.R. China|PRC|People's Republic of China|中华人民共和国|中國",
    "ID": "IDN|Indonesia|Republic of Indonesia|印度尼西亞|印尼",
    "LA": "LAO|Laos|Lao PDR|Lao|Lao People's Democratic Republic|ສປປ ລາວ|老撾|寮國",
    "MY": "MYS|Malaysia|馬來西亞",
    "MM": "MMR|Myanmar|Burma|Republic of the Union of Myanmar|緬甸",
    "PH": "PHL|Philippines|The Philippines|Republic of the Philippines|菲律賓",
    "SG": "SGP|Singapore|Republic of Singapore",
    "TH": "THA|Thailand|Kingdom of Thailand|Siam|泰國",
    "TL": "TLS|Timor-Leste|East Timor|Timor Leste|Timor Lorosa'e|東帝汶",
    "VN": "VNM|Vietnam|Viet Nam|Socialist Republic of Viet Nam|越南",
}
_ALSO_LANGUAGES: dict[str, str] = {
    "en": "eng|en-GB|en-US",
    "zh-Hans": "zh|zh-CN|zh-SG|zho|chi|Chinese|Simplified Chinese|Mandarin|中文|汉语|华语|普通话",
    "id": "ind|in|Indonesian|Bahasa",
    "ms": "msa|may|zsm|Malay",
    "th": "tha",
    "vi": "vie",
    "fil": "tl|tgl|Tagalog|Pilipino",
    "km": "khm|Cambodian",
    "lo": "lao|Laotian",
    "my": "mya|bur|Myanmar|Myanmar language",
    "ta": "tam",
    "pt": "por|pt-PT|pt-TL|pt-BR",
}


@lru_cache(maxsize=1)
def lexicon() -> Lexicon:
    """Return what every country and language of ours is called in every language of ours."""
    return Lexicon(
        countries={bare(word): code for code in COUNTRIES for word in _countries(code)},
        languages={
            bare(word): language.tag for language in LANGUAGES for word in _languages(language.tag)
        },
    )


def people_tests() -> Mapping[Field, Test]:
    """Return how a cell looks that is one of these."""
    known = lexicon()
    return {
        Field.EMAIL: lambda cell: is_email(cell) and valid_email(cell),
        Field.COUNTRY: lambda cell: bare(cell) in known.countries,
        Field.LANGUAGE: lambda cell: bare(cell) in known.languages,
        Field.ROLE: lambda cell: role_named(cell) is not None,
    }


def _countries(code: str) -> Iterator[str]:
    yield code
    yield from _ALSO_COUNTRIES[code].split("|")
    for language in LANGUAGES:
        names = cast("dict[str, str]", Locale.parse(language.babel).territories)
        yield names.get(code, code)


def _languages(tag: str) -> Iterator[str]:
    own = next(language for language in LANGUAGES if language.tag == tag)
    yield tag
    yield own.name
    yield from _ALSO_LANGUAGES[tag].split("|")
    for language in LANGUAGES:
        names = cast("dict[str, str]", Locale.parse(language.babel).languages)
        yield names.get(own.babel, names.get(own.babel.partition("_")[0], tag))
