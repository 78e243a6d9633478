"""A web page becomes the article that it carries."""

from __future__ import annotations

import re

from selectolax.lexbor import LexborHTMLParser

from luoshi.reading.article import find_article, page_title
from luoshi.reading.flow import flow_pieces
from luoshi.reading.limits import Budget
from luoshi.reading.pieces import Draft, Piece

# A picture that is written into the page. Sample: data:image/png;base64,iVBORw0…; near miss: data: 2020.
_INLINE_DATA = re.compile(r"data:[a-z]{1,20}/[a-z0-9.+-]{1,60};base64,[A-Za-z0-9+/=\s%]+")
# A start or end tag: the slash, and the name. Sample: </div; near miss: < 5.
_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]{0,20})")
# Elements that hold nothing, or that end by themselves when the next one begins: they add no depth.
_FLAT = frozenset(
    (
        *(
            "area",
            "base",
            "br",
            "col",
            "embed",
            "hr",
            "img",
            "input",
            "link",
            "meta",
            "param",
            "source",
            "track",
            "wbr",
        ),
        *("p", "li", "dt", "dd", "tr", "td", "th", "thead", "tbody", "tfoot", "option", "colgroup", "rp", "rt"),
        *("html", "head", "body"),
    )
)
# A tag so long that it may have very many attributes. Sample: <p a b c … of more than 3,000 characters; near miss: <p>.
_LONG_TAG = re.compile(r"<[a-zA-Z][^<>]{3000,}")
# What may be an attribute. Sample: class="a"; near miss: a blank.
_ATTRIBUTE = re.compile(r"[^\s/]+")
_TITLE_WITHIN = 400  # characters at an article's start in which its title is looked for


def read_html(html: str, budget: Budget) -> Draft:
    """The article of a page as pieces, its title first.

    Raises ReadingError when the page is nested too deeply or too long. Nothing that the page links to is fetched.

    >>> draft = read_html("<title>某市政府工作报告</title><p>各位代表：<p>全市生产总值增长6%。", Budget())
    >>> [(piece.kind, piece.text) for piece in draft.pieces]
    [('heading', '某市政府工作报告'), ('paragraph', '各位代表：'), ('paragraph', '全市生产总值增长6%。')]
    """
    html = _INLINE_DATA.sub("", html)
    budget.check("characters", len(html), f"its source has {len(html):,} characters")
    budget.check("html_depth", _depth(html, budget.limits.html_depth), "its elements are nested too deeply")
    budget.check("html_attributes", _longest_tag(html), "one of its tags has too many attributes")
    tree = LexborHTMLParser(html)
    title = page_title(tree)
    pieces: list[Piece] = []
    for root in find_article(tree, html):
        pieces.extend(flow_pieces(root, budget))
    if title and not _holds_title(pieces, title):
        pieces.insert(0, Piece("heading", title))
    return Draft("html", pieces)


def _longest_tag(html: str) -> int:
    """How many words the longest tags have, at most one for each attribute. The parser is quadratic in attributes."""
    return max((len(_ATTRIBUTE.findall(tag.group())) for tag in _LONG_TAG.finditer(html)), default=0)


def _depth(html: str, limit: int) -> int:
    """How deeply elements are nested, at least; counting stops above the limit. The parser is quadratic in it."""
    depth = deepest = 0
    for slash, name in _TAG.findall(html):
        if name.lower() in _FLAT:
            continue
        if slash:
            depth = max(depth - 1, 0)
            continue
        depth += 1
        if depth > deepest:
            deepest = depth
            if deepest > limit:
                break
    return deepest


def _holds_title(pieces: list[Piece], title: str) -> bool:
    head = "".join(piece.text for piece in pieces[:20])
    return "".join(title.split()) in "".join(head.split())[:_TITLE_WITHIN]
