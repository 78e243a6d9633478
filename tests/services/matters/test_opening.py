"""What a published matter opens with: figures as people reviewed them, steps of its table; twice changes nothing."""

from __future__ import annotations

from datetime import date

import pytest

from luoshi.ledger import RequestKind
from luoshi.records.models import (
    Finding,
    Matter,
    MatterTarget,
    Milestone,
    Objection,
    Report,
    ResponsibilityTable,
    TableRow,
    TargetReading,
)
from luoshi.services import tables as services
from luoshi.services.matters import signing
from luoshi.services.matters.asking import Wish, ask, decide
from luoshi.services.matters.opening import open_matters
from tests.cast import City
from tests.matters import now
from tests.reports import REPORT, actor, ready_report, statement
from tests.tables import published, rows, table_of

pytestmark = pytest.mark.django_db
_FROM, _TO = REPORT.index("地区生产总值"), REPORT.index("各位代表！让")


def sourced(city: City) -> ResponsibilityTable:
    """A table of one row, which is the plan part of the report."""
    version = ready_report(city)
    table = table_of(city, [REPORT[_FROM:_TO]])
    TableRow.objects.filter(table=table).update(start=_FROM, end=_TO)
    table.source = version
    table.save()
    return table


def figures(matter: Matter) -> list[tuple[str, float]]:
    return sorted((one.unit, one.value) for one in matter.targets.all())


def test_an_unreviewed_report_gives_what_the_engine_is_sure_of(city: City) -> None:
    published(city, sourced(city))
    made = Matter.objects.get()
    assert {("%", 5.5), ("家", 50), ("个", 89), ("个", 6180)} <= set(figures(made))
    assert all(target.finding_id for target in made.targets.all())
    assert (made.light, made.dues.exists()) == ("green", True)


def test_a_reviewed_report_gives_what_was_accepted(city: City) -> None:
    table = sourced(city)
    kept = statement(table.source, "改造老旧小区")  # type: ignore[arg-type]  # made with a source
    Finding.objects.filter(version=table.source, kind="statement").update(state="rejected")
    Finding.objects.filter(pk=kept.pk).update(state="accepted", fields=kept.fields | {"value": 90.0, "op": ">="})
    published(city, table)
    target = MatterTarget.objects.get()
    assert (target.finding, target.value, target.comparator) == (kept, 90, ">=")


def test_publishing_again_changes_nothing_that_stands(city: City) -> None:
    table = sourced(city)
    published(city, table)
    before = list(MatterTarget.objects.values_list("pk", flat=True))
    services.bulk_edit(table=table, picks=[services.Pick(row.pk, row.revision) for row in rows(table)],
                       texts={"note": "加注"}, actor=actor(city))  # fmt: skip
    published(city, table, reason="加注")
    open_matters([now(Matter.objects.get())])
    assert list(MatterTarget.objects.values_list("pk", flat=True)) == before


def test_a_changed_wording_changes_figures_nobody_has_reported(city: City) -> None:
    table = table_of(city, ["新增学位6180个，改造老旧小区89个。"])
    published(city, table)
    made = Matter.objects.get()
    reported = made.targets.get(value=89)
    report = Report.objects.create(matter=made, by=city.people["liaison-science"], state="submitted")
    TargetReading.objects.create(report=report, target=reported, value=12, as_of=date(2025, 2, 28))
    row = rows(table)[0]
    services.edit_row(table=table, row_id=row.pk, revision=row.revision,
                      texts={"task": "新增学位7000个，改造老旧小区95个。"}, actor=actor(city))  # fmt: skip
    published(city, table, reason="调整任务")
    assert figures(made) == [("个", 89), ("个", 95), ("个", 7000)], "what was reported on stays beside the new figure"


def test_quarterly_steps_of_the_table_become_steps(city: City) -> None:
    table = table_of(city, ["建设低空经济产业园。"])
    TableRow.objects.filter(table=table).update(milestones=["完成选址", "", "主体完工", "投用"])
    published(city, table)
    made = Matter.objects.get()
    assert [(step.name, str(step.due)) for step in made.steps.all()] == [
        ("完成选址", "2025-03-31"),
        ("主体完工", "2025-09-30"),
        ("投用", "2025-12-31"),
    ]
    Milestone.objects.filter(name="完成选址").update(done_on=date(2025, 3, 1))
    TableRow.objects.filter(table=table).update(milestones=["", "", "主体封顶", "投用"])
    published(city, table, reason="调整进度")
    assert list(made.steps.filter(dropped=False).values_list("name", flat=True)) == ["完成选址", "主体封顶", "投用"]


def test_publishing_again_undoes_nothing_that_was_decided(city: City) -> None:
    """An extension that was granted, and another lead unit, stand in the next edition."""
    table = table_of(city, ["建设低空经济产业园。", "改造老旧小区89个。"])
    published(city, table)
    first, second = (now(one) for one in Matter.objects.order_by("number"))
    liaison = actor(city, "liaison-science")
    first = signing.accept(matter=first, actor=liaison, revision=first.revision)
    asked = ask(
        matter=first, kind=RequestKind.EXTENSION, actor=liaison, revision=first.revision, reason="征地",
        wish=Wish(until=date(2026, 3, 31)),
    )  # fmt: skip
    decide(request=asked, actor=actor(city, "leader"), revision=now(first).revision, approve=True)
    signing.reassign(
        matter=second, actor=actor(city), revision=second.revision, lead=city.units["education"], reason="职责调整"
    )
    TableRow.objects.filter(table=table).update(note="加注")
    published(city, table, reason="加注")
    assert (now(first).deadline, now(first).first_deadline) == (date(2026, 3, 31), date(2025, 12, 31))
    assert now(first).status == "accepted"
    assert now(second).lead == city.units["education"]


def test_an_amendment_that_gives_a_matter_away_leaves_nothing_waiting(city: City) -> None:
    table = table_of(city, ["建设低空经济产业园。"])
    published(city, table)
    made = now(Matter.objects.get())
    signing.object_to(matter=made, actor=actor(city, "liaison-science"), revision=made.revision, reason="不属于我局")
    row = rows(table)[0]
    services.edit_row(
        table=table, row_id=row.pk, revision=row.revision, texts={"lead_unit": "市教育局"}, actor=actor(city)
    )
    published(city, table, reason="异议成立")
    assert (now(made).status, now(made).lead) == ("assigned", city.units["education"])
    assert Objection.objects.get().state == "reassigned"
