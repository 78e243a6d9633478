"""The first administrator: made with his region and the regions above it, or not at all."""

from __future__ import annotations

from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from luoshi.ledger import Role
from luoshi.records.models import Grant, Region, User

pytestmark = pytest.mark.django_db


def create(*arguments: str) -> str:
    out = StringIO()
    call_command("create_admin", *arguments, stdout=out)
    return out.getvalue()


def test_an_administrator_can_sign_in_with_the_password_that_is_printed() -> None:
    said = create("first", "--name", "管理员甲", "--region", "331000")
    person = User.objects.get(username="first")
    assert person.check_password(said.split()[-1])
    assert person.must_change_password
    grant = Grant.objects.get(person=person)
    assert (grant.role, grant.region.name) == (Role.ADMIN, "台州市")


def test_a_region_comes_with_those_above_it() -> None:
    create("first", "--name", "管理员甲", "--region", "331082")
    assert [(region.code, region.level, region.parent and region.parent.code) for region in Region.objects.all()] == [
        ("330000", "province", None),
        ("331000", "prefecture", "330000"),
        ("331082", "county", "331000"),
    ]


def test_a_region_of_ones_own() -> None:
    create("first", "--name", "管理员甲", "--region", "990100", "--region-name", "云川市", "--level", "prefecture")
    create("second", "--name", "管理员乙", "--region", "990100")
    assert Region.objects.get().name == "云川市"


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["new", "--name", "乙", "--region", "990100"], "请同时给出名称和层级"),
        (["first", "--name", "乙", "--region", "331000"], "已被使用"),
        (["bad name", "--name", "乙", "--region", "330000"], "用户名不合要求"),
    ],
)
def test_what_cannot_be_is_refused_and_leaves_nothing(arguments: list[str], said: str) -> None:
    create("first", "--name", "管理员甲", "--region", "331000")
    before = User.objects.count(), Region.objects.count()
    with pytest.raises(CommandError, match=said):
        create(*arguments)
    assert (User.objects.count(), Region.objects.count()) == before
