"""Everything that can be done to a matter on its page: what each act is called, its form, and the service behind it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from luoshi.desk.forms import matters as forms
from luoshi.ledger import Move, RequestKind
from luoshi.ledger.kinds import Grade
from luoshi.queries.access import Access
from luoshi.queries.matters import matters_by_number
from luoshi.records.models import Matter, MatterTarget
from luoshi.services import targets
from luoshi.services.errors import RefusedError
from luoshi.services.events import Actor
from luoshi.services.matters import asking, exits, families, own, planning, signing
from luoshi.services.matters.instructions import write_instruction


@dataclass(frozen=True, slots=True)
class Asked:
    """What somebody asked to be done: of which matter, who, and what he filled in."""

    matter: Matter
    actor: Actor
    access: Access
    said: dict[str, Any]

    @property
    def common(self) -> dict[str, Any]:
        """What every service wants to know."""
        return {"matter": self.matter, "actor": self.actor, "revision": self.said["revision"]}

    def with_(self, *names: str) -> dict[str, Any]:
        """That, and some fields of the form."""
        return self.common | {name: self.said[name] for name in names}

    def numbered(self, number: str) -> Matter:
        """The matter of the same programme that a person called by its number."""
        found = matters_by_number(self.access, self.matter, number)
        if not found:
            raise RefusedError(_("没有编号为“%(number)s”的其他事项，请核对。") % {"number": number})
        return found[0]


@dataclass(frozen=True, slots=True)
class Act:
    """An act by its name in the address: its button, what is said when it is done, its form, and who does it."""

    name: str
    label: Any
    done: Any
    form: type[forms.MatterForm]
    do: Callable[[Asked], object]
    tone: str = "secondary"

    @property
    def url(self) -> str:
        """The name of its address."""
        return f"matters-{self.name}"


def _ask(kind: RequestKind) -> Callable[[Asked], object]:
    def do(asked: Asked) -> object:
        said = asked.said
        wish = asking.Wish(
            until=said.get("until"),
            into=asked.numbered(said["into"]) if said.get("into") else None,
            person=said.get("person", ""),
            steps=said.get("steps", ()),
        )
        return asking.ask(kind=kind, wish=wish, **asked.with_("reason"))

    return do


def _plan(asked: Asked) -> object:
    return planning.submit_plan(**asked.with_("person", "steps", "measures"))


def _merge(asked: Asked) -> object:
    return exits.merge(into=asked.numbered(asked.said["into"]), **asked.with_("reason"))


def _part(asked: Asked) -> object:
    number = asked.said["parent"]
    return families.set_parent(parent=asked.numbered(number) if number else None, **asked.common)


def _serve(asked: Asked) -> object:
    target = _meant(asked.numbered(asked.said["number"]), asked.said["name"].strip())
    return targets.link_target(target=target, **asked.with_("counts"))


def _meant(matter: Matter, name: str) -> MatterTarget:
    """The target of a matter that a name, or a part of one, tells for sure. Raises RefusedError, with them all."""
    known = list(matter.targets.order_by("pk"))
    meant = [one for one in known if one.name == name] or [one for one in known if name in one.name]
    if len(meant) == 1:
        return meant[0]
    if not known:
        raise RefusedError(_("事项 %(number)s 没有指标，请填写目标所在的事项。") % {"number": matter.number})
    names = "、".join(one.name for one in known)
    raise RefusedError(_("该事项的指标有：%(known)s。请按名称填写。") % {"known": names})


def _own(asked: Asked) -> object:
    said = {name: value for name, value in asked.said.items() if name != "revision"}
    return own.change_own(said=said, **asked.common)


def _instruct(asked: Asked) -> object:
    said = asked.said
    return write_instruction(
        programme=asked.matter.programme, about=asked.matter, actor=asked.actor, text=said["text"],
        grade=Grade(said["grade"]), lead=said["lead"], post=said["post"],
    )  # fmt: skip


_SENT = gettext_lazy("申请已提交，等待批复；批复前可以撤回。")

ACTS: dict[str, Act] = {
    act.name: act
    for act in (
        Act("accept", gettext_lazy("签收"), gettext_lazy("已签收。"), forms.MatterForm,
            lambda asked: signing.accept(**asked.common), "primary"),
        Act("object", gettext_lazy("提出异议"), gettext_lazy("异议已提交，等待督查室答复；需要时可以撤回。"),
            forms.ObjectionForm, lambda asked: signing.object_to(**asked.with_("reason", "suggested"))),
        Act("retract-objection", gettext_lazy("撤回异议"), gettext_lazy("已撤回异议。"), forms.MatterForm,
            lambda asked: signing.retract_objection(**asked.common)),
        Act("keep", gettext_lazy("维持交办"), gettext_lazy("已维持交办，牵头单位须签收。"), forms.ReasonForm,
            lambda asked: signing.keep_assignment(**asked.with_("reason"))),
        Act("reassign", gettext_lazy("改派"), gettext_lazy("已改派，新的牵头单位须签收。"), forms.ReassignForm,
            lambda asked: signing.reassign(**asked.with_("lead", "reason"))),
        Act("plan", gettext_lazy("报送方案"), gettext_lazy("方案已报送，等待责任领导批准；批准前可以撤回。"),
            forms.PlanForm, _plan, "primary"),
        Act("retract-plan", gettext_lazy("撤回方案"), gettext_lazy("已撤回方案。"), forms.MatterForm,
            lambda asked: planning.retract_plan(**asked.common)),
        Act("approve-plan", gettext_lazy("批准方案"), gettext_lazy("已批准方案，开始办理。"), forms.MatterForm,
            lambda asked: planning.approve_plan(**asked.common), "primary"),
        Act("return-plan", gettext_lazy("退回方案"), gettext_lazy("已退回方案。"), forms.ReasonForm,
            lambda asked: planning.return_plan(**asked.with_("reason"))),
        Act("start", gettext_lazy("开始办理"), gettext_lazy("已开始办理。"), forms.MatterForm,
            lambda asked: planning.start(**asked.common), "primary"),
        Act("suspend", gettext_lazy("中止办理"), gettext_lazy("已中止办理。"), forms.ReasonForm,
            lambda asked: exits.suspend(**asked.with_("reason"))),
        Act("resume", gettext_lazy("恢复办理"), gettext_lazy("已恢复办理。"), forms.ReasonForm,
            lambda asked: exits.resume(**asked.with_("reason"))),
        Act("merge", gettext_lazy("并入其他事项"), gettext_lazy("已并入。"), forms.MergeForm, _merge),
        Act("withdraw", gettext_lazy("撤销事项"), gettext_lazy("已撤销，需要时可以恢复交办。"), forms.ReasonForm,
            lambda asked: exits.withdraw(**asked.with_("reason"))),
        Act("restore", gettext_lazy("恢复交办"), gettext_lazy("已恢复交办。"), forms.ReasonForm,
            lambda asked: exits.restore(**asked.with_("reason"))),
        Act("ask-extension", gettext_lazy("申请延期"), _SENT, forms.ExtensionForm, _ask(RequestKind.EXTENSION)),
        Act("ask-plan-change", gettext_lazy("申请调整方案"), _SENT, forms.PlanChangeForm,
            _ask(RequestKind.PLAN_CHANGE)),
        Act("ask-suspension", gettext_lazy("申请中止"), _SENT, forms.ReasonForm, _ask(RequestKind.SUSPENSION)),
        Act("ask-merging", gettext_lazy("申请并入"), _SENT, forms.MergeForm, _ask(RequestKind.MERGING)),
        Act("ask-withdrawal", gettext_lazy("申请撤销"), _SENT, forms.ReasonForm, _ask(RequestKind.WITHDRAWAL)),
        Act("ask-release", gettext_lazy("申请退出配合"), _SENT, forms.ReasonForm, _ask(RequestKind.RELEASE)),
        Act("own", gettext_lazy("填写专项信息"), gettext_lazy("已保存。"), forms.OwnForm, _own),
        Act("note", gettext_lazy("已阅"), gettext_lazy("已记录审阅。"), forms.MatterForm,
            lambda asked: own.note_instruction(**asked.common), "primary"),
        Act("instruct", gettext_lazy("写批示"), gettext_lazy("批示已交办，成为单独的事项。"),
            forms.InstructionForm, _instruct),
        Act("part-of", gettext_lazy("设为子事项"), gettext_lazy("已保存。"), forms.PartForm, _part),
        Act("serve", gettext_lazy("关联目标"), gettext_lazy("已关联。"), forms.ServeForm, _serve),
    )
}  # fmt: skip

OF_MOVE = {
    Move.ACCEPT: "accept",
    Move.OBJECT: "object",
    Move.RETRACT_OBJECTION: "retract-objection",
    Move.KEEP_ASSIGNMENT: "keep",
    Move.REASSIGN: "reassign",
    Move.SUBMIT_PLAN: "plan",
    Move.RETRACT_PLAN: "retract-plan",
    Move.APPROVE_PLAN: "approve-plan",
    Move.RETURN_PLAN: "return-plan",
    Move.START: "start",
    Move.SUSPEND: "suspend",
    Move.RESUME: "resume",
    Move.MERGE: "merge",
    Move.WITHDRAW: "withdraw",
    Move.RESTORE: "restore",
}
OF_REQUEST = {kind: f"ask-{kind.value}" for kind in RequestKind}
