"""One grammar of durations, and each reader takes the forms that he says, no others."""

from __future__ import annotations

import pytest

from engine.iso8601.durations import NANOS, DurationForms, Durations, IsoDuration

NARROW = Durations(
    DurationForms(years=2, months=2, weeks=0, days=2, hours=2, minutes=2, seconds=2, fraction=(0, 3), points=".", signed=True, mixed=False)
)
WIDE = Durations(
    DurationForms(
        years=4, months=4, weeks=4, days=4, hours=4, minutes=4, seconds=4, fraction=(1, 12), points=".,", signed=False, mixed=True
    )
)


@pytest.mark.parametrize(
    ("text", "narrow", "wide"),
    [
        ("P1Y2M", IsoDuration(14, None), IsoDuration(14, None)),
        ("P0M", IsoDuration(0, None), IsoDuration(0, None)),
        ("P1DT2H3M4.5S", IsoDuration(None, 93_784_500_000_000), IsoDuration(None, 93_784_500_000_000)),
        ("PT1.S", IsoDuration(None, NANOS), None),
        ("PT1,5S", None, IsoDuration(None, 1_500_000_000)),
        ("-P1D", IsoDuration(None, -86_400 * NANOS), None),
        ("-P1M", IsoDuration(-1, None), None),
        ("P2W", None, IsoDuration(None, 14 * 86_400 * NANOS)),
        ("P1M2D", None, IsoDuration(1, 2 * 86_400 * NANOS)),
        ("P1YT1H", None, IsoDuration(12, 3600 * NANOS)),
        ("P100D", None, IsoDuration(None, 8_640_000 * NANOS)),
        ("PT0.123456789S", None, IsoDuration(None, 123_456_789)),
    ],
)
def test_each_language_takes_its_own_forms(text: str, narrow: IsoDuration | None, wide: IsoDuration | None) -> None:
    assert NARROW.read(text) == narrow
    assert WIDE.read(text) == wide


@pytest.mark.parametrize(
    "text", ["", "P", "PT", "P1", "P1DT", "1D", "P-1D", "+P1D", "PD", "P1H", "PT1D", "P1D1Y", "p1d", " P1D", "P1D\n", "P١D", "P1.5D"]
)
def test_what_is_no_duration_is_none_for_anybody(text: str) -> None:
    assert NARROW.read(text) is None
    assert WIDE.read(text) is None
