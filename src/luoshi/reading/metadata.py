"""What a report says of itself: title, government, years, session, date, the speaker's post."""

from __future__ import annotations

import re

from luoshi.reading.divisions import Division, find_division
from luoshi.reading.document import Level, Metadata
from luoshi.reading.landmarks import REPORT_WORDS, Landmarks, find_notice, landmarks

_FRONT = 4000  # characters in which a document says what it is
_CONTEXT = 20000  # characters whose place names tell namesakes apart
_CN = "〇○零一二三四五六七八九十"
_H = "\u4e00-\u9fff"
_PLACE_ENDING = "(?:省|自治区|自治州|市|州|盟|地区|自治县|县|自治旗|旗|新区|林区|区|镇|乡|街道|苏木)"
# A session. Sample: 台州市第五届人民代表大会第六次会议 (blanks and line breaks allowed); near miss: 市五届人大六次会议
_SESSION = re.compile(
    rf"(?P<place>[{_H}]{{0,20}}?)\s{{0,6}}第\s?(?P<term>[{_CN}百\d]{{1,4}})\s?届\s{{0,4}}(?:全\s?国\s?)?人\s{{0,4}}民\s{{0,4}}代\s{{0,4}}表\s{{0,4}}大\s{{0,4}}会"
    rf"\s{{0,6}}(?:常务委员会\s{{0,4}})?第\s?(?P<turn>[{_CN}百\d]{{1,4}})\s?次\s{{0,4}}(?:全体\s?)?会\s{{0,4}}议"
)
# A date. Sample: 2021年2月5日, 二〇二一年二月五日; near miss: 2021年2月
_DATE = re.compile(
    rf"(?P<y>(?:19|20)\d\d|[二一][{_CN}]{{3}})\s{{0,2}}年\s{{0,2}}(?P<m>\d{{1,2}}|[{_CN}]{{1,2}})\s{{0,2}}月\s{{0,2}}(?P<d>\d{{1,2}}|[{_CN}]{{1,3}})\s{{0,2}}日"
)
# The speaker's post. Sample: 代市长, 国务院总理, 自治区主席; near miss: 市长质量奖
_POST = re.compile(
    r"国务院(?:代)?总理|(?:代理|代)?(?:省长|市长|州长|盟长|县长|区长|旗长|镇长|乡长|专员)(?!质量)|自治区(?:人民政府)?(?:代理|代)?主席|"
    r"(?:街道办事处|管委会|管理委员会)(?:代)?主任|(?:代理|代)主席"
)
# A government by its full name. Sample: 温州市人民政府; near miss: 省人民政府, 市人民政府
_GOVERNMENT = re.compile(rf"(?P<place>[{_H}]{{1,24}}?{_PLACE_ENDING})\s?(?:人民)?政府(?!工作报告的|投资|采购|债)")
# The place before the speaker's post. Sample: 台州市市长; near miss: 市长
_POST_PLACE = re.compile(rf"(?P<place>[{_H}]{{2,12}}?{_PLACE_ENDING})(?:代理|代)?(?:省长|市长|州长|县长|区长|旗长)")
_BEFORE_PLACE = re.compile("代表|受|在|向|是|由")  # words before a place: 我代表某县 -> 某县; near miss: 县
# The place in a title. Sample: 2022年临海市政府工作报告, 临海市2022年政府工作报告; near miss: 政府工作报告
_TITLE_PLACE = re.compile(
    rf"(?:(?:19|20)\d\d年度?)?(?P<place>[{_H}]{{1,20}}?{_PLACE_ENDING})(?:人民)?(?:(?:19|20)\d\d年度?)?"
    r"(?:人民)?(?:政府)?工作报告"
)
_TITLE_WORDS = re.compile(REPORT_WORDS)  # sample and near miss: see there
# What still belongs to a title behind its words. Sample: （摘要）; near miss: ——2021年1月5日在…
_REST_OF_TITLE = re.compile(r"[^\n\u3000—－]{0,20}(?=\n|$)")
# White space between Chinese characters or digits. Sample: 2020 年; near miss: R D
_INNER_BLANK = re.compile(rf"(?<=[{_H}\d])\s+(?=[{_H}\d])")
# A session in short. Sample: 市十七届人大一次会议; near miss: 十七届三中全会
_SHORT_SESSION = re.compile(rf"[{_H}]{{0,6}}[{_CN}]{{1,4}}届人大(?:常委会)?(?:第)?[{_CN}]{{1,4}}次会议")
_NATIONAL = re.compile(r"代表国务院|国务院(?:代)?总理")  # near miss: 国务院办公厅
_TOWNSHIPS = ("镇", "乡", "街道", "苏木")
# The ending of a county's or district's name. Sample: 椒江区; near miss: 自治区, 地区, 开发区
_COUNTY_ENDING = re.compile(r"(?:县|旗|林区|(?<!自治)(?<!地)(?<!新)(?<!开发)区)$")
# The first chapters' headings. Sample: 一、2020年工作回顾; near miss: 一、二、三产业
_CHAPTER = re.compile(r"(?:^|[\n。！”])\s{0,8}[一二三四]\s?[、.．]\s?(?P<words>[^\n。！；]{2,40})")
# A year. Sample: 2021年, 2021 和2022年; near miss: 20210205
_YEAR = re.compile(r"(?<!\d)((?:19|20)\d\d)\s?(?:年|(?=[\s、和]))")
_LOOKS_BACK = re.compile(r"回顾|总结|过去|以来|成就")  # sample: 工作回顾; near miss: 工作安排
# A place that is named by its kind alone. Sample: 全市, 自治区; near miss: 台州市
_ONLY_GENERIC = re.compile(r"^(?:全|本|我|各|该)?(?:省|市|县|区|自治区|州|盟|旗|镇|乡|街道)$")
_LEVEL_BY_POST: dict[str, Level] = {
    "总理": "national",
    "省长": "province",
    "州长": "prefecture",
    "盟长": "prefecture",
    "县长": "county",
    "旗长": "county",
    "镇长": "township",
    "乡长": "township",
}


