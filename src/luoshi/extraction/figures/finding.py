"""Finds the quantified statements of one sentence: figures, their indicators, measures and directions."""

from __future__ import annotations

import re

from luoshi.extraction.figures.attribution import attribute, complete, is_fulfilment, tidy
from luoshi.extraction.figures.clauses import Clause, cut_clauses
from luoshi.extraction.figures.context import Context
from luoshi.extraction.figures.found import Found
from luoshi.extraction.figures.groups import Group, group_figures, spread_comparator
from luoshi.extraction.figures.heads import lend_noun, per_head_of
from luoshi.extraction.figures.labels import label_of
from luoshi.extraction.figures.measures import is_ratio, measure_of, op_of, polarity_of
from luoshi.extraction.figures.origins import origin_of
from luoshi.extraction.figures.phrases import PLACE, Left, compared_with, for_each, next_rival, read_left
from luoshi.extraction.figures.quantities import Name, Quantity, read_tokens
from luoshi.extraction.figures.ranks import read_rank, speed
from luoshi.extraction.figures.rights import Right, extend_over_list, lend_predicate, read_right
from luoshi.extraction.figures.units import COUNT_FAMILIES

_RATES = frozenset(
    {"money", "age", "time", "percent", "points", "multiple", "doubling", "zero growth", "tenths", "share", "ratio"}
)
# A figure that sums a list in view. Sample: 以下|10件; near miss: 以下
_IN_VIEW = re.compile(r"(?:以下|这|上述|前述|如下|该|其他|另外|某|哪)$")
# A number of three digits or more glued to a noun. Sample: 532|项目, 12345|热线; near miss: 532万
_CODE = re.compile(r"\d{3,6}(?=[一-龥“])")
# A comparison in brackets, which is no statement (ruling 3). Sample: （上年为8%）
_COMPARISON = re.compile("上年|去年|同期|同比|比例为|年为|原为|此前|全国平均|全省平均")
# A climb of several steps at the end of its subject. Sample: 贷款余额|连跨
_CLIMB = re.compile(
    r"(?:连续|接连|连|先后)?(?:跨越|跨过|跨上|跨|跃上|迈上|迈过|突破|登上|跃过|越过){1,2}(?:[两三四五六几多]个)?$"
)
# Households and their members, which are given together. Sample: 300户|800人
_BOTH = frozenset({"户", "人", "名", "万户", "万人"})
_QUOTED_ADVERBS = 12  # characters of adverbs that may stand between a verb and its object in a quote


