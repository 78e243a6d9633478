"""Reconciliations: made by a job, made again without losing what people decided, overridden with a reason."""

from __future__ import annotations

from collections import Counter

import pytest
from pytest_django import DjangoCaptureOnCommitCallbacks

from luoshi.records.models import DocumentVersion, Event, Finding, Programme, Reconciliation, ResponsibilityTable
from luoshi.services import reconciliations as services
from luoshi.services import tables
from luoshi.services.errors import ChangedMeanwhileError, RefusedError
from luoshi.services.reconciling import work_out
from tests.cast import City, make_city
from tests.reconciled import PLAN, REVIEW, paper, papers, reconciled, row_of
from tests.reports import actor, read
from tests.shared import SHARED, needs_shared
from tests.tables import published, table_of

pytestmark = pytest.mark.django_db
Callbacks = DjangoCaptureOnCommitCallbacks


@pytest.fixture
def city() -> City:
    return make_city("云川市", "990100")


def made_of(city: City, plan: DocumentVersion | ResponsibilityTable, callbacks: Callbacks) -> Reconciliation:
    review = paper(city, REVIEW, 2025)
    with callbacks(execute=True):
        made = services.create_reconciliation(plan=plan, reviews=[review], actor=actor(city))
    made.refresh_from_db()
    return made


# A promise, its verdict, and the words that show it.
VERDICTS = [
    ("地区生产总值", "missed", "地区生产总值增长5%"),
    ("一般公共预算收入", "met", "一般公共预算收入增长5.2%"),
    ("高新技术企业", "exceeded", "新增高新技术企业72家"),
    ("城镇就业", "not-reported", ""),  # silence is a finding too
]


def test_every_promise_gets_its_verdict_and_its_place(
    city: City, django_capture_on_commit_callbacks: Callbacks
) -> None:
    made = reconciled(city, django_capture_on_commit_callbacks)
    assert (made.state, made.trouble, made.runs) == ("ready", "", 1)
    for words, verdict, told in VERDICTS:
        row = row_of(made, words)
        assert (row.verdict, row.result_quote) == (verdict, told), words
        assert PLAN[row.start : row.end] == row.quote
        if row.result_version:
            assert row.result_version.text[row.result_start : row.result_end] == told
    assert {row.kind for row in made.rows.all()} == {"target", "task", "carry-over"}
    assert row_of(made, "城镇就业", "carry-over").verdict == "dropped"
    task = row_of(made, "低空经济产业园", "task")
    assert task.verdict == "done"
    assert "低空经济产业园建成投用" in [one["quote"] for one in task.evidence]
    assert Event.objects.filter(act="reconciliation.done", subject_id=made.pk).exists()


def test_what_people_corrected_is_what_counts(city: City, django_capture_on_commit_callbacks: Callbacks) -> None:
    plan, review = papers(city)
    Finding.objects.filter(version=plan, quote__contains="改造老旧小区", kind="statement").update(state="rejected")
    made = made_of_both(city, plan, review, django_capture_on_commit_callbacks)
    assert not made.rows.filter(kind="target", quote__contains="老旧小区").exists()


def made_of_both(city: City, plan: DocumentVersion, review: DocumentVersion, callbacks: Callbacks) -> Reconciliation:
    with callbacks(execute=True):
        made = services.create_reconciliation(plan=plan, reviews=[review], actor=actor(city))
    made.refresh_from_db()
    return made


def test_a_goal_of_five_years_is_not_called_dropped(city: City, django_capture_on_commit_callbacks: Callbacks) -> None:
    outlook = "二、今后五年奋斗目标\n到2028年，人均地区生产总值超过9万元。\n三、2024年主要预期目标"
    plan = paper(
        city, PLAN.replace("二、2024年主要预期目标", outlook).replace("三、2024年重点", "四、2024年重点"), 2024
    )
    made = made_of(city, plan, django_capture_on_commit_callbacks)
    assert row_of(made, "人均地区生产总值").verdict == "not-reported"
    assert row_of(made, "人均地区生产总值", "carry-over").verdict == "not-due"
    assert row_of(made, "城镇就业", "carry-over").verdict == "dropped"


def test_the_job_run_twice_does_its_work_once(city: City, django_capture_on_commit_callbacks: Callbacks) -> None:
    made = reconciled(city, django_capture_on_commit_callbacks)
    before = list(made.rows.values_list("pk", flat=True))
    work_out.call(made.pk)
    assert list(made.rows.values_list("pk", flat=True)) == before


def test_what_cannot_be_reconciled_is_refused(city: City) -> None:
    plan, review = papers(city)
    elsewhere = paper(make_city("青岚市", "990200"), REVIEW, 2025)
    unread = paper(city, REVIEW, 2025)
    DocumentVersion.objects.filter(pk=unread.pk).update(state="queued")
    unread.refresh_from_db()
    for reviews, words in (
        ([], "至少选择一份"),
        ([plan], "同一份文件"),
        ([review, unread], "还没有读取完成"),
        ([elsewhere], "本地区"),
    ):
        with pytest.raises(RefusedError, match=words):
            services.create_reconciliation(plan=plan, reviews=reviews, actor=actor(city))
    assert not Reconciliation.objects.exists()


