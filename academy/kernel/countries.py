"""The countries the Academy serves: eleven ASEAN member states and China, ISO 3166-1 alpha-2."""

COUNTRIES: tuple[str, ...] = (
    "BN", "KH", "CN", "ID", "LA", "MY", "MM", "PH", "SG", "TH", "TL", "VN",
)  # fmt: skip

TIME_ZONES: dict[str, str] = {
    "BN": "Asia/Brunei",
    "KH": "Asia/Phnom_Penh",
    "CN": "Asia/Shanghai",
    "ID": "Asia/Jakarta",
    "LA": "Asia/Vientiane",
    "MY": "Asia/Kuala_Lumpur",
    "MM": "Asia/Yangon",
    "PH": "Asia/Manila",
    "SG": "Asia/Singapore",
    "TH": "Asia/Bangkok",
    "TL": "Asia/Dili",
    "VN": "Asia/Ho_Chi_Minh",
}
"""The zone of each country's capital: a first guess that a person can change."""

ZONES_OFFERED: tuple[str, ...] = tuple(
    sorted({*TIME_ZONES.values(), "Asia/Makassar", "Asia/Jayapura", "Asia/Urumqi", "UTC"})
)
