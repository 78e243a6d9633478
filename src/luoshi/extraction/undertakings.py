"""The grammar of one clause: which verb undertakes what, up to which stage, and what would prove it."""

from __future__ import annotations

import re
from typing import NamedTuple

from luoshi.extraction.lexicon.loading import alternation
from luoshi.extraction.lexicon.undertakings import LONGEST_VERB, Proof, Stage, VerbClass, undertaking_words

_WORDS = undertaking_words()
_LENGTHS = tuple(range(LONGEST_VERB, 1, -1))

# What opens a clause and is no part of the undertaking: item marks, conjunctions, times.
# Sample: （一）, 1., 一是, 到2025年, 年底前, 同时; near miss: 1.5万个, 一是一
_LEAD = re.compile(
    r"(?:[\s—●•■◆“‘]{1,8}|[（(][一二三四五六七八九十\d]{1,3}[)）]|\d{1,3}[.．、](?!\d)|[①-⑳]"
    r"|[一二三四五六七八九十]{1,3}(?:、|是(?:要)?)"
    r"|(?:力争)?(?:到|在|至)?(?:20\d\d年|今年|明年|全年|年内|年底|年末|上半年|下半年|今后[一-龥]年|未来[一-龥]年|[一-龥]年内"
    r"|[一-龥\d]{1,2}月(?:份|底|末)?|“十[一-龥]五”(?:时期|期间)?|[一二三四]季度)(?:底|末)?(?:以?前|内)?"
    r"|我们|同时|此外|另外|并且|其中)"
)
_LEAD_FIRST = frozenset("\u3000 \t\n—●•■◆“‘（(0123456789①②③④⑤⑥⑦⑧⑨⑩一二三四五六七八九十力到在至今明全年上下未“我同此另并其")

# A figure that counts or measures. Sample: 300家, 6.5%, 5亿元, 万亩; near miss: 5G, 4A级, 351国道, 3.0版
_FIGURE = re.compile(
    r"\d[\d.,]*\s?(?:[%％‰个家亿万千百件项条座所处名人户套辆台吨公平亩米里张支批场期次只株头倍种类对艘架宗起篇部门"
    r"天岁元片村间栋幢床班艘口眼节站]|余|多)|[百千万]亩|翻番|[一二三四五六七八九十百千万]{1,4}(?:个(?!一|十)|家|件|条|座|所|万)"
)

# An event told inside a clause. Sample: 创成5A级景区, 通过省级验收, 实现全覆盖; near miss: 建成区, 落地率, 通过改革
_EVENT_WORDS: dict[str, Stage] = {
    "建成": "complete", "竣工": "complete", "通车": "complete", "投用": "complete", "投产": "complete", "投运": "complete",
    "完工": "complete", "投入使用": "complete", "投入运营": "complete", "贯通": "complete", "封关": "complete",
    "交付使用": "complete", "全覆盖": "complete", "清零": "complete", "零的突破": "complete", "县县通": "complete",
    "村村通": "complete", "全面开放": "complete", "摘帽": "complete", "并网": "complete", "通航": "complete",
    "开通": "complete", "落户": "complete", "复航": "complete", "转正": "complete", "全部完成": "complete", "封顶": "complete",
    "开工": "start", "动工": "start", "开建": "start",
    "创成": "win", "创建": "win", "争创": "win", "获批": "win", "入选": "win", "列入": "win", "获评": "win", "命名": "win", "验收": "win", "复评": "win",
    "复审": "win", "晋级": "win", "挂牌": "win", "申报成功": "win", "通过验收": "win", "通过复评": "win", "通过评审": "win", "通过审批": "win", "连创": "win", "荣获": "win", "纳入国家": "win",
}
_EVENT = re.compile(
    f"(?:{alternation([word for word in _EVENT_WORDS if word != '创建'])})(?![区率前面难标])|创建(?=[一-龥“\\d]{{4}})(?!工作|活动|行动)"
)

