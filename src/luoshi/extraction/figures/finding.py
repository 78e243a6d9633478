"""Finds the quantified statements of one sentence: figures, their indicators, measures and directions."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace

from luoshi.extraction.figures.clauses import Clause, cut_clauses
from luoshi.extraction.figures.groups import Group, group_figures, spread_comparator
from luoshi.extraction.figures.heads import (
    ATTRIBUTE_END,
    complete_from,
    expand_heads,
    is_dependent,
    lend_noun,
    split_list,
    with_deed,
)
from luoshi.extraction.figures.labels import label_of
from luoshi.extraction.figures.measures import Polarity, measure_of, op_of, polarity_of
from luoshi.extraction.figures.phrases import VERB_KIND, Left, bare_object, compared_with, read_left, topic_of
from luoshi.extraction.figures.quantities import Name, Quantity, read_tokens
from luoshi.extraction.figures.ranks import read_rank_left
from luoshi.extraction.figures.rights import Right, extend_over_list, lend_predicate, read_right
from luoshi.extraction.statements import Measure, Op

_RATES = frozenset({"percent", "points", "multiple", "doubling", "zero growth", "tenths", "share", "ratio"})
# A list whose last member is named: 双林北路等|10条断头路. Near miss: 等级
_LIST_END = re.compile(r"等(?:地|处|市|县|区|镇|国|省|县市|县区|省市|单位|部门|地区|方面|领域)?$")
_PLACE_END = re.compile(r"(?:全域|市域|县域|辖区|地区|[一-龥]{1,6}[市县区镇省州]|[东西南北中]部)$")
_FROM = re.compile(r"(?:从|由)(?P<point>[^，。；、]{0,16})$")
_SUB_ANNUAL = re.compile(
    r"(?:[一二三四]季度|上半年|前[一二三]季度|前三个季度|1(?:-|—|至|到)?\d{0,2}月|\d{1,2}月份?|年初|期初|月末)(?:为|达|达到|的)?$"
)
_IN_VIEW = re.compile(r"(?:以下|这|上述|前述|如下|该|其他|另外|某|哪)$")
_REACHING = frozenset({"惠及", "覆盖", "服务", "吸纳", "回收", "利用", "处置", "接待"})
# A number of three digits or more glued to a noun. Sample: 532|项目, 12345|热线; near miss: 532万
_CODE = re.compile(r"\d{3,6}(?=[一-龥“])")
# An indicator called by its aim. Sample: 地区生产总值增速|目标
_AIM_END = re.compile(r"(?:预期)?目标$")
# A figure spoken about, not stated. Sample: 5.5%左右的|预期增长目标
_AIM_WORD = re.compile(r"(?:目标|增长|增速|预期|任务)")
_SHARE_OF = re.compile(r"^占[^，。；、]{1,14}$")
_NOUN = re.compile(r"[一-龥A-Za-z“《]")


@dataclass(slots=True)
class Found:
    """A statement in folded offsets: the quote is `start:end`; `doubts` name what was guessed."""

    quantity: Quantity
    head: str
    measure: Measure
    op: Op
    polarity: Polarity
    start: int
    end: int
    place: str
    yearly: bool
    doubts: tuple[str, ...]


@dataclass(slots=True)
class Context:
    """What a sentence has said so far and later figures may lean on."""

    heads: list[str] = field(default_factory=list)
    owner: str = ""
    unit: str = ""
    recent: list[str] = field(default_factory=list)
    verb: str = ""
    stands: bool = False
    measure: str = ""
    origin: str = ""
    _text: str = ""
    _clause: Clause | None = None

    def place_topic(self, text: str, clause: Clause) -> None:
        """Remember the clause without figures that says what follows is about."""
        self._text, self._clause = text, clause

    @property
    def topic(self) -> str:
        """What the last clause without figures is about; worked out only when it is asked for."""
        return topic_of(self._text, self._clause.start, self._clause.end) if self._clause else ""

    def drop_topic(self) -> None:
        self._clause = None


class SentenceReader:
    """Reads one folded sentence: `found` are its statements, `names` the numbers that are none, `left` what is open."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.found: list[Found] = []
        self.names: list[Name] = []
        self.left: list[tuple[Quantity, str]] = []
        self._context = Context()

    def read(self) -> SentenceReader:
        tokens = read_tokens(self.text)
        if not any(isinstance(t, Quantity) for t in tokens):
            self.names = [t for t in tokens if isinstance(t, Name)]
            return self
        self.names = [t for t in tokens if isinstance(t, Name)]
        for clause in cut_clauses(self.text, tokens):
            if clause.inner:
                outer, self._context = self._context, Context(heads=list(self._context.heads))
                self._read_clause(clause)
                self._context = outer
            else:
                self._read_clause(clause)
        return self

    def _read_clause(self, clause: Clause) -> None:
        if not clause.quantities:
            if not clause.inner:
                self._context.place_topic(self.text, clause)
                if clause.sign in "；。":
                    self._context.recent.clear()
            return
        groups, thresholds = group_figures(self.text, clause)
        self.names += thresholds
        if clause.inner and self._is_comparison(clause):
            self.names += [Name(q.start, q.end, "comparison") for g in groups for q in g.values]
            return
        self._context.verb, self._context.stands = "", False
        for i, group in enumerate(groups):
            if i + 1 < len(groups) and self._counts_subject(group, groups[i + 1]):
                self.names += [Name(q.start, q.end, "counted subject") for q in group.values]
                groups[i + 1].low = group.start
                continue
            self._read_group(clause, group, groups)
        if clause.sign in "；。！":
            self._context.recent.clear()
            self._context.drop_topic()

    def _counts_subject(self, group: Group, after: Group) -> bool:
        """14个重点产业产值占…的80%: the count only says whose share it is."""
        if (
            group.values[0].family != "count"
            or after.values[0].family not in ("percent", "points")
            or group.high < after.start
        ):
            return False
        before = self.text[group.low : group.start]
        return len(before) <= 1 and len(self.text[group.end : after.start]) > 4

    def _is_comparison(self, clause: Clause) -> bool:
        inside = self.text[clause.start : clause.end]
        return any(
            word in inside
            for word in ("上年", "去年", "同期", "同比", "比例为", "年为", "原为", "此前", "全国平均", "全省平均")
        )

    # -- one group ----------------------------------------------------------------------------------------------

    def _read_group(self, clause: Clause, group: Group, groups: list[Group]) -> None:
        first = group.values[0]
        if first.family == "rank":
            self._read_rank(clause, group)
            return
        if self._is_origin(clause, group):
            return
        reason = label_of(self.text, clause, group, self._context.verb)
        if reason:
            self.names += [Name(q.start, q.end, reason) for q in group.values]
            if reason == "steps" and (subject := _climber(self.text, group)):
                self._context.heads, self._context.owner = [subject], subject
            return
        left = read_left(self.text, group.low, group.start, percent=first.family in _RATES)
        if _IN_VIEW.search(self.text[group.low : group.start][-2:]):
            self.names += [Name(q.start, q.end, "list in view") for q in group.values]
            return
        if not self._has_unit(group, left):
            if _CODE.match(self.text, group.start):
                self.names.append(Name(group.start, group.end, "code"))
                return
            self.left += [(q, "a number without a unit") for q in group.values]
            return
        self._state(clause, group, groups, left)

    def _has_unit(self, group: Group, left: Left) -> bool:
        last = group.values[-1]
        if last.family or last.unit:
            return True
        head = left.head or (self._context.heads[-1] if self._context.heads else "")
        return bool(left.sense or left.op or left.shared or _ratio_like(head)) and bool(head) and _ratio_like(head)

    def _is_origin(self, clause: Clause, group: Group) -> bool:
        """从X提高到Y: X is no statement, and its subject is Y's."""
        text, context = self.text, self._context
        before = text[group.low : group.start]
        match = _FROM.search(before)
        later = text[group.end : clause.end] + text[clause.end : clause.end + 24]
        if match and re.search(r"[到至为]|[升降增减]", later) and "起" not in match["point"]:
            left = read_left(text, group.low, group.low + match.start(), percent=True)
            if left.head:
                context.heads = [self._complete(left.head)]
                context.owner = context.heads[-1]
            context.origin = text[clause.start : clause.end]
            self.names += [Name(q.start, q.end, "start of a movement") for q in group.values]
            return True
        if context.origin and context.origin == text[clause.start : clause.end] and not re.search("[到至]", before):
            if not re.search(r"[到至](?!今)", text[clause.start : group.start]):
                self.names += [Name(q.start, q.end, "start of a movement") for q in group.values]
                return True
        if _SUB_ANNUAL.search(before[-8:]) and "全年" in text[group.end :]:
            self.names += [Name(q.start, q.end, "part of the year") for q in group.values]
            return True
        return False

    # -- heads ----------------------------------------------------------------------------------------------------

    def _complete(self, head: str) -> str:
        context = self._context
        owner = context.owner or context.topic
        if is_dependent(head):
            return complete_from(head, context.topic if head == owner or is_dependent(owner) else owner)
        if _SHARE_OF.match(head) and owner:
            return owner + head
        return head

    def _state(self, clause: Clause, group: Group, groups: list[Group], left: Left) -> None:
        text, context = self.text, self._context
        values, doubts = group.values, list[str]()
        right = read_right(text, group.end, group.high)
        if right.head and not right.verbal and group is not groups[-1]:
            right = lend_predicate(text, right, groups[-1].end, groups[-1].high)
            right = replace(right, head=lend_noun(right.head, read_right(text, groups[-1].end, groups[-1].high).head))
        elif group is groups[-1] and right.head and text[group.high : group.high + 1] == "、":
            right = extend_over_list(text, right, group.high, clause.end)
        left.head = _trim(left.head)
        compared = compared_with(text, group.low, group.start) if values[0].family == "points" else None
        if compared:
            left = compared
            left.head = _trim(left.head)
            if not left.head and context.heads:
                left.head = _speed(context.heads[-1])
                doubts.append("leaned")
        if not left.verb and not left.sense:
            left.verb = context.verb
            if not left.verb and context.stands and group is not groups[0]:
                left.sense = "reach"  # 设施达到8个、实验室45家: the second stands at its figure too
        heads, start = self._heads(group, left, right, doubts)
        if not heads:
            if right.owned:
                self.names += [Name(q.start, q.end, "reference to an aim") for q in values]
            else:
                self.left += [(q, "a figure without an indicator") for q in values]
            return
        if compared and left.compared:
            heads = [head + left.compared for head in heads]
        if len(values) > 1 or left.shared:
            spread_comparator(values)
        self._emit(group, left, right, heads, start, doubts)
        context.heads = heads[-3:]
        context.owner = left.head if len(heads) > 1 and left.head else heads[-1]
        context.unit = values[-1].unit.lstrip("万亿")
        context.recent = (context.recent + heads)[-6:]
        context.verb = left.verb
        context.stands = left.sense in ("reach", "up-to") and not left.verb

    def _heads(self, group: Group, left: Left, right: Right, doubts: list[str]) -> tuple[list[str], int]:
        values, context = group.values, self._context
        head, start = left.head, left.start
        listed = _LIST_END.search(head)
        if (
            right.owned
            and values[0].family == "percent"
            and (right.head.startswith("有") or (not head and _AIM_WORD.search(right.head)))
        ):
            return [], start
        if right.owned and ATTRIBUTE_END.search(head):
            return [right.head + head], start
        if self._belongs_right(values[0], left, right, bool(listed)):
            left.behind = True
            act = left.verb if VERB_KIND.get(left.verb) == "act" else ""
            if head and not listed and not _PLACE_END.search(head) and len(head) > 2:
                doubts.append("both sides")
                return [head + right.head] * len(values), start
            return [act + right.head] * len(values), group.start
        if not head and left.deed:
            doubts.append("leaned")
            if (
                context.owner
                and not right.head
                and (context.unit == values[0].unit.lstrip("万亿") or left.deed[0] == "新")
            ):
                return [with_deed(context.owner, left.deed)], group.low
            if context.owner and not right.head and left.deed in _REACHING:
                return [context.owner + left.deed], group.low
            return [left.deed + ("" if right.verbal else right.head)], group.low
        if not head and VERB_KIND.get(left.verb) == "cut" and not right.head and group.low <= left.quote:
            return [left.verb], left.quote
        if not head:
            doubts.append("leaned")
            if left.shared and len(values) == 1 and len(context.recent) > 1:
                return context.recent[-2:], group.low
            if len(values) > 1 and (named := expand_heads(context.owner, len(values))):
                return named, group.low
            if len(values) > 1 and len(context.heads) >= len(values):
                return context.heads[-len(values) :], group.low
            if context.heads:
                follow = right.head if right.verbal else ""
                return [context.heads[-1] + follow] * len(values), group.low
            if context.topic and (left.sense or left.op):
                return [context.topic], group.low
            return ([right.head], group.start) if right.head else ([], group.start)
        if right.verbal and values[0].family in ("percent", "tenths", "share") and not left.sense:
            doubts.append("both sides")
            return [head + right.head], start
        if len(values) > 1 or (left.shared and left.shared != "分别"):
            return self._shared_heads(values, left, head, doubts), start
        if left.shared == "分别" and len(values) == 1 and len(split_list(head)) > 1:
            return expand_heads(head), start
        if len(head) == 2 and left.sense in ("up", "down") and not ATTRIBUTE_END.search(head):
            head += left.predicate
        return [self._completed(head, doubts)], start

    def _completed(self, head: str, doubts: list[str]) -> str:
        whole = self._complete(head)
        if whole != head:
            doubts.append("completed")
        return whole

    def _shared_heads(self, values: list[Quantity], left: Left, head: str, doubts: list[str]) -> list[str]:
        count = len(values) if len(values) > 1 else None
        owners, _, deed = head.partition("分别")
        if deed and count and (named := expand_heads(owners, count)):
            return [owner + deed for owner in named]
        heads = expand_heads(head, count)
        if heads:
            heads = [heads[0], *map(bare_object, heads[1:])]
            if is_dependent(heads[0]):
                owner = self._context.owner or self._context.topic
                heads = [complete_from(h, owner) if is_dependent(h) else h for h in heads]
            return heads
        doubts.append("list")
        return [head] * (count or 1)

    def _belongs_right(self, first: Quantity, left: Left, right: Right, listed: bool) -> bool:
        """Whether the indicator stands behind the figure: 推出|100项|“智能秒办”事项."""
        if not right.head:
            return False
        if listed:
            return True
        if left.head:
            if first.family in (
                "percent",
                "points",
                "money",
                "area",
                "length",
                "mass",
                "multiple",
                "doubling",
                "time",
                "tenths",
                "power",
                "volume",
            ):
                return False
            return (
                not right.verbal and not left.sense and first.family in ("count", "persons", "") and len(right.head) > 1
            )
        return not (right.verbal and self._context.heads and first.family not in ("percent", "tenths"))

    # -- ranks ----------------------------------------------------------------------------------------------------

    def _read_rank(self, clause: Clause, group: Group) -> None:
        text, context = self.text, self._context
        quantity = group.values[0]
        rank_left = read_rank_left(text, group.low, group.start, bare=text[quantity.end - 1] != "强")
        before = text[group.low : group.start]
        if rank_left is None or (
            context.origin == text[clause.start : clause.end] and not re.search("[降升到至进]", before)
        ):
            self.names.append(Name(quantity.start, quantity.end, "ordinal"))
            return
        if _FROM.search(before) and re.search("[降升到至]", text[quantity.end : clause.end]):
            left = read_left(text, group.low, group.low + _FROM.search(before).start(), percent=True)  # type: ignore[union-attr]
            context.heads, context.origin = [left.head or (context.heads or [""])[-1]], text[clause.start : clause.end]
            self.names.append(Name(quantity.start, quantity.end, "start of a movement"))
            return
        left = read_left(text, group.low, rank_left.end, percent=True)
        head, doubts = _trim(left.head), list[str]()
        heads = [self._completed(h, doubts) for h in (expand_heads(head) if left.shared else [head])] if head else []
        if not heads and context.heads:
            heads, doubts = (
                [_speed(context.heads[-1]) if context.measure == "growth" else context.heads[-1]],
                ["leaned"],
            )
        if not heads:
            heads = [context.topic] if context.topic else []
        tail = rank_left.scope + (
            text[quantity.start : group.high] if text[quantity.start : quantity.end].endswith("强") else ""
        )
        heads = [h + rank_left.scope if rank_left.scope else h for h in heads] or ([tail] if tail else [])
        if not heads:
            self.names.append(Name(quantity.start, quantity.end, "rank without a subject"))
            return
        down = bool(re.search("降至|降到|退至|退到", before))
        for one in heads:
            low = left.start if head else group.low
            self.found.append(
                Found(
                    quantity,
                    one,
                    "rank",
                    op_of(quantity, left),
                    "-" if down else "+",
                    low,
                    quantity.end,
                    left.place,
                    False,
                    tuple(doubts),
                )
            )

    # -- statements -----------------------------------------------------------------------------------------------

    def _quote_start(self, group: Group, left: Left, start: int) -> int:
        """The quote begins with the verb when only adverbs stand between it and the indicator."""
        return left.quote if group.low <= left.quote < start and start - left.quote <= 12 else start

    def _emit(self, group: Group, left: Left, right: Right, heads: list[str], start: int, doubts: list[str]) -> None:
        values = group.values
        pairs = list(zip(heads, values, strict=False)) if len(values) > 1 else [(h, values[0]) for h in heads]
        for head, quantity in pairs:
            measure = measure_of(quantity, left, head)
            if quantity.family == "zero":
                head += self.text[quantity.start + 1 : quantity.end]
            end = quantity.end
            if start >= group.start:  # the indicator stands behind the figure
                end = max(end, right.end)
            self.found.append(
                Found(
                    quantity, head, measure, op_of(quantity, left), polarity_of(quantity, left, head, measure),
                    self._quote_start(group, left, min(start, quantity.start)), end, left.place, left.yearly, tuple(doubts),
                )
            )  # fmt: skip
            self._context.measure = measure


