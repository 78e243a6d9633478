"""Views of the ledger that people keep. They are a person's own convenience, so that no event tells of them."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from luoshi.records.models import Programme, SavedView
from luoshi.services.errors import RefusedError

_MOST = 50
_LONGEST_NAME, _LONGEST_QUERY = 40, 600


def own_views(person: Any) -> QuerySet[SavedView]:
    """The views that a person made."""
    return SavedView.objects.filter(person=person.pk)


def keep_view(*, person: Any, programme: Programme, name: str, query: str, shared: bool) -> SavedView:
    """Keep a list under a name; a name used before is given anew. Raises RefusedError."""
    name = name.strip()
    if not name or len(name) > _LONGEST_NAME:
        raise RefusedError(_("请给视图起一个不超过%(most)d个字的名称。") % {"most": _LONGEST_NAME})
    if len(query) > _LONGEST_QUERY:
        raise RefusedError(_("筛选条件太长，无法保存为视图，请减少几项。"))
    if own_views(person).filter(programme=programme).exclude(name=name).count() >= _MOST:
        raise RefusedError(_("最多保存%(most)d个视图，请先删除不用的。") % {"most": _MOST})
    view, _made = SavedView.objects.update_or_create(
        person=person, programme=programme, name=name, defaults={"query": query, "shared": shared}
    )
    return view


def drop_view(*, view: SavedView) -> None:
    """Drop a view."""
    view.delete()