_PREDICATES = (
    r"达到|达|突破|超过|超|增长|增加到|增加|提高到|提高|提升到|提升至|提升|下降到|下降|降到|降至|控制在|保持在|稳定在|不低于|不高于|压缩至"
    r"|压减|完成|基本同步|同步|位居|居|占|减少|新增|净增|力争|确保|实现|稳步增长"
)
# The predicate next to a figure. Sample: 总数突破60家, 增长约7%; near miss: 突破性进展
_REACH_FIGURE = re.compile(rf"(?P<verb>{_PREDICATES})(?:了|到)?(?:约|近)?(?=[\s\d])")
# The predicate of a clause that names its subject first. Sample: 收入稳步增长; near miss: 增长收入
_REACH = re.compile(_PREDICATES)
# An examination passed. Sample: 通过国家卫生城市复评; near miss: 通过改革创新
_PASSED = re.compile(r"通过[^，]{1,30}(?:验收|复评|复审|复核|评审|评估|认定|考核|命名|审批|审查|审核)$")
_COMPARED = ("比", "较", "高于", "低于", "同比")  # a comparison with another year or place: no promise of its own
# Frames and purposes that end with their clause.
_FRAMES = ("以", "从", "让", "使", "为", "把", "将", "随着", "通过", "经过", "根据", "针对", "围绕", "按照", "依托", "结合")
_UNMEASURED = frozenset({"突破", "达到", "取得", "赢得", "夺取"})  # results only when a figure stands with them
_NOT_DONE = ("了", "是", "要", "也要", "必须")  # behind a verb: told (编制了), or the verb is the subject (发展是, 改革要)
# Told, not promised. Sample: 是第一个五年, 提供了机遇; near miss: 是否, 了解
_TOLD = re.compile(r"[一-龥”](?:是(?!否)|了(?!解)|已经|正在)")
# Who shall do it stands before 要 or 将. Sample: 杜桥要创成小城市; near miss: 要加快, 重要平台
_SHALL = re.compile(r"[^重主必需不首紧，。]{1,24}?(?:各级|片区|市|县|区|镇|乡|街道|[一-龥])(?:要|将)(?!求|素|点|件|道)")
# The verb behind 把 or 将. Sample: 把老城打造成景区, 将其纳入医保; near miss: 把项目作为抓手
_TURNED = re.compile(r"打造成为?|建设成为?|打造为|建设为|建成|纳入|列入|提高到|提升到|降到|降至|压缩至|缩短至|延长至|延长|转化为|落实到")
# The verb behind 在, 对, 与 and their like. Sample: 在城区推行, 对企业实行, 与沪杭共建; near miss: 在全局中的地位
_FRAMED = re.compile(r"开展|实施|实行|推行|全面推行|给予|提供|推进|引进|建立|建成|共建|布局|打造|建设(?!中|用地|的)|发放|取消")
# The verb behind 以…为…. Sample: 以项目为抓手推进; near miss: 以人民为中心
_ABOUT = re.compile(r"为(?:抓手|重点|契机|引领|统领|牵引|核心|导向|主线|主攻方向|支撑|载体|突破口|龙头|先导|依托)(?=[一-龥])")
_COMPLEMENTS = "好牢实强优活密入"  # a verb that ends so joins the verb before it
_EVENT_TAIL = 4  # characters at a clause's end in which an event told of its subject stands
_NAMED = 3  # characters that the name of what is to happen has at least
_ANY = (*_WORDS.vague, "项目", "企业", "签约项目", "重大项目")  # nothing in particular
_CAUSATIVE_TAIL = 60  # characters behind a causative verb in which its event is looked for
_PLAN_TAIL = 8  # characters at a clause's end in which 前期 makes it a matter of preparation

# An outcome told with its own subject, as headline targets are.
REACHED = VerbClass("complete", "direction", _WORDS.lacks["amount"])
_STATED = VerbClass("advance", "direction", _WORDS.lacks["outcome"])