def _climber(text: str, group: Group) -> str:
    """Who climbs so many steps: 存贷款余额|连跨4个万亿元台阶."""
    head = read_left(text, group.low, group.start, percent=True).head
    return re.sub(r"(?:连续|接连|连|先后)?(?:跨越|跨过|跨上|跨|跃上|迈上|迈过|突破|登上|跃过|越过)+$", "", head)


def _ratio_like(head: str) -> bool:
    return bool(re.search(r"(?:比|系数|指数|差距|倍差|比值|得分|评分|分值|PM2\.5|浓度|比例)$", head))


def _speed(head: str) -> str:
    return head if head.endswith(("增速", "增幅", "率")) else head + "增速"


def _trim(head: str) -> str:
    """Drop brackets and quotes that are not closed, and what joins."""
    for opened, closed in (("“", "”"), ("（", "）"), ("《", "》")):
        if head.count(opened) != head.count(closed):
            if head.endswith(opened):
                head = head[:-1]
            elif closed in head and opened not in head:
                head = head.rpartition(closed)[2] or head.replace(closed, "")
            elif opened in head and closed not in head:
                head = head.replace(opened, "")
    head = _AIM_END.sub("", head.strip("、，：的 -—").lstrip("和与及"))
    return head if head.endswith(("惠及", "涉及", "普及")) else head.rstrip("和与及")
