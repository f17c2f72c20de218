"""Pictures that authors bring: made small, told nothing of their makers, and never trusted."""

import io
from collections.abc import Callable
from contextlib import suppress
from hashlib import shake_128
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, ImageCms, ImageOps

from academy.content import bounds
from academy.content.archive import unknown_files
from academy.content.faults import FaultCode
from academy.content.photographs import (
    LARGEST,
    MOST_PIXELS,
    TALLEST,
    Encoded,
    PictureFault,
    PictureRefused,
    Reencoded,
    media_name,
    reencode,
)
from academy.content.pictures import picture_size
from academy.content.reader import check_package
from tests.content.builders import LESSON, SVG, files
from tests.content.test_pictures import jpeg, png, webp

RED, GREEN, BLUE, WHITE = (220, 30, 30), (30, 160, 40), (20, 60, 200), (255, 255, 255)
ORIENTATION = 0x0112
MAKE, GPS = 0x010F, 0x8825


def saved(image: Image.Image, kind: str, **how: Any) -> bytes:
    target = io.BytesIO()
    image.save(target, kind, **how)
    return target.getvalue()


def opened(file: Encoded) -> Image.Image:
    return Image.open(io.BytesIO(file.data))


def main(data: bytes) -> Image.Image:
    return opened(reencode(data).files[0])


def scene(width: int, height: int) -> Image.Image:
    """Soft colours, as a photograph has them."""
    light, round_light = Image.linear_gradient("L"), Image.radial_gradient("L")
    bands = (light, round_light, light.transpose(Image.Transpose.ROTATE_90))
    return Image.merge("RGB", bands).resize((width, height))


def quarters(mode: str = "RGB") -> Image.Image:
    """Four colours, so that it is plain which corner is where."""
    image = Image.new(mode, (120, 80), WHITE)
    for place, colour in {(0, 0): RED, (60, 0): GREEN, (0, 40): BLUE}.items():
        image.paste(colour, (*place, place[0] + 60, place[1] + 40))
    return image


def corners(image: Image.Image) -> list[Any]:
    right, below = image.width - 9, image.height - 9
    shown = image.convert("RGB")
    return [shown.getpixel(place) for place in [(8, 8), (right, 8), (8, below), (right, below)]]


def alike(one: Any, other: Any, least: int = 24) -> bool:
    return all(abs(a - b) <= least for a, b in zip(one, other, strict=True))


def same_corners(one: Image.Image, other: Image.Image) -> bool:
    pairs = zip(corners(one), corners(other), strict=True)
    return one.size == other.size and all(alike(*pair) for pair in pairs)


def refusal(data: bytes) -> PictureFault:
    with pytest.raises(PictureRefused) as refused:
        reencode(data)
    return refused.value.reason


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "WEBP", "GIF", "MPO"])
def test_a_picture_is_known_by_what_is_in_it_and_kept_as_webp(kind: str) -> None:
    kept = reencode(saved(quarters(), kind))
    assert kept.kind == "webp"
    assert picture_size("a.webp", kept.files[0].data) == (120, 80)
    assert same_corners(opened(kept.files[0]), quarters())


def widths(width: int, height: int = 900) -> list[tuple[int, int, bool]]:
    kept = reencode(saved(scene(width, height), "JPEG", quality=95))
    assert all(opened(file).size == (file.width, file.height) for file in kept.files)
    return [(file.width, file.height, file.main) for file in kept.files]


def test_a_large_photograph_is_kept_at_three_widths() -> None:
    assert widths(4_000, 3_000) == [(1_440, 1_080, True), (480, 360, False), (960, 720, False)]


def test_a_size_that_is_hardly_smaller_is_not_made() -> None:
    assert widths(1_199) == [(1_199, 900, True), (480, 360, False)]
    assert widths(599) == [(599, 900, True)]


def test_a_small_picture_is_not_made_larger() -> None:
    assert widths(40, 30) == [(40, 30, True)]
    assert widths(1, 1) == [(1, 1, True)]


def test_a_very_tall_picture_ends_and_a_very_flat_one_stays_to_be_seen() -> None:
    assert widths(300, 8_640) == [(150, TALLEST, True)]
    assert widths(9_000, 2)[0] == (1_440, 1, True)


