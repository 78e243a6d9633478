"""Leaders as written in cells and fields."""

from __future__ import annotations

import pytest

from luoshi.responsibility.leaders import split_leaders


@pytest.mark.parametrize(
    ("text", "leaders"),
    [
        ("县委常委、副县长 谭雨生", ("县委常委、副县长谭雨生",)),  # two posts of one person
        ("市委常委、常务副市长", ("市委常委、常务副市长",)),
        ("市政府党组成员、副市长 林知远，沈若兰", ("市政府党组成员、副市长林知远", "沈若兰")),
        ("常务副市长、副市长 林知远", ("常务副市长", "副市长林知远")),  # two posts of the government: two persons
        ("谭雨生、副县长 林知远", ("谭雨生", "副县长林知远")),
        ("县委常委，副县长 林知远", ("县委常委", "副县长林知远")),  # parted by a comma
    ],
)
def test_leaders(text: str, leaders: tuple[str, ...]) -> None:
    assert split_leaders(text) == leaders
