"""Records of supervision as the papers that are printed of them; in Chinese, whatever the reader's language is."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from luoshi.exchange.papers import Block, Grid, Heading, Paper, Text
from luoshi.exchange.sheets import SheetLevel, SheetPaper, days_in_words, in_words
from luoshi.ledger import Colour
from luoshi.ledger.inspections import Ground, InspectionMethod, InspectionType
from luoshi.ledger.messages import from_data
from luoshi.queries.inspections import InspectionPage
from luoshi.queries.supervision import history_of, why_of
from luoshi.records.models import Inspection, InspectionTarget, Matter, Meeting, Programme, Sheet

_NUMERALS = "一二三四五六七八九"
_ORIGINS = {
    "instruction": "领导批示",
    "meeting": "会议议定",
    "inspection": "督查发现",
    "proposal": "建议提案",
    "demand": "企业群众诉求",
}


def office_of(programme: Programme) -> str:
    """The office that issues papers: the supervision office of the region's government."""
    return f"{programme.region.name}人民政府督查室"


def sheet_paper(sheet: Sheet) -> SheetPaper:
    """A sheet as its paper."""
    matter = sheet.matter
    levels: dict[str, SheetLevel] = {"reminder": "reminder", "urging": "urging", "order": "order"}
    return SheetPaper(
        level=levels[sheet.level],
        number=sheet.number,
        issuer=office_of(sheet.programme),
        addressee=sheet.unit.name if sheet.unit else "",
        matter=matter.number,
        title=matter.title,
        quote=matter.quote,
        source=source_of(matter),
        # What a person asks for is not what is missing.
        missing=sheet.reason if sheet.ask else str(why_of(sheet)),
        answer_by=sheet.answer_by,
        issued_on=sheet.issued_on,
        ask=sheet.ask,
        leaders="、".join(matter.leaders_written),
        before=[one.number for one in history_of(sheet) if one.pk < sheet.pk],
        urgent=sheet.urgent,
        withdrawn=sheet.state == Sheet.State.WITHDRAWN,
    )


def source_of(matter: Matter) -> str:
    """Where a matter's quote stands."""
    if matter.source is not None:
        return f"《{matter.source.document.title}》"
    return _ORIGINS.get(matter.origin, "")


def plan_paper(inspection: Inspection) -> Paper:
    """The plan of an inspection, with everything that the regulation asks to be fixed before it starts."""
    methods = "；".join(str(InspectionMethod(method).label) for method in inspection.methods)
    team = f"组长：{inspection.leader}。"
    if members := "、".join(str(person) for person in inspection.members.all()):
        team += f"组员：{members}。"
    if inspection.outsiders:
        team += f"邀请人员：{'、'.join(inspection.outsiders)}。"
    targets = list(inspection.targets.select_related("unit", "matter"))
    parts = [
        ("立项依据", f"{Ground(inspection.ground).label}：{inspection.basis}"),
        ("督查类型和时间", f"{InspectionType(inspection.type).label}，{_days(inspection)}。"),
        ("督查对象和内容", _targets(targets)),
        ("督查组", team),
        ("督查方式", f"{methods}。" if methods else "（未定）"),
        ("督查方案", inspection.plan or "（未定）"),
    ]
    if inspection.repeated_because:
        parts.append(("再次督查的理由", inspection.repeated_because))
    return Paper(
        issuer=office_of(inspection.programme),
        title=f"{inspection.title}方案",
        blocks=_numbered(parts),
        signed=office_of(inspection.programme),
        date=in_words(inspection.starts),
    )