def test_a_smaller_size_is_smaller_in_bytes_too() -> None:
    lines = Image.new("RGB", (1_440, 900), WHITE)
    for place in range(0, 1_440, 9):
        lines.paste(RED, (place, 0, place + 2, 900))
    for image in (lines, scene(1_440, 900)):
        whole, *sizes = reencode(saved(image, "PNG")).files
        assert all(len(size.data) < len(whole.data) for size in sizes)


def test_the_same_file_gives_the_same_bytes() -> None:
    data = saved(scene(1_300, 900), "JPEG")
    assert reencode(data) == reencode(data)


@pytest.mark.parametrize("orientation", range(1, 9))
@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_a_picture_stands_upright(kind: str, orientation: int) -> None:
    exif = Image.Exif()
    exif[ORIENTATION] = orientation
    data = saved(quarters(), kind, exif=exif)
    assert same_corners(main(data), ImageOps.exif_transpose(Image.open(io.BytesIO(data))))


@pytest.mark.parametrize("orientation", [0, 9, 60_000])
def test_an_orientation_that_is_none_turns_nothing(orientation: int) -> None:
    exif = Image.Exif()
    exif[ORIENTATION] = orientation
    assert same_corners(main(saved(quarters(), "JPEG", exif=exif)), quarters())


@pytest.mark.filterwarnings("ignore:Corrupt EXIF data")
def test_exif_that_is_noise_turns_nothing() -> None:
    data = saved(quarters(), "JPEG", exif=b"Exif\0\0MM\0*\0\0\0\x08\0\x07" + b"\x01\x12" * 9)
    assert same_corners(main(data), quarters())


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_nothing_tells_who_made_it_or_where(kind: str) -> None:
    exif = Image.Exif()
    exif[MAKE] = "Telephone of Sokha"
    exif.get_ifd(GPS)[2] = (11.0, 33.0, 22.0)
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    how = {"xmp": b"<x:xmpmeta>Sokha</x:xmpmeta>"} if kind != "PNG" else {}
    data = saved(scene(1_300, 400), kind, exif=exif, icc_profile=profile, **how)
    assert b"Sokha" in data
    for file in reencode(data).files:
        assert not any(mark in file.data for mark in (b"EXIF", b"XMP ", b"ICCP", b"Sokha"))
        assert not opened(file).getexif()


def swapped_profile() -> bytes:
    """A profile that calls red what everybody else calls green."""
    data = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    return data.replace(b"rXYZ", b"????").replace(b"gXYZ", b"rXYZ").replace(b"????", b"gXYZ")


@pytest.mark.parametrize("mode", ["RGB", "RGBA"])
def test_colours_become_those_of_the_web(mode: str) -> None:
    red = Image.new("RGB", (60, 60), (200, 10, 10))
    data = saved(red.convert(mode), "PNG", icc_profile=swapped_profile())
    shown: Any = main(data).convert("RGB").getpixel((30, 30))
    assert alike(shown, (10, 200, 10))


@pytest.mark.parametrize("profile", [b"no profile at all", swapped_profile()[:200]])
def test_a_profile_that_cannot_be_read_changes_nothing(profile: bytes) -> None:
    assert same_corners(main(saved(quarters(), "PNG", icc_profile=profile)), quarters())


def test_the_colours_of_print_become_those_of_a_screen() -> None:
    ink = Image.new("CMYK", (60, 60), (0, 255, 255, 0))
    shown = main(saved(ink, "JPEG", quality=95))
    assert shown.mode == "RGB"
    assert alike(shown.getpixel((30, 30)), (255, 0, 0))


def test_sixteen_bits_of_grey_stay_grey() -> None:
    grey = Image.new("I;16", (60, 60), 0x8000)
    assert alike(main(saved(grey, "PNG")).getpixel((30, 30)), (128, 128, 128))


def test_black_and_white_stays_black_and_white() -> None:
    shown = main(saved(Image.new("1", (60, 60), 1), "PNG"))
    assert shown.getpixel((30, 30)) == WHITE


CLEAR: dict[str, Callable[[], bytes]] = {
    "RGBA": lambda: saved(Image.new("RGBA", (60, 60), (*RED, 0)), "PNG"),
    "LA": lambda: saved(Image.new("LA", (60, 60), (9, 0)), "PNG"),
    "one colour": lambda: saved(Image.new("RGB", (60, 60), RED), "PNG", transparency=RED),
    "one grey": lambda: saved(Image.new("L", (60, 60), 7), "PNG", transparency=7),
    "palette": lambda: saved(Image.new("RGB", (60, 60), RED).quantize(4), "PNG", transparency=0),
    "GIF": lambda: saved(Image.new("P", (60, 60), 1), "GIF", transparency=1),
    "WebP": lambda: saved(Image.new("RGBA", (60, 60), (*RED, 0)), "WEBP"),
}


