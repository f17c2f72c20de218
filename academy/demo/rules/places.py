"""Where the demo's people live, what they speak, and where they learn. The houses are invented."""

from dataclasses import dataclass

from academy.accounts.rules import Kind


@dataclass(frozen=True, slots=True)
class Place:
    """A country: its share of the learners, how often it speaks what, and its organisations.

    `programme` is the one above the others.
    """

    share: int
    speaks: tuple[tuple[str, int], ...]
    programme: str
    organisations: tuple[tuple[str, Kind], ...]


PLACES: dict[str, Place] = {
    "BN": Place(2, (("ms", 8), ("zh-Hans", 1), ("en", 1)),
        "Brunei Darussalam Digital Skills Programme", (
        ("Kampong Ayer Digital Skills Centre", Kind.HUB),
        ("Temburong Technical College", Kind.UNIVERSITY),
    )),
    "KH": Place(8, (("km", 19), ("en", 1)),
        "Cambodia Digital Skills Programme", (
        ("Tonle Sap Digital Hub", Kind.HUB),
        ("Kampot College of Trades", Kind.UNIVERSITY),
        ("Mekong Women in Business", Kind.COMPANY),
    )),
    "CN": Place(15, (("zh-Hans", 19), ("en", 1)),
        "中国—东盟数字技能计划", (
        ("广西邕江职业技术学院", Kind.UNIVERSITY),
        ("云南滇池数字技能中心", Kind.HUB),
        ("China-ASEAN Skills Bridge, Nanning", Kind.HUB),
    )),
    "ID": Place(20, (("id", 19), ("en", 1)),
        "Program Keterampilan Digital Indonesia", (
        ("Balai Latihan Digital Nusantara", Kind.HUB),
        ("Politeknik Samudra Makassar", Kind.UNIVERSITY),
        ("Koperasi Digital Melati", Kind.COMPANY),
        ("Sekolah Vokasi Merapi", Kind.HUB),
    )),
    "LA": Place(5, (("lo", 19), ("en", 1)),
        "ໂຄງການທັກສະດິຈິຕອນລາວ", (
        ("ສູນທັກສະດິຈິຕອນແມ່ຂອງ", Kind.HUB),
        ("Champa Vocational College, Pakse", Kind.UNIVERSITY),
    )),
    "MY": Place(10, (("ms", 12), ("zh-Hans", 4), ("ta", 2), ("en", 2)),
        "Program Kemahiran Digital Malaysia", (
        ("Kolej Vokasional Seri Cahaya", Kind.UNIVERSITY),
        ("Pusat Kemahiran Digital Kinabalu", Kind.HUB),
        ("Penang Small Traders' Academy", Kind.COMPANY),
    )),
    "MM": Place(8, (("my", 19), ("en", 1)),
        "မြန်မာ ဒစ်ဂျစ်တယ်ကျွမ်းကျင်မှု အစီအစဉ်", (
        ("ဧရာဝတီ ဒစ်ဂျစ်တယ် သင်တန်းကျောင်း", Kind.HUB),
        ("Inle Community Learning Hub", Kind.HUB),
    )),
    "PH": Place(12, (("fil", 15), ("en", 5)),
        "Philippines Digital Skills Programme", (
        ("Bayanihan Digital Skills Center", Kind.HUB),
        ("Mayon Polytechnic", Kind.UNIVERSITY),
        ("Sampaguita Sellers' Cooperative", Kind.COMPANY),
    )),
    "SG": Place(3, (("en", 5), ("zh-Hans", 9), ("ta", 3), ("ms", 3)),
        "Singapore Digital Skills Programme", (
        ("Kallang Lifelong Learning Centre", Kind.HUB),
        ("Straits Digital Trades Institute", Kind.UNIVERSITY),
    )),
    "TH": Place(8, (("th", 19), ("en", 1)),
        "โครงการทักษะดิจิทัลประเทศไทย", (
        ("วิทยาลัยเทคนิคดอกคูน", Kind.UNIVERSITY),
        ("ศูนย์ทักษะดิจิทัลล้านนา", Kind.HUB),
        ("Andaman Community College", Kind.UNIVERSITY),
    )),
    "TL": Place(2, (("pt", 19), ("en", 1)),
        "Programa de Competências Digitais de Timor-Leste", (
        ("Centro de Competências Digitais Tatamailau", Kind.HUB),
        ("Instituto Profissional de Baucau", Kind.UNIVERSITY),
    )),
    "VN": Place(12, (("vi", 19), ("en", 1)),
        "Chương trình Kỹ năng số Việt Nam", (
        ("Trung tâm Kỹ năng số Sông Hồng", Kind.HUB),
        ("Cao đẳng nghề Phù Sa", Kind.UNIVERSITY),
        ("Hợp tác xã Số Tây Nguyên", Kind.COMPANY),
    )),
}  # fmt: skip
"""Shares of the learners, in some hundredth parts."""
