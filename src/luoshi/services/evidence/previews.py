"""The job that makes what is shown of a file: a small picture, the first page, or the first lines."""

from __future__ import annotations

import json
import logging
import os
import subprocess
import sys
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django_tasks import task

from luoshi.reading import ReadingError, read
from luoshi.records.models import Evidence
from luoshi.services.evidence import drawing
from luoshi.services.evidence.incoming import EXCEL, LIMITS, PDF, WORD
from luoshi.services.evidence.storing import store, thumbnail_path_of
from luoshi.services.troubles import in_words

_LOG = logging.getLogger("luoshi.jobs")
SIDE = 480  # pixels
_LINES = 400  # characters of an excerpt
_WORDS = {
    "memory": gettext_lazy("文件过大，无法生成预览，可下载查看。"),
    "encrypted": gettext_lazy("文件设有密码，无法生成预览。"),
    "damaged": gettext_lazy("文件损坏，无法生成预览，请下载核对，必要时请重新上传。"),
    "slow": gettext_lazy("生成预览时间过长，已停止，可下载查看。"),
}


@dataclass(frozen=True, slots=True)
class _Made:
    """What is shown of a file: a small picture (WebP) and the number of pages, or its first lines."""

    drawn: bytes = b""
    pages: int | None = None
    excerpt: str = ""


class _CannotError(Exception):
    """Why nothing can be shown, as a line for people."""


def enqueue(evidence: Evidence) -> None:
    """Have the preview made once the transaction holds."""
    transaction.on_commit(partial(make_preview.enqueue, evidence.pk))


@task()
def make_preview(evidence_id: int) -> None:
    """Make what is shown of a file. Run twice, or late, it finds its work done; what goes wrong ends as one line."""
    evidence = Evidence.objects.filter(pk=evidence_id, preview=Evidence.Preview.QUEUED).first()
    if evidence is None:
        return
    try:
        with evidence.file.open("rb") as file:
            made = _made(evidence.media_type, file.read())
    except _CannotError as error:
        _end(evidence, Evidence.Preview.FAILED, trouble=str(error)[:400])
    except FileNotFoundError:
        _end(evidence, Evidence.Preview.FAILED, trouble=_("找不到已上传的文件，请重新上传。"))
    except Exception:  # the worker must go on, and the person must learn of it
        _LOG.exception("no preview", extra={"job": "make_preview", "evidence_id": evidence_id})
        _end(evidence, Evidence.Preview.FAILED, trouble=_("系统出错，未能生成预览，文件没有丢失。"))
    else:
        _keep(evidence, made)


def _keep(evidence: Evidence, made: _Made) -> None:
    thumbnail = ""
    if made.drawn:
        thumbnail = thumbnail_path_of(evidence.region_id, evidence.sha256)
        store(thumbnail, made.drawn)
    state = Evidence.Preview.READY if made.drawn or made.excerpt else Evidence.Preview.NONE
    _end(evidence, state, thumbnail=thumbnail, pages=made.pages, excerpt=made.excerpt, trouble="")


def _end(evidence: Evidence, state: Evidence.Preview, **found: object) -> None:
    Evidence.objects.filter(pk=evidence.pk, preview=Evidence.Preview.QUEUED).update(preview=state, **found)


def _made(media_type: str, data: bytes) -> _Made:
    if media_type == PDF:
        return _drawn("pdf", data)
    if media_type in (WORD, EXCEL):
        return _Made(excerpt=_first_lines(data))
    return _drawn("picture", data) if media_type.startswith("image/") else _Made()


def _first_lines(data: bytes) -> str:
    """The beginning of an Office file's text, by the readers of the engine and their limits."""
    try:
        text = read(data, limits=LIMITS, ocr="never").text
    except ReadingError as error:
        raise _CannotError(in_words(error.message)) from error
    lines = (" ".join(line.split()) for line in text[: 10 * _LINES].splitlines())
    shown = "\n".join(line for line in lines if line)[:_LINES]
    return "".join(character for character in shown if character == "\n" or character.isprintable())


def _drawn(kind: str, data: bytes) -> _Made:
    """What the child draws, which is stopped when it takes too long."""
    order = json.dumps({"kind": kind, "side": SIDE, "memory": LIMITS.memory}).encode()
    try:
        done = subprocess.run(
            [sys.executable, "-P", str(Path(drawing.__file__))],
            input=order + b"\n" + data,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env={**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))},
            timeout=LIMITS.pdf_seconds,
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        raise _CannotError(_WORDS["slow"]) from error
    line, _newline, drawn = done.stdout.partition(b"\n")
    if done.returncode != 0 or not line:
        raise _CannotError(_WORDS["damaged"])
    said = json.loads(line)
    if said["error"]:
        raise _CannotError(_WORDS[said["error"]])
    return _Made(drawn, said["pages"])
