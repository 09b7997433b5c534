"""Colours can be told from their ground, and nothing a child taps is small."""

import pytest

from app.theme import ADULT_TARGET, CHILD_TARGET, DARK, LIGHT, Colour, Look, Palette


def luminance(colour: Colour) -> float:
    """Relative luminance, WCAG 2.2."""
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in colour[:3]
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: Colour, two: Colour) -> float:
    light, dark = sorted((luminance(one), luminance(two)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("palette", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize(
    ("ink", "ground"),
    [
        ("ink", "background"),
        ("ink", "surface"),
        ("soft_ink", "background"),
        ("soft_ink", "surface"),
        ("on_paper", "paper"),
        ("on_accent", "accent"),
        ("on_good", "good"),
        ("on_amiss", "amiss"),
        ("accent", "background"),
        ("accent", "surface"),
    ],
)
def test_text_stands_out_from_its_ground_as_wcag_aa_asks(palette: Palette, ink: str, ground: str) -> None:
    assert contrast(getattr(palette, ink), getattr(palette, ground)) >= 4.5


@pytest.mark.parametrize("palette", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize("shape", ["accent", "good", "leaf", "soft_ink", "bark"])
@pytest.mark.parametrize("ground", ["background", "surface"])
def test_a_shape_that_says_something_can_be_told_from_its_ground(
    palette: Palette, shape: str, ground: str
) -> None:
    assert contrast(getattr(palette, shape), getattr(palette, ground)) >= 3


@pytest.mark.parametrize("palette", [LIGHT, DARK], ids=["light", "dark"])
def test_what_is_filled_can_be_told_from_its_empty_track(palette: Palette) -> None:
    assert contrast(palette.good, palette.line) >= 3


def test_targets_are_as_large_as_small_fingers_need() -> None:
    assert CHILD_TARGET >= 64
    assert ADULT_TARGET >= 48


def test_the_readers_own_text_size_scales_every_role() -> None:
    assert Look(font_scale=1.6).type("body") == pytest.approx(1.6 * Look().type("body"))


def test_motion_switched_off_takes_no_time() -> None:
    assert Look(motion=False).seconds(1.4) < 0.01