@pytest.mark.parametrize("make", CLEAR.values(), ids=CLEAR.keys())
def test_what_can_be_seen_through_stays_so(make: Callable[[], bytes]) -> None:
    shown = main(make())
    pixel: Any = shown.getpixel((30, 30))
    assert (shown.mode, pixel[3]) == ("RGBA", 0)


def test_an_alpha_channel_that_hides_nothing_is_not_kept() -> None:
    assert main(saved(quarters("RGBA"), "PNG")).mode == "RGB"


@pytest.mark.parametrize("kind", ["GIF", "WEBP", "PNG"])
def test_what_moves_stands_still_at_its_first_frame(kind: str) -> None:
    first, second = quarters(), Image.new("RGB", (120, 80), BLUE)
    shown = main(saved(first, kind, save_all=True, append_images=[second], duration=50))
    assert same_corners(shown, first)
    assert getattr(shown, "n_frames", 1) == 1


def test_flat_colours_are_kept_exactly() -> None:
    shown = main(saved(quarters(), "PNG"))
    assert shown.tobytes() == quarters().tobytes()


def test_even_noise_fits_into_a_package() -> None:
    noise = Image.frombytes("RGB", (1_440, 2_600), shake_128(b"").digest(1_440 * 2_600 * 3))
    data = saved(noise, "JPEG", quality=60)
    assert all(len(file.data) <= bounds.PICTURE for file in reencode(data).files)


def test_a_drawing_is_sanitised_and_stays_a_drawing() -> None:
    kept = reencode(b"\xef\xbb\xbf\n" + SVG.replace("<rect", "<metadata/><rect").encode())
    assert (kept.kind, len(kept.files)) == ("svg", 1)
    file = kept.files[0]
    assert (file.width, file.height, file.main) == (640, 280, True)
    assert b"metadata" not in file.data
    assert b"<rect" in file.data


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (SVG.replace("<rect", "<script/><rect").encode(), FaultCode.SVG_ELEMENT),
        (b"<!DOCTYPE html><html></html>", FaultCode.SVG_DOCTYPE),
        (b"<html></html>", FaultCode.BAD_SVG),
        (b"<" * 300_000, FaultCode.FILE_TOO_LARGE),
    ],
)
def test_a_drawing_that_may_not_come_in_says_why(data: bytes, code: FaultCode) -> None:
    with pytest.raises(PictureRefused) as refused:
        reencode(data)
    assert refused.value.reason is PictureFault.BAD_SVG
    assert refused.value.svg is not None
    assert refused.value.svg.code is code


def test_a_file_too_large_is_refused() -> None:
    assert refusal(b"\0" * (LARGEST + 1)) is PictureFault.TOO_LARGE


def gif(width: int, height: int) -> bytes:
    whole = saved(Image.new("P", (4, 4)), "GIF")
    return whole[:6] + width.to_bytes(2, "little") + height.to_bytes(2, "little") + whole[10:]


HEADS = [
    png(MOST_PIXELS, 2),
    png(2**31 - 1, 2**31 - 1),
    jpeg(65_000, 65_000),
    webp(b"VP8X", b"\0" * 4 + b"\xff\xff\xff" * 2),
    gif(9_000, 5_000),
    gif(10_000, 10_000),
    gif(65_535, 65_535),
]


@pytest.mark.parametrize("data", HEADS)
def test_too_many_pixels_are_refused_by_the_head_alone(data: bytes) -> None:
    assert refusal(data) is PictureFault.TOO_MANY_PIXELS


def test_a_jpeg_of_endless_scans_is_refused() -> None:
    data = saved(scene(64, 64), "JPEG", progressive=True)
    place = data.rindex(b"\xff\xda")
    scan = data[place:-2]
    assert refusal(data[:place] + scan * 101 + data[-2:]) is PictureFault.DAMAGED


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"GIF89a",
        b"%PDF-1.7",
        b"PK\x03\x04 photo.png",
        saved(quarters(), "TIFF"),
        saved(quarters(), "BMP"),
        saved(quarters(), "AVIF"),
        saved(quarters(), "EPS"),
    ],
)
def test_what_is_no_picture_of_ours_is_refused(data: bytes) -> None:
    assert refusal(data) is PictureFault.NOT_A_PICTURE


