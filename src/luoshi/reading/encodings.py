"""Bytes become characters: by their mark, by what they declare, and else by what they look like."""

from __future__ import annotations

import codecs
import re

import charset_normalizer

from luoshi.reading.errors import ReadingError

# Byte order marks, the longer before the shorter that it begins with.
_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
# What is declared, and what is read instead: pages that declare gb2312 hold characters of its supersets. Other
# labels are not believed: iso-8859-1 is what servers declare who know nothing.
_READ_AS = {
    **dict.fromkeys(("gb2312", "gb-2312-80", "gbk", "x-gbk", "cp936", "gb18030"), "gb18030"),
    **dict.fromkeys(("big5", "big5-hkscs", "x-x-big5", "cp950"), "big5hkscs"),
    **dict.fromkeys(("utf-8", "utf8"), "utf-8"),
}
# A charset declared in a page's or XML file's first bytes.
# Sample: <meta charset="gb2312">, encoding='GBK'; near miss: charset of nothing.
_DECLARED = re.compile(rb"""(?:charset|encoding)\s{0,5}=\s{0,5}["']?\s{0,5}([A-Za-z0-9_.:-]{2,30})""", re.IGNORECASE)

# The most frequent characters of Chinese prose in both scripts, and those of government prose: in a text decoded
# rightly they make up a fifth or more of the Chinese characters; decoded wrongly, next to none.
_FREQUENT = frozenset(
    "的一是在了有和人这中大为上个国我以要他时来用们生到作地于出就分对成会可主发年动同工也能下过子说产种面而方后多定行学法所民得经"
    "十三之进着等部度家电力里如水化高自二理起小物现实加量都两体制机当使点从业本去把性好应开它合还因由其些然前外天政四日那社义事平形相全表"
    "間這個們來時國會說對動發學業經過進產種後開關於與為無當實點從應還體機電長東車見書話語區縣鎮鄉億萬數總額達統計劃務勞職責報級"
    "市省区县镇乡亿万元增长建设推进完成加快项目企业农村城服务改革创新政府工作报告加强提高公路投资收入保障促进责任单位目标任务。，、：；（）"
)
_ENOUGH = 0.12  # share of frequent characters below which a guess is not believed
_FAMILIAR = 0.3  # the same, ASCII counted in, for UTF-16
_SAMPLE = 200_000  # bytes that are looked at to compare guesses
_TOLERATED = 1 / 500  # share of broken bytes with which a text is still taken to be in an encoding

_ASCII = bytes(range(128))
_REMEDY = "save it as DOCX, PDF, HTML or plain text and read that"
# Control characters that no text has. Sample: "\x00"; near miss: "\t", and "\x1a", the old mark for the end of a file.
_CONTROL = re.compile("[\x00-\x08\x0e-\x19\x1b-\x1f\x7f]")


def declared_encoding(data: bytes) -> str | None:
    """The charset that a page or an XML file names in its first 4,096 bytes, if it is one we believe.

    >>> declared_encoding(b'<meta http-equiv="Content-Type" content="text/html; charset=gb2312">')
    'gb18030'
    """
    found = _DECLARED.search(data[:4096])
    if found is None:
        return None
    return _READ_AS.get(found.group(1).decode("ascii").lower().replace("_", "-"))


def decode(data: bytes, *, declared: str | None = None) -> tuple[str, list[str]]:
    """The characters of `data`, and a warning when some bytes had to be replaced.

    In order: byte order mark; valid UTF-8 (nothing else looks like it); UTF-16 if there are NUL bytes; what is
    declared; whichever of UTF-8 with a few broken bytes, gb18030, Big5 and UTF-16 gives most
    frequent characters; a guess.
    Raises ReadingError when the bytes are no text.

    >>> decode("生产总值增长6%".encode("gbk"))
    ('生产总值增长6%', [])
    """
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _checked(*_tolerant(data[len(mark) :], encoding))
    if b"\0" not in data and (text := _strict(data, "utf-8")) is not None and not _is_short_for(declared, data):
        return _checked(text, [])
    if b"\0" in data:
        return _unmarked_utf16(data), []
    if declared is not None and (text := _strict(data, declared)) is not None:
        return _checked(text, [])
    return _checked(*_most_likely(data))


def _is_short_for(declared: str | None, data: bytes) -> bool:
    """Whether a declaration outweighs valid UTF-8: a few Chinese characters in GBK can be valid UTF-8 by chance."""
    return declared not in (None, "utf-8") and 0 < len(data.translate(None, _ASCII)) < 12


def _strict(data: bytes, encoding: str) -> str | None:
    try:
        return data.decode(encoding)
    except (UnicodeDecodeError, LookupError, ValueError):
        return None


def _tolerant(data: bytes, encoding: str) -> tuple[str, list[str]]:
    """Decoded with replacement characters for broken bytes, and the warning that says so."""
    text = _strict(data, encoding)
    if text is not None:
        return text, []
    text = data.decode(encoding, errors="replace")
    count = text.count("\ufffd")
    return text, [f"{count} places were not valid {encoding} and were replaced by \ufffd"]


def _unmarked_utf16(data: bytes) -> str:
    """UTF-16 without a mark: read in one of the two byte orders, it is digits, letters and frequent characters."""
    guesses = [(_familiarity(text), text) for order in ("le", "be") if (text := _strict(data, f"utf-16-{order}"))]
    share, text = max(guesses, default=(0.0, ""))
    if share < _FAMILIAR or _CONTROL.search(text):
        raise ReadingError(f"it is no text (it holds NUL bytes) and of no kind that can be read: {_REMEDY}")
    return text


def _familiarity(text: str) -> float:
    """The share of characters that are ASCII or frequent in Chinese."""
    sample = text[:_SAMPLE]
    return sum("\t" <= character < "\x7f" or character in _FREQUENT for character in sample) / max(len(sample), 1)


def _most_likely(data: bytes) -> tuple[str, list[str]]:
    """The best of the encodings that Chinese documents come in, and a general guess where none of them convinces."""
    guesses = []
    for encoding in ("utf-8", "gb18030", "big5hkscs", "utf-16-le", "utf-16-be"):
        sample = data[:_SAMPLE].decode(encoding, errors="replace")
        if sample.count("\ufffd") <= max(1, len(data[:_SAMPLE]) * _TOLERATED):
            guesses.append((_likeness(sample), encoding))
    score, encoding = max(guesses, default=(0.0, ""))
    if score >= _ENOUGH:
        return _tolerant(data, encoding)
    best = charset_normalizer.from_bytes(data[:_SAMPLE]).best()
    if best is not None and (text := _strict(data, best.encoding)) is not None:
        return text, []
    raise ReadingError(f"it is no text in an encoding that is known, and of no kind that can be read: {_REMEDY}")


def _likeness(sample: str) -> float:
    """The share of frequent characters among all that are not ASCII."""
    foreign = [character for character in sample if character > "\x7f"]
    return sum(character in _FREQUENT for character in foreign) / len(foreign) if foreign else 0.0


def _checked(text: str, warnings: list[str]) -> tuple[str, list[str]]:
    """The same text, unless it has control characters such as only binary files have."""
    junk = len(_CONTROL.findall(text[:_SAMPLE]))
    if "\0" in text or junk > 2 + len(text[:_SAMPLE]) // 1000:
        raise ReadingError(f"it is no text (it holds control characters) and of no kind that can be read: {_REMEDY}")
    return text, warnings
