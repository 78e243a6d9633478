"""Which lines of pasted text are site furniture, and which only look like it."""

from __future__ import annotations

import pytest

from luoshi.reading.chrome import annexes, chrome_spans, is_chrome
from tests.extraction.speeches import CLOSING, PLAIN, prose

FURNITURE = [
    "首页 > 政务公开 > 正文",
    "您的位置:",
    "下载 打印 全屏 收藏",
    "【字号：大 中 小】",
    "来源：某某日报",
    "发布时间：2031-01-10 09:30",
    "分享到： 微信 微博",
    "查看: 1008|回复: 0",
    "发表于 2031-1-10 20:26:14 | 显示全部楼层 |阅读模式",
    "您需要登录后才可以回帖 登录 | 立即注册",
    "扫一扫在手机打开当前页",
    "相关报道：",
    "上一篇：某县召开会议",
    "- 3 -",
    "第 3 页 共 10 页",
    "Powered by Discuz! X3.4",
    "周一~周五",
]
NOT_FURNITURE = [
    "一、2030年工作回顾",
    "各位代表：",
    "梧川县县长　某某",
    "2.5",  # what markup leaves of PM2.5
    "14705",  # a number alone may be a figure
    "主要目标：生产总值增长6%",
    "下载量突破100万次，打印成本下降",
    "大力发展新闻出版事业",
    "分享发展成果。",
    "",
]


@pytest.mark.parametrize("line", FURNITURE)
def test_furniture(line: str) -> None:
    assert is_chrome(line)


@pytest.mark.parametrize("line", NOT_FURNITURE)
def test_no_furniture(line: str) -> None:
    assert not is_chrome(line)


def _spans(text: str) -> list[str]:
    return [text[start:end] for start, end in chrome_spans(text)]


def test_a_plain_report_has_no_furniture() -> None:
    assert _spans(PLAIN) == []


def test_all_before_the_title_and_behind_the_closing_is_furniture() -> None:
    before = "某网\n热点\n[转帖] 梧川县政府工作报告\n积分\n14705"
    after = "快速回复 返回顶部\n某某论坛"
    assert _spans(f"{before}\n{PLAIN}\n{after}\n") == [before, after]


def test_a_notice_before_the_report_is_none() -> None:
    notice = "梧川县人民政府文件\n梧川县人民政府关于印发政府工作报告的通知\n各乡镇：\n现予印发。\n"
    assert _spans("首页 > 公文\n" + notice + PLAIN) == ["首页 > 公文"]


def test_a_toolbar_amid_the_front_matter() -> None:
    page = PLAIN.replace("梧川县县长", "来源：某网\n【字体：\n大\n中\n小\n】\n梧川县县长", 1)
    assert _spans(page) == ["来源：某网\n【字体：\n大\n中\n小\n】"]


def test_colophon_of_a_document_without_closing_words() -> None:
    table = "一、主要目标\n产值增长6%。\n抄送：县委各部门，\n县法院。\n2031年1月9日印发\n"
    assert _spans(table) == ["抄送：县委各部门，\n县法院。\n2031年1月9日印发"]


def test_glossary_is_set_aside_but_not_the_livelihood_list() -> None:
    annex = "附件1\n2031年县民生实事\n一、新建幼儿园。\n" + prose("幼儿园")
    text = PLAIN + annex + "附件2\n名词解释\n一网通办：指网上办事。"
    assert _spans(text) == ["附件2\n名词解释\n一网通办：指网上办事。"]
    first, second = annexes(text, text.index(CLOSING) + len(CLOSING), len(text))
    assert (first.livelihood, second.livelihood) == (True, False)
    assert first.title is not None
    assert text[slice(*first.title)] == "2031年县民生实事"
