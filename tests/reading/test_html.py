"""Web pages: the article is found and everything around it is not."""

from __future__ import annotations

import pytest

from luoshi.reading.errors import ReadingError
from luoshi.reading.html import read_html
from luoshi.reading.limits import Budget, Limits
from luoshi.reading.pieces import Piece

# Our own prose, long enough to be taken for an article.
_PROSE = "云川市坚持稳中求进，全年地区生产总值增长百分之六，城乡居民收入稳步提高，各项民生实事全部完成。"
_ARTICLE = f"<p>各位代表：</p><p>　　{_PROSE}</p><p>&nbsp;&nbsp;二、{_PROSE}</p><p>{_PROSE * 3}</p>"
_MENU = "<div class='nav'>" + "".join(f"<a href='/{i}'>栏目{i}</a>" for i in range(40)) + "</div>"


def pieces(html: str) -> list[Piece]:
    return read_html(html, Budget()).pieces


def texts(html: str) -> list[str]:
    return [piece.text for piece in pieces(html)]


def page(article: str, head: str = "<title>2023年云川市政府工作报告_云川市人民政府</title>") -> str:
    return (
        f"<html><head>{head}</head><body>{_MENU}<div class='wrap'>{article}</div>"
        "<div class='footer'>主办：云川市人民政府办公室 备案号 12345</div><script>var a = '脚本';</script></body></html>"
    )


@pytest.mark.parametrize(
    "article",
    [
        f"<div class='TRS_Editor'>{_ARTICLE}</div>",
        f"<div id='UCAP-CONTENT'><style>p {{}}</style>{_ARTICLE}<div class='bdsharebuttonbox'>分享到</div></div>",
        # A known name around another: the inner one, which has no breadcrumb, is taken.
        f"<div class='content'><p>首页 &gt; 政务公开 &gt; 报告</p><div id='zoom'>{_ARTICLE}</div></div>",
        # A known name on something small is a coincidence.
        f"<div class='content'>公告</div><div class='article'>{_ARTICLE}<p style='display: none'>暗</p></div>",
        # No known name: a general extractor points at it.
        f"<div class='k3'><div class='x9'>{_ARTICLE}</div></div><div class='login'>登录</div>",
    ],
)
def test_the_article_is_found(article: str) -> None:
    assert texts(page(article)) == ["2023年云川市政府工作报告", "各位代表：", _PROSE, f"二、{_PROSE}", _PROSE * 3]


@pytest.mark.parametrize(
    ("head", "article", "title"),
    [
        ('<meta name="ArticleTitle" content="云川市报告"><title>其他</title>', "", "云川市报告"),
        ("<title>云川市2023-2024年报告 - 云川日报</title>", "", "云川市2023-2024年报告"),
        ("<title>云川市报告|门户</title>", "<h1>云川市报告</h1>", "云川市报告"),
        ("<title>门户</title>", "<h1>政务要闻</h1>", "门户"),  # the site's name is no title of the page
    ],
)
def test_the_title_comes_first(head: str, article: str, title: str) -> None:
    found = pieces(page(f"<div class='article'>{article}{_ARTICLE}</div>", head))
    assert (found[0].kind, found[0].text) == ("heading", title)
    assert sum(title == piece.text for piece in found) == 1


def test_posts_of_a_forum_are_read_together_without_signatures() -> None:
    post = "<td class='t_f' id='{}'>{}<br>&nbsp; &nbsp; {}<br/>{}</td>"
    thread = "".join(
        f"<table><tr><td>积分 100</td>{post.format(i, f'第{i}楼', _PROSE, _PROSE * 2)}</tr></table><div class='sign'>签名档</div>"
        for i in (1, 2)
    )
    assert texts(page(thread)) == [
        *("2023年云川市政府工作报告", "第1楼", _PROSE, _PROSE * 2),
        *("第2楼", _PROSE, _PROSE * 2),
    ]


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("<p>生产\n  总值<b>增长</b> 6%", ["生产总值增长 6%"]),  # a line break in the source is no blank in Chinese
        ("<p>GDP\nof 2023", ["GDP of 2023"]),  # but one between words
        ("<p>甲<br>乙<p>丙", ["甲", "乙", "丙"]),
        ("<h2>目标</h2>甲<div>乙</div>", ["目标", "甲", "乙"]),
        ("<ol start=3><li>甲<li>乙</ol><ul><li>丙</ul>", ["3. 甲", "4. 乙", "丙"]),
        ("<pre>甲\n 乙</pre>", ["甲", "乙"]),
        ("甲&#0;&#x200b;乙", ["甲\ufffd乙"]),  # what cannot be printed is dropped
        ("<table><tr><td>一列<tr><td>排版</table>", ["一列", "排版"]),  # arranges the page
        ("<table><tr><td>左<td><table><tr><td>1<td>2<tr><td>3<td>4</table></table>", ["左", "1\t2\n3\t4"]),
    ],
)
def test_lines_are_what_a_browser_shows(html: str, expected: list[str]) -> None:
    assert texts(html) == expected


def test_spans_are_followed() -> None:
    html = (
        "<table><tr><th rowspan=2>序号<th colspan=2>任务<tr><th>内容<th>单位"
        "<tr><td rowspan=0>1<td>修路<td>甲局<br>乙局<tr><td>架桥<td>丙局</table>"
    )
    (piece,) = pieces(html)
    assert piece.text == "序号\t任务\n\t内容\t单位\n1\t修路\t甲局 乙局\n\t架桥\t丙局"
    assert piece.cells == (
        ("序号", "任务", "任务"),
        ("序号", "内容", "单位"),
        ("1", "修路", "甲局\n乙局"),
        ("1", "架桥", "丙局"),
    )


@pytest.mark.parametrize(
    ("html", "limit"),
    [
        ("<div>" * 100_000, "html_depth"),  # the parser takes half a minute for it
        ("<p " + " ".join(f"a{i}=1" for i in range(100_000)) + ">", "html_attributes"),  # and two for this
        (
            "<table><tr><td>甲</td>" + "<td colspan=1000 rowspan=60000>乙</td>" * 9 + "<tr>" * 999 + "</table>",
            "table_cells",
        ),
        (f"<table><tr><td>甲<td>{'长' * 2_000}" + "<td colspan=1000>二" * 9 + "<tr><td>三</table>", "characters"),
    ],
)
def test_bombs_are_refused(html: str, limit: str) -> None:
    with pytest.raises(ReadingError, match=limit):
        read_html(html, Budget(Limits(characters=1_000 if limit == "characters" else 10_000_000)))