class Clause(NamedTuple):
    """One clause, `text[start:end]`, without the comma behind it.

    `verb_start == verb_end` where no verb was found. `kind` is None where nothing is undertaken or even meant.
    """

    start: int
    end: int
    verb_start: int
    verb_end: int
    kind: VerbClass | None
    stage: Stage
    proof: Proof
    figure: bool
    subject_first: bool
    hope: bool = False

    @property
    def undertakes(self) -> bool:
        """Whether something shall be done: a stance (坚持…) or a bare remark undertakes nothing."""
        return self.kind is not None and not self.kind.principle

    @property
    def result(self) -> bool:
        """Whether the clause states a result, by a figure or by an event that closes a matter.

        A hope (争创, 争取) is none.
        """
        return self.figure or (self.proof == "event" and self.stage in ("complete", "win") and not self.hope)


def is_comparison(text: str, at: int) -> bool:
    """Whether a comparison begins at `at`.

    >>> is_comparison("比去年增加300亿元", 0), is_comparison("比重达到3%", 0)
    (True, False)
    """
    return text.startswith(_COMPARED, at) and not text.startswith(("比重", "比例", "比率", "较大", "较好", "较高"), at)


def content_start(text: str, clause: Clause) -> int:
    """Where the words of a clause begin behind times, adverbs and 力争 or 确保."""
    at = _skip_adverbs(text, skip_lead(text, clause.start, clause.end), clause.end)
    return at + 2 if text[at : at + 2] in _WORDS.modals else at


def skip_lead(text: str, start: int, end: int) -> int:
    """Where the undertaking begins: behind item marks, conjunctions and times.

    >>> text = "（一）到2025年，建成"
    >>> text[skip_lead(text, 0, 9):]
    '，建成'
    """
    at = start
    for _ in range(6):
        if at >= end or text[at] not in _LEAD_FIRST:
            break
        lead = _LEAD.match(text, at, end)
        if lead is None:
            break
        at = lead.end()
    return at


def _skip_adverbs(text: str, at: int, end: int) -> int:
    for _ in range(8):
        for word in _WORDS.adverbs.get(text[at : at + 1], ()):
            if text.startswith(word, at):
                at += len(word)
                break
        else:
            break
    return min(at, end)


def _verb_at(text: str, at: int, end: int) -> tuple[int, VerbClass] | None:
    """The end and the class of the longest verb that begins at `at`."""
    for length in _LENGTHS:
        word = text[at : at + length]
        kind = _WORDS.verbs.get(word)
        if kind is not None and at + length <= end:
            nouns = _WORDS.nouns.get(word)
            return None if nouns and text.startswith(nouns, at) else (at + length, kind)
    return None


def _chain(text: str, verb_start: int, verb_end: int, end: int, kind: VerbClass) -> tuple[int, int, VerbClass]:
    """Join a light verb with the verb behind it; a stance gives way to what is done."""
    first = text[verb_start:verb_end]
    if text.startswith(("和", "并"), verb_end):  # 激发和保护
        other = _verb_at(text, verb_end + 1, end)
        if other and other[0] < end:
            return verb_start, other[0], kind
    twin = text[verb_end : verb_end + 2]
    if twin in _WORDS.verbs and twin[1] in _COMPLEMENTS and not kind.principle:
        return verb_start, verb_end + 2, kind  # 织密扎牢, 建好用好
    if not kind.principle and first not in _WORDS.light:
        return verb_start, verb_end, kind
    at = _skip_adverbs(text, verb_end, end)
    second = _verb_at(text, at, end)
    if second is None:
        return verb_start, verb_end, kind
    if text[at : second[0]] not in _WORDS.chained:
        return verb_start, verb_end, kind
    if kind.principle:  # 坚持办好…; what 围绕 and 着眼 are about is not done by that
        return (at, second[0], second[1]) if first == "坚持" else (verb_start, verb_end, kind)
    return verb_start, second[0], second[1] if kind.stage == "advance" else kind


