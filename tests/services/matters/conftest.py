"""What tests of matters share: a city, on a Monday in March."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from luoshi.records import clock
from tests.cast import City, make_city
from tests.matters import DAY


@pytest.fixture(autouse=True)
def _day() -> Iterator[None]:
    with clock.stopped_at(DAY):
        yield


@pytest.fixture
def city() -> City:
    return make_city("云川市", "990100")