WHOLE = {kind: saved(scene(90, 60), kind) for kind in ("PNG", "JPEG", "WEBP", "GIF")}


@pytest.mark.parametrize("kind", WHOLE)
def test_a_picture_that_breaks_off_is_refused(kind: str) -> None:
    data = WHOLE[kind]
    assert refusal(data[: len(data) // 2]) in {PictureFault.DAMAGED, PictureFault.NOT_A_PICTURE}


def test_a_picture_of_which_there_is_only_the_head_is_refused() -> None:
    head = webp(b"VP8X", b"\0" * 10)
    assert refusal(head) is PictureFault.DAMAGED


@pytest.mark.filterwarnings("ignore")  # the readers of formats speak of what is damaged
@settings(max_examples=150, deadline=None)
@given(st.sampled_from(sorted(WHOLE)), st.binary(max_size=40), st.integers(0, 10_000))
def test_a_damaged_picture_is_refused_or_read_but_never_breaks(
    kind: str, noise: bytes, place: int
) -> None:
    whole = WHOLE[kind]
    at = place % len(whole)
    with suppress(PictureRefused):
        kept = reencode(whole[:at] + noise + whole[at + len(noise) :])
        assert isinstance(kept, Reencoded)
        assert all(picture_size("a.webp", file.data) for file in kept.files)


def test_a_package_takes_what_came_of_a_picture() -> None:
    kept = reencode(saved(scene(1_500, 900), "JPEG")).named("stall.webp")
    assert sorted(kept) == ["stall.480w.webp", "stall.960w.webp", "stall.webp"]
    lesson = LESSON.replace("media/keys.svg", "media/stall.webp")
    media = {f"media/{name}": data for name, data in kept.items()}
    checked = check_package(
        files({"lessons/screen-lock.md": lesson, "media/keys.svg": None} | media)
    )
    assert checked.package is not None
    assert "media/" not in " ".join(fault.file for fault in checked.faults)
    assert dict(checked.package.media) == kept


NAMES = [
    ("IMG_2041.JPG", "img-2041.webp"),
    ("C:\\Users\\Noi\\My stall.final.png", "my-stall-final.webp"),
    ("../../etc/passwd", "passwd.webp"),
    ("Chợ nổi Đồng Tháp.jpeg", "cho-noi-dong-thap.webp"),
    ("Straße.png", "strasse.webp"),
    ("ＡＢＣ１２.png", "abc12.webp"),
    ("ផ្សារ.jpg", "picture.webp"),
    ("市场.jpg", "picture.webp"),
    ("", "picture.webp"),
    (".webp", "webp.webp"),
    ("---.png", "picture.webp"),
    ("a" * 200 + ".png", "a" * 64 + ".webp"),
]


@pytest.mark.parametrize(("wished", "name"), NAMES)
def test_a_picture_is_named_after_its_file(wished: str, name: str) -> None:
    assert media_name(wished, "webp", ()) == name


def test_a_name_that_is_taken_is_counted_on() -> None:
    assert media_name("ផ្សារ.jpg", "webp", {"picture.webp"}) == "picture-2.webp"
    taken = {"picture.webp", "picture-2.480w.webp"}
    assert media_name("图", "webp", taken) == "picture-3.webp"
    assert media_name("図", "svg", taken) == "picture.svg"
    long = "a" * 64
    assert media_name(long, "webp", {f"{long}.webp"}) == "a" * 62 + "-2.webp"


@given(st.lists(st.one_of(st.text(max_size=90), st.sampled_from(["a.png", "图", "a" * 70]))))
def test_every_name_is_one_that_a_package_knows_and_no_two_are_the_same(wishes: list[str]) -> None:
    taken: list[str] = []
    for wished in wishes:
        taken.append(media_name(wished, "webp", taken))
    assert unknown_files(f"media/{name}" for name in taken) == []
    assert len(set(taken)) == len(taken)


@pytest.mark.parametrize("kind", ["PNG", "WEBP", "JPEG"])
def test_a_note_of_the_camera_that_makes_no_sense_turns_nothing(kind: str) -> None:
    target = io.BytesIO()
    Image.new("RGB", (60, 30), "teal").save(target, kind, exif=b"Exif\0\0no such note")

    (main,) = reencode(target.getvalue()).files

    assert (main.width, main.height) == (60, 30)