def conclusion_paper(page: InspectionPage) -> Paper:
    """The conclusion as it is fed back, with what was found, its evidence, and how to object."""
    inspection = page.inspection
    blocks: list[Block] = _numbered(
        [
            ("督查情况", f"依据{Ground(inspection.ground).label}（{inspection.basis}），于{_days(inspection)}开展"
             f"{InspectionType(inspection.type).label}。{_targets(page.targets)}"),
            ("督查结论", inspection.conclusion),
        ]
    )  # fmt: skip
    if page.findings:
        blocks.append(Heading("三、发现的情况"))
        rows = []
        for at, one in enumerate(page.findings, 1):
            used = "、".join(str(use.evidence) for use in one.evidence.all())
            proof = "；".join(part for part in (one.source, used) if part)
            kind = "问题" if one.problem else "情况"
            turned = f"（整改事项{one.rectification.number}）" if one.rectification else ""
            rows.append([str(at), one.unit.name, kind, f"{one.text}{turned}", proof])
        blocks.append(Grid([("序号", 1.3), ("单位", 3), ("类别", 1.3), ("内容", 6), ("证据", 4)], rows))
    blocks.append(
        Text("对结论有异议的，可在收到之日起三十日内提出，由督查组以外的人员复核（《政府督查工作条例》第十七条）。")
    )
    office = office_of(inspection.programme)
    day = in_words(inspection.fed_back_on) if inspection.fed_back_on else ""
    return Paper(issuer=office, title=f"{inspection.title}结论", blocks=blocks, signed=office, date=day)


def agenda_paper(meeting: Meeting) -> Paper:
    """The agenda of a meeting as it was drawn, and what was decided if it was held."""
    place = f"，地点：{meeting.place}" if meeting.place else ""
    chair = f"，主持：{meeting.chair}" if meeting.chair else ""
    drawn = f"以下议题由系统于{in_words(meeting.drawn_on)}从滞后、预警和督办事项中提出。" if meeting.drawn_on else ""
    blocks: list[Block] = [Text(f"时间：{in_words(meeting.day)}{place}{chair}。{drawn}")]
    rows = [
        [str(at), point["number"], point["title"], point["unit"], _light(point), _why(point)]
        for at, point in enumerate(meeting.agenda, 1)
    ]
    columns = [("序号", 1.5), ("编号", 2.8), ("事项", 5), ("牵头单位", 3.4), ("亮灯", 2.2), ("原因", 6)]
    blocks.append(Grid(columns, rows) if rows else Text("没有滞后或督办的事项。"))
    if meeting.minutes:
        blocks += [Heading("会议纪要"), Text(meeting.minutes)]
    decisions = list(meeting.decisions.select_related("unit", "matter"))
    if decisions:
        blocks.append(Heading("议定事项"))
        blocks += [Text(f"{at}. {one.text}{_decided(one)}") for at, one in enumerate(decisions, 1)]
    office = office_of(meeting.programme)
    title = f"{meeting.title}纪要" if meeting.minutes else f"{meeting.title}议程"
    return Paper(issuer=office, title=title, blocks=blocks, signed=office, date=in_words(meeting.day))


def _decided(decision: Any) -> str:
    """Who does it and by when, as far as it was said."""
    parts = [decision.unit.name] if decision.unit else []
    parts += [f"{in_words(decision.deadline)}前"] if decision.deadline else []
    parts += [f"事项{decision.matter.number}"] if decision.matter else []
    return f"（{'，'.join(parts)}）" if parts else ""


def _light(point: dict[str, Any]) -> str:
    order = "（督办）" if point.get("sheet") == "order" else ""
    return f"{Colour(point['light']).label}{order}"


def _why(point: dict[str, Any]) -> str:
    return days_in_words(str(from_data(point["said"]))) if point.get("said") else ""


def _days(inspection: Inspection) -> str:
    if inspection.starts == inspection.ends:
        return in_words(inspection.starts)
    return f"{in_words(inspection.starts)}至{in_words(inspection.ends)}"


def _targets(targets: Iterable[InspectionTarget]) -> str:
    said = [
        f"{one.unit.name}（{one.matter.number} {one.matter.title}）" if one.matter else one.unit.name for one in targets
    ]
    return f"督查对象：{'；'.join(said)}。"


def _numbered(parts: list[tuple[str, str]]) -> list[Block]:
    blocks: list[Block] = []
    for number, (heading, text) in zip(_NUMERALS, parts, strict=False):
        blocks += [Heading(f"{number}、{heading}"), Text(text)]
    return blocks