def read_clause(text: str, start: int, end: int) -> Clause:
    """Read the clause `text[start:end]`.

    >>> text = "加快建设城东水厂"
    >>> clause = read_clause(text, 0, len(text))
    >>> text[clause.verb_start:clause.verb_end], clause.stage
    ('加快建设', 'advance')
    >>> read_clause("推动北站枢纽开工", 0, 8).stage
    'start'
    """
    at = _skip_adverbs(text, skip_lead(text, start, end), end)
    modal = at
    if text[at : at + 2] in _WORDS.modals:
        at = _skip_adverbs(text, at + 2, end)
    figure = _FIGURE.search(text, start, end) is not None
    found = _verb_at(text, at, end)
    if found is None:
        return _subject_first(text, start, end, modal, at, figure)
    verb_start, verb_end, kind = _chain(text, at, found[0], end, found[1])
    if text.startswith(_NOT_DONE, verb_end) or text.find("就是", verb_end, end) >= 0:
        return _subject_first(text, start, end, modal, at, figure)
    return _judge(text, _clause(start, end, verb_start, verb_end, kind, figure))


def _subject_first(text: str, start: int, end: int, modal: int, at: int, figure: bool) -> Clause:
    """A clause that does not begin with its verb: a framed verb, a named doer, or an outcome with its own subject."""
    passed = _PASSED.match(text, at, end)
    if passed:
        return Clause(start, end, at, at + 2, REACHED, "win", "event", figure, False)
    if text.startswith(_WORDS.prepositions, at, end):
        framed = _framed(text, start, at, end, figure)
        if framed or at > modal or text.startswith(_FRAMES, at):
            return framed or Clause(start, end, at, at, None, "advance", "direction", figure, True)
    if is_comparison(text, at):
        return Clause(start, end, at, at, None, "advance", "direction", figure, True)
    shall = _SHALL.match(text, at, end)
    if shall:
        verb_at = _skip_adverbs(text, shall.end(), end)
        found = _verb_at(text, verb_at, end)
        if found:
            low, high, kind = _chain(text, verb_at, found[0], end, found[1])
            return _judge(text, _clause(start, end, low, high, kind, figure))
    if _TOLD.search(text, at, end):
        return Clause(start, end, at, at, None, "advance", "direction", figure, True)
    event = _EVENT.search(text, at, end)
    if event and (event.end() > end - _EVENT_TAIL or at > modal):
        return Clause(start, end, event.start(), event.end(), REACHED, _EVENT_WORDS[event[0]], "event", figure, True)
    return _outcome(text, start, end, modal, at, figure)


def _clause(start: int, end: int, low: int, high: int, kind: VerbClass, figure: bool) -> Clause:
    return Clause(start, end, low, high, kind, kind.stage, kind.proof, figure, False)


def _framed(text: str, start: int, at: int, end: int, figure: bool) -> Clause | None:
    """The verb behind a preposition's frame, if the clause has one."""
    if text[at] in "把将":
        found = _TURNED.search(text, at + 1, end)
        low, high = found.span() if found else (at, at)
    elif text[at] == "以":
        about = _ABOUT.search(text, at + 1, end)
        low = _skip_adverbs(text, about.end(), end) if about else at
        verb = _verb_at(text, low, end) if about else None
        high = verb[0] if verb else low
    elif text[at] in "在对与向就给通":
        found = _FRAMED.search(text, at + 1, end)
        low, high = found.span() if found else (at, at)
    else:
        return None
    if low == high:
        return None
    return _judge(text, _clause(start, end, low, high, _WORDS.verbs.get(text[low:high], _STATED), figure))


def _outcome(text: str, start: int, end: int, modal: int, at: int, figure: bool) -> Clause:
    """An outcome told with its own subject: 总数突破60家, or 力争 and 确保 with such an outcome."""
    if at >= end:
        return Clause(start, end, at, at, None, "advance", "direction", figure, True)
    reach = _REACH_FIGURE.search(text, at, end) if figure else None
    reach = reach or _REACH.search(text, at + 1, end)
    low, high = reach.span(0) if reach else (at, at)
    if reach and reach.re is _REACH_FIGURE:
        low, high = reach.span("verb")
    if at > modal:  # 力争 or 确保 stands before it
        if reach is None or not figure:
            return Clause(start, end, modal, modal + 2, _STATED, "advance", "direction", figure, False)
        return Clause(start, end, low, high, REACHED, "complete", "direction", True, True)
    done = text[low:high] == "完成"
    kind = REACHED if reach and (figure or done) else None
    return Clause(
        start, end, low, high, kind, "complete" if kind else "advance", "event" if done else "direction", figure, True
    )


