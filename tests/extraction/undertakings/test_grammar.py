"""One clause: the verb, the stage that it promises and what would prove it."""

from __future__ import annotations

import pytest

from luoshi.extraction.undertakings.clauses import FIGURE, clause_spans
from luoshi.extraction.undertakings.grammar import content_start, read_clause

# (clause, verb, stage, proof)
VERB_FIRST = [
    ("建成云川北站", "建成", "complete", "event"),
    ("基本建成云川北站", "建成", "complete", "event"),  # 基本 is an adverb
    ("开工建设环湖大桥", "开工建设", "start", "event"),
    ("加快推进环湖大桥建设", "加快推进", "advance", "direction"),  # two verbs form one
    ("加快建成环湖大桥", "加快建成", "complete", "event"),  # the second verb says more than the first
    ("启动编制城市总体规划", "启动编制", "start", "event"),
    ("编制城市总体规划", "编制", "plan", "event"),
    ("完成城市总体规划编制", "完成", "complete", "event"),  # the plan is done, not being drawn up
    ("推进城市总体规划编制", "推进", "plan", "direction"),
    ("谋划建设云川南站", "谋划建设", "plan", "direction"),
    ("做好云川南站项目前期工作", "做好", "plan", "direction"),
    ("争创国家卫生城市", "争创", "win", "event"),
    ("争取更多专项资金", "争取", "win", "direction"),  # more of something is no title
    ("争取国家级试点", "争取", "win", "event"),
    ("新建幼儿园45所", "新建", "complete", "quantity"),
    ("新建一批幼儿园", "新建", "advance", "direction"),  # no figure: nobody can count
    ("推动云川抽水蓄能电站开工", "推动", "start", "event"),  # the event stands in the object
    ("支持清江县创建全国示范县", "支持", "win", "event"),
    ("促进项目投产", "促进", "advance", "direction"),  # no project is named
    ("实现镇镇通高速", "实现", "complete", "event"),
    ("实现村级卫生室全覆盖", "实现", "complete", "event"),
    ("实现新跨越", "实现", "complete", "direction"),
    ("实施质量提升行动", "实施", "advance", "event"),  # a named programme is carried out or not
    ("实施精细化管理", "实施", "advance", "direction"),
    ("开展国家级试点", "开展", "advance", "event"),
    ("建立产业基金", "建立", "complete", "event"),
    ("建立长效机制", "建立", "advance", "direction"),
    ("激发和保护企业家精神", "激发和保护", "advance", "direction"),
    ("建好用好社区食堂", "建好用好", "advance", "direction"),
    ("坚持办好民生实事", "办好", "complete", "event"),  # 坚持 gives way to what is done
    ("通过国家卫生城市复审", "通过", "win", "event"),
    ("力争通过国家卫生城市复审", "通过", "win", "event"),
    ("出台一系列政策", "出台", "complete", "direction"),  # vague
    ("开发公益性岗位300个", "开发", "complete", "quantity"),
    ("新增和更新公交车40辆", "新增和更新", "complete", "quantity"),  # two verbs, one object
    ("鼓励、支持、引导民营企业", "鼓励、支持、引导", "advance", "direction"),
    ("规范提升清江县供水厂站", "规范提升", "advance", "direction"),  # verbs that say nearly the same
    ("提升规范化水平", "提升", "advance", "direction"),  # no second verb
    ("编制实施海岸带规划", "编制实施", "plan", "event"),
    ("加快淘汰燃煤锅炉", "加快淘汰", "advance", "direction"),
    ("实施提升城市品质行动", "实施", "advance", "event"),  # the second verb begins the programme's name
    ("加快实施提升城市品质行动", "加快实施", "advance", "event"),
    ("统筹发展和安全", "统筹", "advance", "direction"),  # what is coordinated is a thing
    ("因地制宜发展平台经济", "发展", "advance", "direction"),
    ("力争三年内建成环湖大桥", "建成", "complete", "event"),  # a time behind 力争
    ("两年内建成环湖大桥", "建成", "complete", "event"),
    ("推动要素自由流动", "推动", "advance", "direction"),  # 要素 is a word, not what must be
    ("开展村民委员会换届选举", "开展", "advance", "event"),
]


@pytest.mark.parametrize(("text", "verb", "stage", "proof"), VERB_FIRST)
def test_verb_stage_and_proof(text: str, verb: str, stage: str, proof: str) -> None:
    clause = read_clause(text, 0, len(text), bool(FIGURE.search(text)))
    assert (text[clause.verb_start : clause.verb_end], clause.stage, clause.proof) == (verb, stage, proof)
    assert clause.undertakes


