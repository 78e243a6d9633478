"""Sub-matters, and one matter that serves several targets without being counted twice."""

from __future__ import annotations

import pytest

from luoshi.ledger import IncompleteError, Status, WrongStatusError
from luoshi.ledger.kinds import Service, check_can_be_part, check_services, served_figure

# 2 and 3 are parts of 1, 4 is a part of 2; 5 and 6 stand alone; 8 is a part of 7
PARENTS = {2: 1, 3: 1, 4: 2, 8: 7}


@pytest.mark.parametrize(("matter", "whole"), [(5, 1), (5, 2), (3, 2), (7, 1), (4, 1)])
def test_may_be_part(matter: int, whole: int) -> None:
    check_can_be_part(matter, whole, PARENTS, Status.IN_PROGRESS)


@pytest.mark.parametrize(
    ("matter", "whole", "words"),
    [
        (1, 1, "自己"),
        (1, 4, "自己"),  # its own part's part
        (5, 4, "3级"),  # a fourth level
        (7, 2, "3级"),  # it brings a part along
    ],
)
def test_may_not_be_part(matter: int, whole: int, words: str) -> None:
    with pytest.raises(IncompleteError, match=words):
        check_can_be_part(matter, whole, PARENTS, Status.IN_PROGRESS)


def test_nothing_becomes_part_of_what_is_closed() -> None:
    with pytest.raises(WrongStatusError, match="已销号"):
        check_can_be_part(5, 1, PARENTS, Status.CLOSED)


def test_parents_in_a_ring_do_not_hang() -> None:
    with pytest.raises(IncompleteError):
        check_can_be_part(3, 1, {1: 2, 2: 1}, Status.IN_PROGRESS)


@pytest.mark.parametrize(
    ("services", "words"),
    [
        ([Service(5, 1), Service(5, 2), Service(6, 1)], ""),  # one matter, two targets
        ([Service(5, 1), Service(5, 1, counts=False)], "只需关联一次"),
        ([Service(1, 1), Service(4, 1)], "重复计算"),  # the whole and a part of its part
        ([Service(1, 1, counts=False), Service(4, 1)], ""),
        ([Service(1, 1), Service(4, 2)], ""),
    ],
)
def test_nothing_is_counted_twice(services: list[Service], words: str) -> None:
    if not words:
        check_services(services, PARENTS)
        return
    with pytest.raises(IncompleteError, match=words):
        check_services(services, PARENTS)


def test_a_targets_figure_from_the_matters_that_serve_it() -> None:
    services = [Service(5, 1), Service(6, 1), Service(5, 2)]
    assert served_figure(1, services, {(5, 1): 0.0}) == 0.0  # reported as nothing is not unreported
    assert served_figure(2, services, {(5, 1): 3.0}) is None
