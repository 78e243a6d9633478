"""Texts: several notices as one message, in Markdown, as rich text and as plain text for a mail."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

_MOST = 10  # notices told one by one; of the others their number
_LONGEST = 160  # characters of one
# What Markdown or a service takes for a mark becomes its full-width twin: a title is text and nothing else.
_HARMLESS = str.maketrans("<>[]()*_#`@~|\\", "＜＞［］（）＊＿＃｀＠～｜＼")


@dataclass(frozen=True, slots=True)
class Line:
    """A notice: its words, and its path in the desk."""

    words: str
    link: str


@dataclass(frozen=True, slots=True)
class Text:
    """A message of one or more notices; `hidden` tells only how many there are."""

    lines: Sequence[Line]
    hidden: bool = False

    @property
    def subject(self) -> str:
        """One line: the notice itself, or how many there are."""
        if len(self.lines) == 1 and not self.hidden:
            return _("落实：%(words)s") % {"words": _short(self.lines[0].words)}
        count = len(self.lines)
        return ngettext("落实：%(n)s 条通知", "落实：%(n)s 条通知", count) % {"n": count}

    def markdown(self, most: int) -> str:
        """For robots that read Markdown, at most so many bytes."""
        return self._fitted([self._mark(line) for line in self._told()], f"**{harmless(self.subject)}**", most)

    def spans(self) -> list[list[dict[str, Any]]]:
        """Paragraphs of rich text, as Feishu takes them."""
        told = self._told()
        return [[_span(line)] for line in told] + [[{"tag": "text", "text": said}] for said in self._rest(len(told))]

    def plain(self) -> str:
        """For a mail."""
        links = [f"{_short(one.words)}\n{settings.ADDRESS}{one.link}" for one in self._told()]
        words = links if settings.ADDRESS else [_short(one.words) for one in self._told()]
        why = _("这是系统自动发出的邮件，请勿回复。在系统的“通知设置”中可以改为每天汇总或不发邮件。")
        return "\n\n".join([*words, *self._rest(len(words)), "—", why]) + "\n"

    def _told(self) -> Sequence[Line]:
        return [] if self.hidden else self.lines[:_MOST]

    def _rest(self, told: int) -> list[str]:
        left = len(self.lines) - told
        if left <= 0:
            return []
        if not told:
            return [_("请登录系统查看。")]
        return [ngettext("另有 %(n)s 条，请登录系统查看。", "另有 %(n)s 条，请登录系统查看。", left) % {"n": left}]

    def _mark(self, line: Line) -> str:
        words = harmless(_short(line.words))
        return f"- [{words}]({settings.ADDRESS}{line.link})" if settings.ADDRESS else f"- {words}"

    def _fitted(self, lines: list[str], head: str, most: int) -> str:
        """As many of the lines as fit, and the number of the others."""
        for count in range(len(lines), -1, -1):
            text = "\n\n".join(part for part in [head, *lines[:count], *self._rest(count)] if part)
            if len(text.encode()) <= most:
                return text
        return head


def _span(line: Line) -> dict[str, Any]:
    words = _short(line.words)
    if not settings.ADDRESS:
        return {"tag": "text", "text": words}
    return {"tag": "a", "text": words, "href": settings.ADDRESS + line.link}


def harmless(words: str) -> str:
    """Words without anything that a robot would take for a mark, a link or a mention.

    >>> harmless("[点此](http://x) <@all> *急*")
    '［点此］（http://x） ＜＠all＞ ＊急＊'
    """
    return words.translate(_HARMLESS)


def _short(words: str) -> str:
    line = " ".join(words.split())
    return line if len(line) <= _LONGEST else f"{line[: _LONGEST - 1]}…"
