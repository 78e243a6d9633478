"""Tables come to be: drafted from a reviewed document, or read from a table that exists already."""

from __future__ import annotations

import logging
from functools import partial

from django.db import transaction
from django.utils.translation import gettext as _
from django_tasks import task

from luoshi.records.models import DocumentVersion, Event, Programme, ResponsibilityTable, TableRow
from luoshi.services.errors import RefusedError
from luoshi.services.events import Actor, record_event
from luoshi.services.reading_jobs import give_up as give_up_reading
from luoshi.services.reading_jobs import read_version
from luoshi.services.tables.drafting import draft_rows, imported_rows, learnt_for

_LOG = logging.getLogger("luoshi.jobs")
_BATCH = 500
_WAITING = (ResponsibilityTable.Job.QUEUED, ResponsibilityTable.Job.RUNNING, ResponsibilityTable.Job.FAILED)
_LONGEST_TITLE = 200


@transaction.atomic
def create_draft(*, version: DocumentVersion, actor: Actor, title: str = "") -> ResponsibilityTable:
    """A draft of this year's table from a reviewed document; a job cuts it into rows and suggests who answers for them.

    Raises RefusedError for a document that is not read yet.
    """
    if version.state != DocumentVersion.State.READY:
        raise RefusedError(_("这份文件还没有读取完成，请稍后再试。"))
    programme = version.document.programme
    return _create(programme, version, actor, title or f"{version.document.title}目标任务责任分解", "table.draft")


@transaction.atomic
def import_table(
    *, version: DocumentVersion, actor: Actor, purpose: str, year: int, title: str = ""
) -> ResponsibilityTable:
    """A table from a document that is one, as this year's draft (`work`) or to learn from (`teaching`).

    The document need not be read yet: the job reads it first. Raises RefusedError.
    """
    if purpose not in ResponsibilityTable.Purpose.values:
        raise RefusedError(_("请选择用途：本年分解，或往年参考。"))
    if not 1990 <= year <= 2100:
        raise RefusedError(_("年度应在 1990 到 2100 之间。"))
    programme = version.document.programme
    return _create(programme, version, actor, title or version.document.title, "table.import", purpose, year)


def _create(
    programme: Programme,
    version: DocumentVersion,
    actor: Actor,
    title: str,
    act: str,
    purpose: str = ResponsibilityTable.Purpose.WORK,
    year: int | None = None,
) -> ResponsibilityTable:
    table = ResponsibilityTable.objects.create(
        programme=programme,
        source=version,
        title=" ".join(title.split())[:_LONGEST_TITLE],
        purpose=purpose,
        year=year or programme.year,
        job=ResponsibilityTable.Job.QUEUED,
        progress=0,
    )
    record_event(
        programme=programme,
        actor=actor,
        act=act,
        subject=table,
        after={"title": table.title, "version": version.pk, "purpose": table.purpose, "year": table.year},
    )
    transaction.on_commit(partial(fill_table.enqueue, table.pk, act == "table.import"))
    return table


@task()
def fill_table(table_id: int, as_table: bool) -> None:
    """Make the rows of a table, all or none. Run twice, it finds its work done. Trouble ends as one line."""
    table = ResponsibilityTable.objects.select_related("programme__region", "source").filter(pk=table_id).first()
    if table is None or table.job == ResponsibilityTable.Job.READY or table.source is None:
        return
    _step(table, 10)
    try:
        if table.source.state != DocumentVersion.State.READY:
            _read_first(table, table.source)
        if table.source.state != DocumentVersion.State.READY:
            _fail(table, table.source.trouble or _("文件没有读取成功。"))
            return
        _step(table, 30)
        rows = _read(table, table.source) if as_table else _drafted(table, table.source)
        _keep(table, rows)
    except RefusedError as error:
        _fail(table, str(error))
    except Exception:  # the worker must go on, and the person must learn of it
        _LOG.exception("drafting failed", extra={"job": "fill_table", "table_id": table_id})
        _fail(table, _("系统出错，没有数据丢失。请重试；仍不行时请联系管理员。"))


