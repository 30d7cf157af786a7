"""Nothing of a photo stays but the picture."""

import io
from contextlib import suppress

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, ImageFile

from files import photos
from files.refusals import FileRefused
from tests.files import samples


def reencode(data: bytes, decoder: str = "JPEG") -> photos.Photo:
    return photos.reencode(io.BytesIO(data), decoder=decoder)


def opened(photo: photos.Photo) -> Image.Image:
    image = Image.open(io.BytesIO(photo.data), formats=("JPEG",))
    image.load()
    return image


def refusal(data: bytes, decoder: str = "JPEG") -> str:
    with pytest.raises(FileRefused) as refused:
        reencode(data, decoder)
    return refused.value.code


def test_place_camera_comment_and_profile_are_gone() -> None:
    data = samples.photo_with_gps()
    assert Image.open(io.BytesIO(data)).getexif().get_ifd(samples.GPS)
    photo = reencode(data)
    image = opened(photo)
    assert dict(image.getexif()) == {}
    assert set(image.info) <= {"jfif", "jfif_version", "jfif_unit", "jfif_density"}
    for trace in (b"Exif", b"KameraUji", b"catatan-rahasia", b"ICC_PROFILE"):
        assert trace in data
        assert trace not in photo.data


def test_a_photo_lying_on_its_side_is_stood_up() -> None:
    photo = reencode(samples.photo_with_gps((40, 30), orientation=6))
    assert (photo.width, photo.height) == (30, 40)
    assert opened(photo).size == (30, 40)


def test_a_second_file_behind_the_picture_is_gone() -> None:
    photo = reencode(samples.picture() + samples.ooxml() + samples.HTML)
    assert b"PK\x03\x04" not in photo.data
    assert b"<script>" not in photo.data


def test_a_large_photo_becomes_2560_pixels_at_most() -> None:
    photo = reencode(samples.picture((5200, 1300)))
    assert (photo.width, photo.height) == (2560, 640)
    assert reencode(samples.picture((2560, 10))).width == 2560
    lying = reencode(samples.photo_with_gps((5200, 1300), orientation=6))
    assert (lying.width, lying.height) == (640, 2560)


def test_equal_bytes_give_equal_bytes() -> None:
    data = samples.photo_with_gps()
    assert reencode(data) == reencode(data)


@pytest.mark.parametrize(
    ("mode", "colour", "decoder"),
    [
        ("RGBA", (0, 0, 0, 0), "PNG"),
        ("LA", (0, 0), "PNG"),
        ("RGBA", (0, 0, 0, 0), "WEBP"),
    ],
)
def test_what_is_transparent_becomes_white(mode: str, colour: object, decoder: str) -> None:
    photo = reencode(samples.picture(mode=mode, colour=colour, decoder=decoder), decoder)
    assert opened(photo).getpixel((5, 5)) == (255, 255, 255)


def test_transparent_palettes_become_white() -> None:
    image, out = Image.new("P", (40, 30), 1), io.BytesIO()
    image.putpalette([10, 20, 30] * 2)
    image.save(out, "PNG", transparency=1)
    assert opened(reencode(out.getvalue(), "PNG")).getpixel((5, 5)) == (255, 255, 255)


@pytest.mark.parametrize(
    ("mode", "colour", "grey"), [("I;16", 32_768, 128), ("L", 128, 128), ("1", 1, 255)]
)
def test_greys_of_any_depth_keep_their_light(mode: str, colour: int, grey: int) -> None:
    photo = reencode(samples.picture(mode=mode, colour=colour, decoder="PNG"), "PNG")
    assert opened(photo).getpixel((5, 5)) == (grey, grey, grey)


def test_print_colours_become_screen_colours() -> None:
    photo = reencode(samples.picture(mode="CMYK", colour=(0, 0, 0, 0)))
    assert opened(photo).getpixel((5, 5)) == (255, 255, 255)


def test_a_profile_that_does_not_fit_is_ignored() -> None:
    photo = reencode(samples.picture(icc_profile=b"no profile at all"))
    assert opened(photo).mode == "RGB"


@pytest.mark.parametrize(
    "size", [(5_200, 5_200), (9_000, 9_000), (12_000, 12_000), (60_000, 60_000)]
)
def test_a_decompression_bomb_is_refused_before_decoding(size: tuple[int, int]) -> None:
    assert refusal(samples.png_claiming(*size), "PNG") == "image_too_large"


@pytest.mark.parametrize("decoder", ["JPEG", "PNG", "WEBP"])
def test_a_damaged_photo_is_refused(decoder: str) -> None:
    ImageFile.LOAD_TRUNCATED_IMAGES = True  # as importing the PDF engine leaves it
    whole = samples.picture((400, 300), decoder=decoder)
    for length in (12, len(whole) // 2, len(whole) * 9 // 10):
        assert refusal(whole[:length], decoder) == "image_damaged"


def test_a_photo_of_fifty_megapixels_is_taken_and_a_larger_one_refused() -> None:
    def claiming(size: bytes) -> bytes:
        return samples.picture((16, 16)).replace(b"\0\x10\0\x10\x03", size + b"\x03", 1)

    photo = reencode(claiming(b"\x18\0\x20\0"))  # 8192 x 6144
    assert (photo.width, photo.height) == (2560, 1920)
    assert refusal(claiming(b"\x20\0\x20\0")) == "image_too_large"  # 8192 x 8192


def test_only_the_sniffed_format_is_tried() -> None:
    assert refusal(samples.picture(decoder="PNG"), "JPEG") == "image_damaged"


@settings(max_examples=150, deadline=None)
@given(
    st.sampled_from(["JPEG", "PNG", "WEBP"]),
    st.lists(st.tuples(st.integers(8, 2_000), st.integers(0, 255)), min_size=1, max_size=20),
)
def test_no_broken_photo_upsets_the_decoder(decoder: str, edits: list[tuple[int, int]]) -> None:
    data = bytearray(samples.picture(decoder=decoder))
    for at, value in edits:
        data[at % len(data)] = value
    with suppress(FileRefused):
        photo = reencode(bytes(data), decoder)
        assert max(photo.width, photo.height) <= photos.LONGEST_SIDE
