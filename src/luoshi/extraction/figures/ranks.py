"""Ranks: 列全省第5, 进入全国前50%, 跻身百强; an ordinal without such words is no rank."""

from __future__ import annotations

import re
from dataclasses import dataclass

# A verb of ranking. Sample: 列|全省第5; near miss: 系列, 居民, 排放
_VERB = re.compile(
    r"(?:(?:均|都|双双|稳|并|首次|继续|持续|力争|连续[^，。；、]{0,5}|历史性)*"
    r"(?:(?<![系序队班陈])列(?!车|入)|位居|稳居|跃居|升居|(?<!定)居(?!民|住|家)|位列|名列|排名第?|排在|排第?(?!放|查|水|涝|污|除|行|头)|跃升(?:至|到)?|"
    r"(?:上升|提升|前移|进位|回升|晋升|升|进|降|退)(?:至|到)|跻身|进入|入围|挺进|迈入|(?<!更)进(?!一步|行|出|程|口|展|度|步|军)|处于|位于|保持|为)(?:了)?)"
)
# Where the rank holds. Sample: 全省, 全国同类城市; near miss: 2020中国大学排行榜 (a list of its own)
_SCOPE = re.compile(
    r"^(?:在)?(?:全[省国市区州县球]|世界|亚洲|中部|西部|东部|东北|长三角|珠三角|长江经济带|沿海|同类|副省级|省会|计划单列|地级|地区|城市|县域|各市|省辖|"
    r"设区市|中|的|排名|前列|百|位列|的?增速|浙江|“十[二三四五六]五”|第一|方阵|19个|[0-9]+[个大]|苏|浙|鲁|市|县|区|省|国|并列)*$"
)
_DATE = re.compile(r"^\d{1,2}月\d{1,2}日|^(?:19|20)\d{2}年")
_FROM = re.compile(r"[从由][^，。；、]{0,14}$")


@dataclass(frozen=True, slots=True)
class RankLeft:
    """The words left of a rank: `text[low:end]` is its subject, `scope` the list it holds in when that has a name."""

    end: int
    scope: str


def read_rank_left(text: str, low: int, high: int, *, bare: bool) -> RankLeft | None:
    """Take apart the words left of a rank; None when nothing says that it is a rank.

    With `bare` a place name alone (全省第一) is enough; without it a verb of ranking must stand before.
    """
    base = max(low, high - 30)
    window = text[base:high]
    best = None
    for match in _VERB.finditer(window):
        rest = window[match.end() :]
        if best is None or len(rest) > 3 or match.group() not in ("为", "保持"):
            best = match
    if best is not None:
        rest = _DATE.sub("", window[best.end() :])
        end = base + best.start()
        return RankLeft(end, "" if _SCOPE.match(rest) else rest)
    if not bare:
        return None
    match = re.search(r"(?:全[省国市区县州球]|世界|中部|西部|东部|全国同类[^，。；、]{0,6})(?:排名)?(?:的)?$", window)
    return RankLeft(base + match.start(), "") if match else None