def read_metadata(text: str, marks: Landmarks | None = None) -> Metadata:
    r"""Read the metadata of one report; every field is None where the text does not say it.

    >>> report = "政府工作报告\n2031年1月9日在台州市第九届人民代表大会第一次会议上\n台州市代市长  某某\n各位代表：\n"
    >>> report += "现在，我代表市政府作工作报告，请予审议。\n一、2030年工作回顾\n"
    >>> found = read_metadata(report)
    >>> found.government, found.code, found.level, found.session
    ('台州市人民政府', '331000', 'prefecture', '台州市第九届人民代表大会第一次会议')
    >>> found.date, found.speaker_post, found.year_reported, found.year_planned
    ('2031-01-09', '代市长', 2030, 2031)
    """
    marks = marks or landmarks(text)
    title = _title(text, marks)
    front = _front(text, marks)
    session = _find_session(front)
    # Other documents than reports name many governments: there the front's places say nothing.
    place = _place(front, title, session) if marks.body >= 0 else _issuer(text) or _place("", title, session)
    division = find_division(place, context=text[:_CONTEXT]) if place else None
    post = _post(front) if marks.salutation >= 0 else None
    date = _date(front, session) if marks.body >= 0 or title else None
    reported, planned = _years(text, marks, title, date)
    national = bool(_NATIONAL.search(front))
    return Metadata(
        title=title,
        government="国务院" if national else _government(place, division),
        code=division.code if division and not national else None,
        level="national" if national else _level(place, division, post),
        year_reported=reported,
        year_planned=planned,
        session=_session(session, front),
        date=date,
        speaker_post=post,
    )


def _front(text: str, marks: Landmarks) -> str:
    """What stands between the title and the end of the opening sentence: who speaks where and when."""
    end = marks.body if marks.body >= 0 else min(len(text), max(0, marks.title) + _FRONT)
    start = marks.title if 0 <= marks.title < end else 0
    front = text[max(start, end - _FRONT) : end]
    return front if _find_session(front) else text[max(0, end - _FRONT) : end]


def _find_session(front: str) -> re.Match[str] | None:
    return _SESSION.search(front) if "届" in front else None


def _title(text: str, marks: Landmarks) -> str | None:
    """The title as one line without blanks between Chinese characters."""
    words = _TITLE_WORDS.search(text, marks.title) if marks.title >= 0 else None
    if words is None:
        return None
    after = _REST_OF_TITLE.match(text, words.end())
    raw = text[marks.title : after.end() if after else words.end()]
    return _INNER_BLANK.sub("", raw.strip().lstrip("#* "))


def _place_before(session: re.Match[str]) -> str:
    """The place's name in a session's match, freed of what stands before it: 日在台州市 -> 台州市."""
    place = "".join(session["place"].split())
    return place[place.rfind("在") + 1 :]


def _session(session: re.Match[str] | None, front: str) -> str | None:
    """The session as written, without blanks; a short form (市十七届人大一次会议) where there is no full one."""
    if session is None:
        short = _SHORT_SESSION.search(front)
        return short.group() if short else None
    return _place_before(session) + "".join(session.group()[len(session["place"]) :].split())