def test_a_plan_without_promises_fails_in_words(city: City, django_capture_on_commit_callbacks: Callbacks) -> None:
    plan = paper(city, "云川市通知\n\n请各单位按时参加会议。\n", 2024)
    made = made_of(city, plan, django_capture_on_commit_callbacks)
    assert made.state == "failed"
    assert "没有在计划中找到" in made.trouble
    services.run_again(reconciliation=made, actor=actor(city))
    with pytest.raises(RefusedError):  # it waits already
        services.run_again(reconciliation=made, actor=actor(city))


def test_a_table_without_a_document_is_read_from_its_rows(
    city: City, django_capture_on_commit_callbacks: Callbacks
) -> None:
    table = table_of(city, ("新增高新技术企业50家以上。", "新增学位6000个。", "改造老旧小区80个。"))
    ResponsibilityTable.objects.filter(pk=table.pk).update(year=2024)
    table.refresh_from_db()
    made = made_of(city, table, django_capture_on_commit_callbacks)
    row = row_of(made, "高新技术企业")
    assert (row.verdict, row.start) == ("exceeded", None), "its words lead to no document"


def test_a_drafted_table_takes_its_rows_figures_only(city: City, django_capture_on_commit_callbacks: Callbacks) -> None:
    plan = paper(city, PLAN, 2024)
    with django_capture_on_commit_callbacks(execute=True):
        table = tables.create_draft(version=plan, actor=actor(city))
    table.refresh_from_db()
    assert table.job == "ready"
    table.rows.exclude(task__contains="高新技术企业").update(removed=True)
    made = made_of(city, table, django_capture_on_commit_callbacks)
    assert [row.target["indicator"] for row in made.rows.filter(kind="target")] == ["高新技术企业"]
    assert made.rows.filter(kind="task").count() == 1


def test_an_override_stands_beside_the_engines_verdict(
    city: City, django_capture_on_commit_callbacks: Callbacks
) -> None:
    row = row_of(reconciled(city, django_capture_on_commit_callbacks), "城镇就业")
    services.override_verdict(row=row, revision=1, verdict="met", reason="据统计公报 3.2万人", actor=actor(city))
    row.refresh_from_db()
    assert (row.verdict, row.override, row.standing, row.revision) == ("not-reported", "met", "met", 2)
    event = Event.objects.get(act="reconciliation.override")
    assert event.reason == "据统计公报 3.2万人"
    assert event.before == {"verdict": "not-reported", "override": "", "reason": ""}
    services.withdraw_override(row=row, revision=2, actor=actor(city))
    row.refresh_from_db()
    assert (row.standing, row.override_reason, row.override_by) == ("not-reported", "", None)
    with pytest.raises(RefusedError):
        services.withdraw_override(row=row, revision=3, actor=actor(city))


# Why an override is refused: what is said, and a word of the refusal.
REFUSED = [
    ({"verdict": "met", "reason": " \n"}, "理由"),
    ({"verdict": "not-reported", "reason": "无"}, "相同"),
    ({"verdict": "done", "reason": "无"}, "结论"),  # a verdict of tasks
    ({"verdict": "met", "reason": "长" * 401}, "400"),
]


@pytest.mark.parametrize(("said", "words"), REFUSED)
def test_an_override_without_sense_is_refused(
    city: City, django_capture_on_commit_callbacks: Callbacks, said: dict[str, str], words: str
) -> None:
    row = row_of(reconciled(city, django_capture_on_commit_callbacks), "城镇就业")
    with pytest.raises(RefusedError, match=words):
        services.override_verdict(row=row, revision=1, actor=actor(city), **said)
    row.refresh_from_db()
    assert row.revision == 1


def test_of_two_who_override_the_second_is_told(city: City, django_capture_on_commit_callbacks: Callbacks) -> None:
    row = row_of(reconciled(city, django_capture_on_commit_callbacks), "城镇就业")
    services.override_verdict(row=row, revision=1, verdict="met", reason="公报", actor=actor(city))
    with pytest.raises(ChangedMeanwhileError) as told:
        services.override_verdict(row=row, revision=1, verdict="missed", reason="年报", actor=actor(city))
    assert told.value.current["override"] == "met"
    assert Event.objects.filter(act="reconciliation.override").count() == 1


