"""Which elements of a web page hold its article."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
from functools import cache
from importlib import resources

from selectolax.lexbor import LexborHTMLParser, LexborNode

_MOST = 0.85  # of the prose of the largest known element: what a smaller one must hold to be taken instead
_SHARE = 0.2  # of the page's prose: below it a known element's name is taken for a coincidence
_SIBLING = 0.2  # of the largest element's prose: what another one of the same name must hold to belong to it
_LEAST = 100  # characters of prose, below which an element is no article
_CANDIDATES = 200  # known elements that are weighed; a page with more repeats itself
_GENERAL_READER = 2_000_000  # characters of source up to which the general extractor is asked (it is slow)
_PROBES = 24  # lines of its result that are looked for
_LEVELS = 60  # levels of nesting that are searched for them

# Where a page's title ends and the site's name begins.
# Sample: 2022年某市政府工作报告_某市人民政府; near miss: 2021-2025年规划 (digits on both sides of the dash).
_SITE_NAME = re.compile(r"[_|｜]|--|——| [-–—] |(?<!\d)-(?!\d)")


@cache
def _selectors(group: str) -> str:
    data = tomllib.loads(resources.files("luoshi.reading").joinpath("data/containers.toml").read_text("utf-8"))
    return ", ".join(data[group])


def find_article(tree: LexborHTMLParser, html: str) -> list[LexborNode]:
    """The elements to read, in order: known ones if they hold the prose, else what a general extractor points at,
    else the whole page. Whatever is no part of an article (scripts, hidden text, share bars) is taken out of them.
    """
    _drop(tree.css(_selectors("dropped")))
    _drop(node for node in tree.css("[style]") if _is_hidden(node))
    body = tree.body
    if body is None:
        return []
    known = _known(tree, _prose(body))
    if known:
        return known
    whole = _prose(body)
    _drop(node for node in body.css(_selectors("page_only"))[:_CANDIDATES] if _prose(node) < whole * _SHARE)
    return [_pointed_at(body, html)]


def page_title(tree: LexborHTMLParser) -> str:
    """The article's title: as government sites must declare it, or the first main heading, or the page's title."""
    for selector in ('meta[name="ArticleTitle" i]', 'meta[property="og:title"]'):
        node = tree.css_first(selector)
        content = (node.attributes.get("content") or "").strip() if node else ""
        if content:
            return _tidy(content)
    page = tree.css_first("title")
    whole = _tidy(page.text()) if page else ""
    for node in tree.css("h1"):
        heading = _tidy(node.text())
        if 4 <= len(heading) <= 80 and (heading in whole or not whole):
            return heading
    return _SITE_NAME.split(whole, maxsplit=1)[0].strip()


def _tidy(text: str) -> str:
    return " ".join(text.split())


def _drop(nodes: Iterable[LexborNode]) -> None:
    # Only the outermost ones: what lies inside a dropped element is freed with it and must not be touched again.
    for node in _outermost(list(nodes)):
        node.decompose()


def _is_hidden(node: LexborNode) -> bool:
    style = "".join((node.attributes.get("style") or "").lower().split())
    return "display:none" in style or "visibility:hidden" in style


def _prose(node: LexborNode) -> int:
    """Characters of text outside links; lists of links are long but no prose."""
    return _weight(node.text()) - sum(_weight(link.text()) for link in node.css("a"))


def _weight(text: str) -> int:
    return len("".join(text.split()))


def _known(tree: LexborHTMLParser, whole: int) -> list[LexborNode]:
    """The smallest known element that holds nearly all of the prose, with its equals (posts of one forum thread)."""
    # An element that several selectors match comes several times.
    nodes = list({node.mem_id: node for node in tree.css(_selectors("article"))}.values())[:_CANDIDATES]
    weighed = [(_prose(node), node) for node in nodes]
    largest = max((prose for prose, _ in weighed), default=0)
    if largest < max(_LEAST, whole * _SHARE):
        return []
    # Of nested elements the inner one comes later; of equally full ones the one with the least text around is best.
    _, chosen = min(
        ((_weight(node.text()), -index), node)
        for index, (prose, node) in enumerate(weighed)
        if prose >= largest * _MOST
    )
    name = _name(chosen)
    equals = [node for prose, node in weighed if _name(node) == name and prose >= largest * _SIBLING]
    return _outermost(equals)


def _name(node: LexborNode) -> tuple[str | None, str]:
    return node.tag, " ".join((node.attributes.get("class") or "").split()) or (node.attributes.get("id") or "")


def _outermost(nodes: list[LexborNode]) -> list[LexborNode]:
    """Without the elements that lie inside another one of the list."""
    chosen = {node.mem_id for node in nodes}
    outside: set[int] = set()  # elements known to have no chosen one above them, so that no path is climbed twice
    kept = []
    for node in nodes:
        path = []
        above = node.parent
        while above is not None and above.mem_id not in chosen and above.mem_id not in outside:
            path.append(above.mem_id)
            above = above.parent
        if above is None or above.mem_id in outside:
            outside.update(path)
            kept.append(node)
    return kept


def _pointed_at(body: LexborNode, html: str) -> LexborNode:
    """The smallest element that holds nearly all lines that a general extractor takes for the article."""
    probes = _probes(html) if len(html) <= _GENERAL_READER else []
    if not probes:
        return body
    node = body
    for _ in range(_LEVELS):
        inner = next((child for child in _children(node) if _holds(child, probes)), None)
        if inner is None:
            break
        node = inner
    return body if node.tag in ("p", "span") else node


def _children(node: LexborNode) -> list[LexborNode]:
    return [child for child in node.iter(include_text=False) if child.is_element_node]


def _holds(node: LexborNode, probes: list[str]) -> bool:
    text = "".join(node.text().split())
    return sum(probe in text for probe in probes) >= len(probes) * 0.9


def _probes(html: str) -> list[str]:
    import trafilatura  # here, because it takes longer to load than most pages take to read

    found = trafilatura.extract(html, include_comments=False, include_tables=True, favor_recall=True)
    lines = ["".join(line.split())[:30] for line in (found or "").splitlines()]
    long = [line for line in lines if len(line) >= 12]
    return long[:: max(1, len(long) // _PROBES)]
