"""Which column of a list of people says what."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from academy.kernel.actor import Role
from academy.kernel.column_words import HEADERS, ROLES, Field
from academy.kernel.columns import bare, doubled, guess_columns, is_header, role_named
from academy.kernel.languages import LANGUAGES

TESTS = {Field.EMAIL: lambda cell: "@" in cell, Field.COUNTRY: lambda cell: cell in {"LA", "TH"}}


def guess(header: list[str], *rows: list[str]) -> dict[str, int]:
    found = guess_columns(header, list(rows), tests=TESTS, wanted=list(Field))
    return {field.value: place for field, place in found.items()}


@pytest.mark.parametrize(
    "header",
    [
        ["Full name", "E-mail address", "Country", "Organisation", "Role"],
        ["姓名", "电子邮件", "国家", "单位", "角色"],
        ["Nama lengkap", "Surel", "Negara", "Instansi", "Peran"],
        ["Nama penuh", "Emel", "Negara", "Institusi", "Peranan"],
        ["ชื่อ-นามสกุล", "อีเมล", "ประเทศ", "หน่วยงาน", "บทบาท"],
        ["Họ và tên", "Thư điện tử", "Quốc gia", "Đơn vị", "Vai trò"],
        ["Buong pangalan", "Email", "Bansa", "Paaralan", "Tungkulin"],
        ["ឈ្មោះ", "អ៊ីមែល", "ប្រទេស", "ស្ថាប័ន", "តួនាទី"],
        ["ຊື່ ແລະ ນາມສະກຸນ", "ອີເມວ", "ປະເທດ", "ສະຖາບັນ", "ບົດບາດ"],
        ["အမည်", "အီးမေးလ်", "နိုင်ငံ", "တက္ကသိုလ်", "အခန်းကဏ္ဍ"],
        ["பெயர்", "மின்னஞ்சல்", "நாடு", "நிறுவனம்", "பங்கு"],
        ["Nome completo", "Correio eletrónico", "País", "Instituição", "Função"],
    ],
)
def test_headers_are_known_in_every_language(header: list[str]) -> None:
    assert guess(header) == {"name": 0, "email": 1, "country": 2, "organisation": 3, "role": 4}
    assert is_header(header)


@pytest.mark.parametrize("words", [*HEADERS.values(), *ROLES.values()])
def test_every_thing_has_a_word_in_every_language(words: str) -> None:
    lines = [line for line in words.split("\n") if line.strip()]
    assert len(lines) >= len(LANGUAGES)


@pytest.mark.parametrize(
    ("header", "found"),
    [
        (["Student name *", "Student’s E-Mail Address"], {"name": 0, "email": 1}),
        (["ＮＡＭＥ", "EMAIL"], {"name": 0, "email": 1}),
        (["Name", "Name (English)", "Login"], {"name": 0, "latin_name": 1, "username": 2}),
        (["Name", "Name"], {"name": 0}),
        (["No.", "Shoe size"], {}),
    ],
)
def test_headers_need_not_be_just_our_words(header: list[str], found: dict[str, int]) -> None:
    assert guess(header) == found


def test_what_no_header_says_the_cells_do() -> None:
    rows = [["1", "Noi P", "noi@example.org", "LA"], ["2", "Dao K", "dao@example.org", "TH"]]
    assert guess([], *rows) == {"email": 2, "country": 3, "name": 1}
    assert guess(["?", "?", "?", "?"], *rows, ["3", "", "", ""])["name"] == 1
    assert guess([], ["1", "2"]) == {}


def test_only_what_is_wanted_is_looked_for() -> None:
    header = ["Name", "Email", "Role"]
    found = guess_columns(header, [], tests=TESTS, wanted=[Field.EMAIL])
    assert found == {Field.EMAIL: 1}


def test_a_row_with_an_address_is_a_person_already() -> None:
    assert not is_header(["Noi", "noi@example.org"])
    assert is_header(["Name", "noi@example.org"])
    assert is_header(["Who", "Where"])


def test_headers_that_stand_twice_are_named() -> None:
    assert doubled(["E-mail", "Name", "e mail", "", ""]) == {"email"}


def test_roles_are_known_by_what_they_are_called() -> None:
    said = ["Giảng viên", "学生", "ผู้ดูแลระบบ", "penerjemah", "Chief"]
    assert [role_named(word) for word in said] == [
        "instructor",
        "learner",
        "admin",
        "translator",
        None,
    ]
    assert set(ROLES) == {role.value for role in Role}


@given(
    st.lists(st.text(max_size=12), max_size=6), st.lists(st.lists(st.text(max_size=8)), max_size=4)
)
def test_no_column_is_two_things(header: list[str], rows: list[list[str]]) -> None:
    found = guess(header, *rows)
    assert len(set(found.values())) == len(found)


@given(st.text(max_size=30))
def test_a_word_is_compared_by_its_letters_alone(text: str) -> None:
    assert bare(f" ({text}) *") == bare(text)