def test_overrides_live_through_another_run(city: City, django_capture_on_commit_callbacks: Callbacks) -> None:
    made = reconciled(city, django_capture_on_commit_callbacks)
    for words in ("城镇就业", "学位"):
        row = row_of(made, words)
        services.override_verdict(row=row, revision=1, verdict="partly", reason="年报", actor=actor(city))
    Finding.objects.filter(version=made.plan, kind="statement", quote__contains="学位").update(state="rejected")
    with django_capture_on_commit_callbacks(execute=True):
        services.run_again(reconciliation=made, actor=actor(city))
    made.refresh_from_db()
    assert (made.state, made.runs) == ("ready", 2)
    assert [row.quote for row in made.rows.exclude(override="")] == ["新增城镇就业3万人以上"]
    done = Event.objects.filter(act="reconciliation.done").last()
    assert done is not None
    assert done.after is not None
    assert [one["quote"] for one in done.after["overrides_without_row"]] == ["新增学位6000个"], "nothing is lost"


@needs_shared
def test_a_real_table_and_the_next_years_report(city: City, django_capture_on_commit_callbacks: Callbacks) -> None:
    from luoshi.services.documents import hand_in_document

    versions = []
    for name in ("tables/taizhou-2020-decomposition.txt", "reports/taizhou-2021.txt"):
        data = (SHARED / "corpus" / name).read_bytes()
        handed = hand_in_document(programme=city.programme, actor=actor(city), data=data, file_name=name[-20:])
        versions.append(read(handed))
    made = made_of_both(city, versions[0], versions[1], django_capture_on_commit_callbacks)
    assert made.state == "ready"
    counts = Counter(row.kind for row in made.rows.all())
    assert (counts["task"], counts["target"]) == (115, counts["carry-over"])
    assert counts["target"] >= 40
    for row in made.rows.exclude(result_version=None):
        assert versions[1].text[row.result_start : row.result_end] == row.result_quote


def test_the_matters_of_a_ledger_are_a_plan(city: City, django_capture_on_commit_callbacks: Callbacks) -> None:
    with pytest.raises(RefusedError, match="还没有事项"):
        services.create_reconciliation(plan=city.programme, reviews=[paper(city, REVIEW, 2025)], actor=actor(city))
    Programme.objects.filter(pk=city.programme.pk).update(year=2024)
    city.programme.refresh_from_db()
    published(
        city,
        table_of(city, ["新增高新技术企业50家以上。", "建成低空经济产业园。", "新增学位6000个，改造老旧小区80个。"]),
    )
    with django_capture_on_commit_callbacks(execute=True):
        made = services.create_reconciliation(
            plan=city.programme, reviews=[paper(city, REVIEW, 2025)], actor=actor(city)
        )
    made.refresh_from_db()
    assert (made.state, made.trouble) == ("ready", "")
    matters = {matter.pk: matter for matter in city.programme.matters.all()}
    verdicts = {row.quote: row.verdict for row in made.rows.filter(kind="target")}
    assert verdicts == {
        "新增高新技术企业50家以上": "exceeded",
        "新增学位6000个": "met",
        "改造老旧小区80个": "not-reported",
    }
    assert row_of(made, "低空经济产业园", "task").verdict == "done"
    for row in made.rows.all():
        matter = matters[row.target["matter"]]
        assert row.quote in matter.quote
        assert row.section == matter.section
        assert row.start is None


def test_a_matters_figures_are_those_that_people_left_in_its_document(
    city: City, django_capture_on_commit_callbacks: Callbacks
) -> None:
    plan, review = papers(city)
    low = PLAN.index("新增学位")
    Finding.objects.filter(version=plan, quote__contains="改造老旧小区", kind="statement").update(state="rejected")
    words = "新增学位6000个，改造老旧小区80个。"
    published(city, table_of(city, [words]))
    city.programme.matters.update(source=plan, start=low, end=low + len(words))
    with django_capture_on_commit_callbacks(execute=True):
        made = services.create_reconciliation(plan=city.programme, reviews=[review], actor=actor(city))
    assert [row.quote for row in made.rows.filter(kind="target")] == ["新增学位6000个"]


def test_a_table_of_progress_is_read_row_by_row(city: City, django_capture_on_commit_callbacks: Callbacks) -> None:
    table = (
        "云川市2024年重点任务完成情况表\n\n序号\t工作任务\t责任单位\t完成情况\n"
        "1\t新增学位6000个\t市教育局\t已完成年度目标任务\n2\t改造老旧小区80个\t市住建局\t改造老旧小区85个。\n"
        "3\t建成低空经济产业园\t市发展改革委\t未完成\n"
    )
    plan, progress = paper(city, PLAN, 2024), paper(city, table, 2024)
    made = made_of_both(city, plan, progress, django_capture_on_commit_callbacks)
    places, homes = row_of(made, "新增学位6000个"), row_of(made, "改造老旧小区80个")
    assert (places.verdict, places.result) == ("met", None)
    assert [(one["part"], one["quote"]) for one in places.evidence] == [("told", "已完成年度目标任务")]
    assert (homes.verdict, homes.result_quote, homes.evidence) == ("met", "改造老旧小区85个", [])
    park = row_of(made, "低空经济产业园", "task")
    assert (park.verdict, [one["quote"] for one in park.evidence]) == ("missed", ["未完成"])