# Trials, censuses and gatherings that take place or not. Sample: 开展国家试点; near miss: 开展专项整治
_NAMED_ACT = re.compile(r"试点|普查|大会|博览会|论坛|运动会|文化节|艺术节|竞赛|大赛|省运会|全运会|亚运会")
# Things that are there once they are set up. Sample: 建立产业基金; near miss: 建立长效机制
_FOUNDED = re.compile(r"(?:基金|中心|清单|档案|数据库|专班|联盟|台账|名录|目录|研究院|公司|集团|分院|分校|工作站|联合体|指挥部)$")
# Results that can be seen. Sample: 实现县县通高速; near miss: 实现新跨越
_SEEN = re.compile(
    r"全覆盖|清零|零的突破|[县村镇乡]{2}通|开放$|通车|摘帽|转正|全部|零增长|达标|脱贫|满堂红|互认$|联网$|[一-龥]连[冠创]|通过验收|归零|常态化运行"
)
_TITLE = re.compile(r"(?:试点|示范|试验|先行|称号|命名|落户|立项|批复|名城|城市|中心|基地|景区|度假区|园区|实验区|保税区|开发区|港|节|会)")


def _judge(text: str, clause: Clause) -> Clause:
    """Settle stage and proof by what the verb's object says."""
    verb = text[clause.verb_start : clause.verb_end]
    low, high = clause.verb_end, clause.end
    if verb[0] == "争":
        clause = clause._replace(hope=True)
    stage, proof = clause.stage, clause.proof
    if text.find("前期", max(low, high - _PLAN_TAIL), high) >= 0:
        return clause._replace(stage="plan", proof="direction")
    if stage == "advance" and text.startswith(("编制", "修编"), high - 2) and high - 2 >= low:
        return clause._replace(stage="plan", proof="direction")
    if verb[:2] in _WORDS.causatives and stage in ("advance", "win", "complete"):
        event = _EVENT.search(text, low, min(high, low + _CAUSATIVE_TAIL))
        if event and event.start() >= low + _NAMED and not text.startswith(_ANY, low):
            return clause._replace(stage=_EVENT_WORDS[event[0]], proof="event")
    if stage == "win" and proof == "direction" and not clause.hope:
        stage = "advance" if not _TITLE.search(text, low, high) else stage
        clause = clause._replace(stage=stage)
    if proof == "quantity":
        return clause if clause.figure else clause._replace(stage="advance", proof="direction")
    if proof == "event":
        vague = low == high or text.startswith(_WORDS.vague, low, high) or text.endswith(_WORDS.vague, low, high)
        return clause._replace(proof="direction") if vague else clause
    return _judge_direction(text, clause, verb, low, high)


def _judge_direction(text: str, clause: Clause, verb: str, low: int, high: int) -> Clause:
    stage = clause.stage
    if verb in _UNMEASURED and not clause.figure:
        return clause._replace(stage="advance")
    if stage == "complete" and _SEEN.search(text, low, high):
        return clause._replace(proof="event")
    if stage == "win" and _TITLE.search(text, low, high) and not text.startswith(_WORDS.vague, low, high):
        return clause._replace(proof="event")
    if verb[-2:] in ("开展", "做好", "抓好", "参加") and _NAMED_ACT.search(text, low, high):
        return clause._replace(proof="event")
    if verb[-2:] in ("建立", "搭建", "共建") and _FOUNDED.search(text, low, high):
        return clause._replace(stage="complete", proof="event")
    return clause