class SentenceReader:
    """Reads one folded sentence: `found` are its statements, `names` the numbers that are none, `left` what is open."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.found: list[Found] = []
        self.names: list[Name] = []
        self.left: list[tuple[Quantity, str]] = []
        self._context = Context()

    def read(self) -> SentenceReader:
        """Read the sentence once; returns itself."""
        tokens = read_tokens(self.text)
        self.names = [token for token in tokens if isinstance(token, Name)]
        if not any(isinstance(token, Quantity) for token in tokens):
            return self
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
            return
        groups, thresholds = group_figures(self.text, clause)
        self.names += thresholds
        if clause.inner and _COMPARISON.search(self.text, clause.start, clause.end):
            for group in groups:
                self._set_aside(group, "comparison")
            return
        self._context.open_clause()
        for i, group in enumerate(groups):
            if i + 1 < len(groups) and self._counts_subject(group, groups[i + 1]):
                self._set_aside(group, "counted subject")
                groups[i + 1].low = group.start
            else:
                self._read_group(clause, group, groups)
        self._context.close_clause(clause)

    def _set_aside(self, group: Group, reason: str) -> None:
        self.names += [Name(q.start, q.end, reason) for q in group.values]

    def _counts_subject(self, group: Group, after: Group) -> bool:
        """14个重点产业产值占…的80%: the count only says whose share it is."""
        if group.values[0].family != "count" or after.values[0].family not in ("percent", "points"):
            return False
        return group.high >= after.start and group.start - group.low <= 1 and after.start - group.end > 4

    def _read_group(self, clause: Clause, group: Group, groups: list[Group]) -> None:
        if group.values[0].family == "rank":
            found, reason = read_rank(self.text, clause, group, self._context)
            self.found += found
        else:
            reason = origin_of(self.text, clause, group, self._context) or self._label(clause, group)
            if not reason:
                self._state(clause, group, groups)
        if reason:
            self._set_aside(group, reason)

    def _label(self, clause: Clause, group: Group) -> str:
        reason = label_of(self.text, clause, group, self._context.last)
        if reason == "steps":
            climber = _CLIMB.sub("", read_left(self.text, group.low, group.start, percent=True).head)
            if climber:
                self._context.set_subject(climber)
        elif not reason and _IN_VIEW.search(self.text[max(group.low, group.start - 2) : group.start]):
            reason = "list in view"
        return reason

    def _state(self, clause: Clause, group: Group, groups: list[Group]) -> None:
        text, context, values = self.text, self._context, group.values
        left = self._left(group, groups)
        if not self._has_unit(values[-1], left):
            if _CODE.match(text, group.start):
                self._set_aside(group, "code")
                after = groups[groups.index(group) + 1 :]
                if after and after[0].low == group.end:
                    after[0].low = group.start  # 12345|热线满意度: the code begins the next indicator
            else:
                self.left += [(q, "a number without a unit") for q in values]
            return
        right = self._right(clause, group, groups)
        named = attribute(context, group, left, right)
        if not named.heads:
            if right.owned:
                self._set_aside(group, "reference to an aim")
            else:
                self.left += [(q, "a figure without an indicator") for q in values]
            return
        several = len(left.rivals) > 1 and len(values) == len(left.rivals)
        rivals = left.rivals if several else (left.compared,) * len(named.heads)
        heads = [head + rival for head, rival in zip(named.heads, rivals, strict=False)]
        if group is not groups[0] and text[group.low - 1 : group.low] == "、" and not left.sense and not left.verb:
            heads = [per_head_of(context.last, head) for head in heads]
        if len(values) > 1 or left.shared:
            spread_comparator(values)
        self._emit(group, left, right, heads, named.start, named.doubts)
        if not is_fulfilment(left.head):  # what follows is about the indicator, not about its plan
            bare = named.heads if left.compared else heads
            owner = left.head if len(bare) > 1 and left.head else bare[-1]
            context.remember(bare, owner, values[-1].unit.lstrip("万亿"))
        context.rival = left.compared
        context.verb = left.verb
        context.stands = left.sense in ("reach", "up-to") and not left.verb

    def _left(self, group: Group, groups: list[Group]) -> Left:
        context = self._context
        family = group.values[0].family
        left = self._compared(group) if family == "points" else None
        if left is not None:
            rate = context.measure == "growth"
            head = tidy(left.head)
            left.head = (
                complete(context, head) if head else speed(context.last) if context.heads and rate else context.last
            )
        elif family in COUNT_FAMILIES and (each := for_each(self.text, group.low, group.start)) is not None:
            left = each
        else:
            left = read_left(self.text, group.low, group.start, percent=family in _RATES)
            left.head = tidy(left.head)
            if not left.head and family == "percent" and context.measure == "growth" and self._goes_on(group, left):
                left.sense = "up"  # 增长20%，力争达到25%
        if not left.verb and not left.sense:
            left.verb = context.verb
            if not left.verb and context.stands and group is not groups[0]:
                left.sense = "reach"  # 设施达到8个、实验室45家: the second stands at its figure too
        if match := PLACE.match(left.head):
            left.place = match.group()
        return left

    def _compared(self, group: Group) -> Left | None:
        """The words before points that are the distance from somebody else; None when they are not."""
        left = compared_with(self.text, group.low, group.start)
        if left is None and (rival := next_rival(self._context.rival, self.text[group.low : group.start])):
            left = Left("", group.low, compared=rival, rivals=(rival,))
        return left

    def _goes_on(self, group: Group, left: Left) -> bool:
        """Whether a bare percentage is another rate of the growth just stated: 增长5%左右、力争|6%."""
        if left.sense == "reach":
            return True
        bare = group.high == group.end or self.text[group.end] in "，。；、（"
        return bare and not left.sense and not left.verb and not left.deed

    def _has_unit(self, last: Quantity, left: Left) -> bool:
        if last.family or last.unit:
            return True
        return bool(left.sense or left.op or left.shared or is_ratio(left.head)) and is_ratio(
            left.head or self._context.last
        )

    def _right(self, clause: Clause, group: Group, groups: list[Group]) -> Right:
        text, last = self.text, groups[-1]
        right = read_right(text, group.end, group.high)
        if not right.head:
            return self._paired(group, groups) or right
        if group is not last and not right.verbal:
            right = lend_predicate(text, right, last.end, last.high)
            return right._replace(head=lend_noun(right.head, read_right(text, last.end, last.high).head))
        if group is last and text.startswith("、", group.high):
            return extend_over_list(text, right, group.high, clause.end)
        return right

    def _paired(self, group: Group, groups: list[Group]) -> Right | None:
        """300户|800名|贫困人口: two counts of one thing that touch; the words stand behind the second one."""
        after = groups[groups.index(group) + 1 :]
        paired = after and after[0].start == group.end and {group.values[0].unit, after[0].values[0].unit} <= _BOTH
        return read_right(self.text, after[0].end, after[0].high) if paired else None

    def _emit(
        self, group: Group, left: Left, right: Right, heads: list[str], start: int, doubts: tuple[str, ...]
    ) -> None:
        values = group.values
        pairs = list(zip(heads, values, strict=False)) if len(values) > 1 else [(head, values[0]) for head in heads]
        behind = start >= group.start  # the indicator stands behind the figure
        for head, quantity in pairs:
            measure = measure_of(quantity, left, head)
            if quantity.family == "zero":
                head += self.text[quantity.start + 1 : quantity.end]
            low = min(start, quantity.start)
            if group.low <= left.quote < low and low - left.quote <= _QUOTED_ADVERBS:
                low = left.quote  # the quote begins with the verb
            high = max(quantity.end, right.end) if behind else quantity.end
            op, polarity = op_of(quantity, left), polarity_of(quantity, left, head, measure)
            self.found.append(Found(quantity, head, measure, op, polarity, low, high, left.place, left.yearly, doubts))
            self._context.measure = measure
