"""Where the demo's people live, what they speak, and where they learn. The houses are invented."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Place:
    """A country: its share of the learners, how often it speaks what, and its organisations."""

    share: int
    speaks: tuple[tuple[str, int], ...]
    organisations: tuple[str, ...]


PLACES: dict[str, Place] = {
    "BN": Place(2, (("ms", 8), ("zh-Hans", 1), ("en", 1)), (
        "Kampong Ayer Digital Skills Centre", "Temburong Technical College",
    )),
    "KH": Place(8, (("km", 19), ("en", 1)), (
        "Tonle Sap Digital Hub", "Kampot College of Trades", "Mekong Women in Business",
    )),
    "CN": Place(15, (("zh-Hans", 19), ("en", 1)), (
        "广西邕江职业技术学院", "云南滇池数字技能中心", "China-ASEAN Skills Bridge, Nanning",
    )),
    "ID": Place(20, (("id", 19), ("en", 1)), (
        "Balai Latihan Digital Nusantara", "Politeknik Samudra Makassar", "Koperasi Digital Melati",
        "Sekolah Vokasi Merapi",
    )),
    "LA": Place(5, (("lo", 19), ("en", 1)), (
        "ສູນທັກສະດິຈິຕອນແມ່ຂອງ", "Champa Vocational College, Pakse",
    )),
    "MY": Place(10, (("ms", 12), ("zh-Hans", 4), ("ta", 2), ("en", 2)), (
        "Kolej Vokasional Seri Cahaya", "Pusat Kemahiran Digital Kinabalu",
        "Penang Small Traders' Academy",
    )),
    "MM": Place(8, (("my", 19), ("en", 1)), (
        "ဧရာဝတီ ဒစ်ဂျစ်တယ် သင်တန်းကျောင်း", "Inle Community Learning Hub",
    )),
    "PH": Place(12, (("fil", 15), ("en", 5)), (
        "Bayanihan Digital Skills Center", "Mayon Polytechnic", "Sampaguita Sellers' Cooperative",
    )),
    "SG": Place(3, (("en", 5), ("zh-Hans", 9), ("ta", 3), ("ms", 3)), (
        "Kallang Lifelong Learning Centre", "Straits Digital Trades Institute",
    )),
    "TH": Place(8, (("th", 19), ("en", 1)), (
        "วิทยาลัยเทคนิคดอกคูน", "ศูนย์ทักษะดิจิทัลล้านนา", "Andaman Community College",
    )),
    "TL": Place(2, (("pt", 19), ("en", 1)), (
        "Centro de Competências Digitais Tatamailau", "Instituto Profissional de Baucau",
    )),
    "VN": Place(12, (("vi", 19), ("en", 1)), (
        "Trung tâm Kỹ năng số Sông Hồng", "Cao đẳng nghề Phù Sa", "Hợp tác xã Số Tây Nguyên",
    )),
}  # fmt: skip
"""Shares of the learners, in some hundredth parts."""