def _read_first(table: ResponsibilityTable, version: DocumentVersion) -> None:
    """Have the file read; a title taken from its name gives way to the one that stands in it."""
    name = version.document.title
    read_version.call(version.pk)
    version.refresh_from_db()
    version.document.refresh_from_db()
    if table.title == name:
        ResponsibilityTable.objects.filter(pk=table.pk).update(title=version.document.title)


def _read(table: ResponsibilityTable, version: DocumentVersion) -> list[TableRow]:
    rows = imported_rows(table, version)
    if not rows:
        raise RefusedError(_("没有在文件中找到责任分解表：表里应有任务和责任单位。"))
    return rows


def _drafted(table: ResponsibilityTable, version: DocumentVersion) -> list[TableRow]:
    learnt = learnt_for(table.programme, table)
    _step(table, 50)
    rows = draft_rows(table, version, learnt)
    if not rows:
        raise RefusedError(_("没有在文件的计划部分找到任务，请先在审阅页核对。"))
    return rows


def _keep(table: ResponsibilityTable, rows: list[TableRow]) -> None:
    with transaction.atomic():
        running = ResponsibilityTable.objects.filter(pk=table.pk, job=ResponsibilityTable.Job.RUNNING)
        if running.update(job=ResponsibilityTable.Job.READY, progress=100, trouble="") != 1:
            return
        TableRow.objects.bulk_create(rows, batch_size=_BATCH)
        record_event(
            programme=table.programme, actor=Actor(), act="table.filled", subject=table, after={"rows": len(rows)}
        )


def _step(table: ResponsibilityTable, progress: int) -> None:
    waiting = ResponsibilityTable.objects.filter(pk=table.pk, job__in=_WAITING)
    waiting.update(job=ResponsibilityTable.Job.RUNNING, progress=progress, trouble="")


def _fail(table: ResponsibilityTable, trouble: str) -> None:
    waiting = ResponsibilityTable.objects.filter(pk=table.pk, job__in=_WAITING)
    waiting.update(job=ResponsibilityTable.Job.FAILED, trouble=trouble[:400])


def give_up(table_id: int) -> None:
    """Say that a table is not drafted: workers died of it, perhaps while they read its file."""
    for table in ResponsibilityTable.objects.filter(pk=table_id):
        _fail(table, _("起草中断，请重试；仍不行时请联系管理员。"))
        if table.source_id is not None:
            give_up_reading(table.source_id)


@transaction.atomic
def fill_again(*, table: ResponsibilityTable, actor: Actor) -> None:
    """Try again what failed. Raises RefusedError where nothing did."""
    failed = ResponsibilityTable.objects.filter(pk=table.pk, job=ResponsibilityTable.Job.FAILED)
    if failed.update(job=ResponsibilityTable.Job.QUEUED, progress=0, trouble="") != 1:
        raise RefusedError(_("这张表没有失败的任务，请刷新页面。"))
    was_table = Event.objects.filter(subject="responsibilitytable", subject_id=table.pk, act="table.import").exists()
    record_event(programme=table.programme, actor=actor, act="table.again", subject=table)
    transaction.on_commit(partial(fill_table.enqueue, table.pk, was_table))


@transaction.atomic
def rename_table(*, table: ResponsibilityTable, title: str, actor: Actor) -> None:
    """Change the title, as it stands above the table in Word. Raises RefusedError for an empty one."""
    bare = " ".join(title.split())
    if not bare or len(bare) > _LONGEST_TITLE:
        raise RefusedError(_("请填写标题，最多 %(most)d 字。") % {"most": _LONGEST_TITLE})
    if ResponsibilityTable.objects.filter(pk=table.pk, title=table.title).update(title=bare) != 1:
        raise RefusedError(_("标题刚被他人修改，请刷新后再改。"))
    record_event(
        programme=table.programme,
        actor=actor,
        act="table.title",
        subject=table,
        before={"title": table.title},
        after={"title": bare},
    )
    table.title = bare