# (clause, verb, stage) of clauses that name their subject first or stand in a frame
SUBJECT_FIRST = [
    ("上市公司总数力争突破60家", "力争突破", "complete"),
    ("建成区面积达56平方公里", "达", "complete"),  # 建成区 is a noun
    ("力争技术交易额突破100亿元", "突破", "complete"),
    ("清溪镇要创成小城市", "创成", "win"),  # the doer stands first
    ("云川北站建成投用", "建成", "complete"),
    ("把老城打造成文化街区", "打造成", "advance"),
    ("以大桥建设为抓手推进两岸开发", "推进", "advance"),
    ("在城区全面推行垃圾分类", "全面推行", "advance"),
    ("在清江两岸开工建设防洪堤", "开工建设", "start"),
    ("研究与试验发展经费投入增长8%", "增长", "complete"),  # 研究 is a noun
    ("服务贸易进出口额突破20亿元", "突破", "complete"),
    ("研究经费达到3亿元", "达到", "complete"),
    ("安置房交付2000套以上", "交付", "complete"),  # any verb next to a figure tells an outcome
    ("力争工业用地供应500亩", "供应", "complete"),
]


@pytest.mark.parametrize(("text", "verb", "stage"), SUBJECT_FIRST)
def test_other_orders(text: str, verb: str, stage: str) -> None:
    clause = read_clause(text, 0, len(text), bool(FIGURE.search(text)))
    assert text[clause.verb_start : clause.verb_end] in (verb, verb[2:])
    assert clause.stage == stage
    assert clause.undertakes


# Nothing is undertaken.
NOTHING = [
    "坚持以人民为中心的发展思想",
    "围绕加快建设现代化城市",  # what a frame is about is not done by that
    "发展是第一要务",  # the verb is the subject
    "编制了五年规划",  # told
    "让群众有更多获得感",  # a purpose
    "比去年增加300亿元",  # a comparison
    "重要窗口",
    "新任务提出了新要求",
    "为企业营造良好环境",
    "做好各项工作意义重大",
    "实现这些目标并非易事",
    "推动清江高质量发展的关键期",
    "推进城乡融合是根本之举",
    "改革取得新突破",  # the verb is the subject
    "注重实效",
]


@pytest.mark.parametrize("text", ["打造“这里是清江”品牌", "深化改革特别是国企改革的举措", "建设是非曲直调解室"])
def test_what_only_looks_like_a_judgement_is_undertaken(text: str) -> None:
    assert read_clause(text, 0, len(text)).undertakes


@pytest.mark.parametrize("text", NOTHING)
def test_nothing_is_undertaken(text: str) -> None:
    assert not read_clause(text, 0, len(text), bool(FIGURE.search(text))).undertakes


@pytest.mark.parametrize("text", ["300家", "6.5%", "1.2万个", "翻番", "5 亿元"])
def test_figures(text: str) -> None:
    assert FIGURE.search(text)


@pytest.mark.parametrize("text", ["5G网络", "4A级景区", "351国道", "政策2.0版", "五个坚持", "十大行动"])
def test_numbers_in_names_are_no_figures(text: str) -> None:
    assert not FIGURE.search(text)


def test_clauses_keep_brackets_and_quotation_marks_whole() -> None:
    text = "深化“一镇，一品”，建设（一期，二期）水厂，安置1,200户，比例2:1；完工。"
    clauses = [text[low:high] for low, high, _ in clause_spans(text, 0, len(text))]
    assert clauses == ["深化“一镇，一品”", "建设（一期，二期）水厂", "安置1,200户", "比例2:1", "完工。"]


@pytest.mark.parametrize(
    ("text", "content"),
    [
        ("到2026年，", "，"),
        ("（三）进一步深化改革", "深化改革"),
        ("力争年产值突破百亿", "年产值突破百亿"),
        ("二是要加强监管", "加强监管"),
        ("1.5万人就业", "1.5万人就业"),  # no item mark
        ("“一江两岸”投资增长", "“一江两岸”投资增长"),  # the mark opens a name
        ("“十五五”时期建成水厂", "建成水厂"),
    ],
)
def test_content_begins_behind_times_and_marks(text: str, content: str) -> None:
    assert text[content_start(text, read_clause(text, 0, len(text))) :] == content