def _place(front: str, title: str | None, session: re.Match[str] | None) -> str | None:
    """The place that is governed, from the session, the title, or the government's name, the most reliable first."""
    if session:
        place = _place_before(session)
        if place and not _ONLY_GENERIC.match(place):
            return place
    named = _TITLE_PLACE.search(title) if title else None
    if named and not _ONLY_GENERIC.match(named["place"]):
        return named["place"]
    for pattern in (_GOVERNMENT, _POST_PLACE):
        for found in pattern.finditer(front):
            place = _BEFORE_PLACE.split(found["place"])[-1]
            if not _ONLY_GENERIC.match(place) and (find_division(place) or place.endswith(_TOWNSHIPS)):
                return place
    return None


def _issuer(text: str) -> str | None:
    """The place whose government issued a notice."""
    notice = find_notice(text, 0, _FRONT)
    found = _GOVERNMENT.match(text, *notice) if notice else None
    return found["place"] if found else None


def _government(place: str | None, division: Division | None) -> str | None:
    """The government's official name: a district carries its city's name, other divisions stand alone."""
    if place is None:
        return None
    if division is None:
        return f"{place}人民政府"
    parent = division.parent
    if division.name.endswith("区") and division.level == "county" and parent and place == parent.name + division.name:
        return f"{place}人民政府"
    return f"{division.name}人民政府"


def _level(place: str | None, division: Division | None, post: str | None) -> Level | None:
    """The level, by the division or, where that is unknown, by the name's ending or the speaker's post."""
    if division:
        return division.level
    if place and place.endswith(_TOWNSHIPS):
        return "township"
    if place and _COUNTY_ENDING.search(place):
        return "county"
    return _LEVEL_BY_POST.get(post[-2:]) if post else None


def _post(front: str) -> str | None:
    """The speaker's post without place and without name; the last one named before the salutation."""
    until = front.find("各位代表")
    found = ["".join(m.group().split()) for m in _POST.finditer(front, 0, until if until >= 0 else len(front))]
    return found[-1].replace("人民政府", "") if found else None


def _date(front: str, session: re.Match[str] | None) -> str | None:
    """The session's date: the date nearest before the session's name, else the first date of the front matter."""
    dates = list(_DATE.finditer(front))
    if session:
        near = [d for d in dates if d.end() <= session.end() and session.start() - d.end() < 40]
        dates = near[-1:] or dates
    for found in dates:
        year, month, day = (_number(found[k]) for k in "ymd")
        if 1949 < year < 2200 and 1 <= month <= 12 and 1 <= day <= 31:
            return f"{year:04d}-{month:02d}-{day:02d}"
    return None


def _number(written: str) -> int:
    """A year, month or day in Arabic or Chinese digits.

    >>> _number("二〇二一"), _number("十二"), _number("二十一"), _number("30")
    (2021, 12, 21, 30)
    """
    if written.isdigit() and written.isascii():
        return int(written)
    values = ["〇一二三四五六七八九".find(c) if c not in "○零" else 0 for c in written if c != "十"]
    if "十" not in written:
        return int("".join(map(str, values)))
    tens, _, ones = written.partition("十")
    return (values[0] if tens else 1) * 10 + (values[-1] if ones else 0)


def _years(text: str, marks: Landmarks, title: str | None, date: str | None) -> tuple[int | None, int | None]:
    """The year looked back at and the year planned: from the chapters' headings, the session's date, the title."""
    reported = planned = None
    for chapter in _CHAPTER.finditer(text, max(0, marks.body - 1)):
        years = [int(y) for y in _YEAR.findall(chapter["words"])]
        if not years:
            continue
        if _LOOKS_BACK.search(chapter["words"]):
            reported = reported or max(years)
        elif planned is None and (reported is None or max(years) > reported):
            planned = max(years)
        elif planned is not None and reported is None and max(years) == planned + 1:
            reported, planned = planned, planned + 1  # 2020年主要工作, then 2021年主要任务
    if planned is None and reported is None:
        reported, planned = _years_by_date(title, date)
    passed_on = find_notice(text, 0, _FRONT) if planned is None else None
    named = _YEAR.search(text, *passed_on) if passed_on else None
    if named:
        return None, int(named[1])
    if planned is None and reported is not None:
        planned = reported + 1
    return (reported if reported is not None else planned - 1 if planned else None), planned


def _years_by_date(title: str | None, date: str | None) -> tuple[int | None, int | None]:
    """Reports are given between January and May for the year begun; from October on for the year to come."""
    if date:
        year, month = int(date[:4]), int(date[5:7])
        planned = year + 1 if month >= 10 else year
        return planned - 1, planned
    named = _YEAR.search(title) if title else None
    return (int(named[1]) - 1, int(named[1])) if named else (None, None)
