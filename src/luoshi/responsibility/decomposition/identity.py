"""Which unit a written name means within a government, so that its names in several tables count as one."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cache

from luoshi.responsibility.departments import Department, agencies, departments, forms, level_cuts, spellings
from luoshi.responsibility.registry import Registry

# What a unit's name says beside its subject: 市“三改一拆”办公室 is about “三改一拆”; near miss: 云川.
_FRAME = re.compile(
    r"^(?:省|市|区|县|州|旗|镇)|人民政府|政府|管理委员会|管委会|管委|领导小组|工作|办公室|指挥部|委员会|有限公司|"
    r"总公司|公司|集团|中心|(?:局|办|委|部|处|院|队)$|经济技术|经济|高新技术|产业|开发建设|开发区|建设|高新区|集聚区|新区|示范区|度假区|园区|保税区"
    r"|[“”‘’（(].{0,30}[）)]|[“”]"
)
# A name in quotes: “三改一拆”; near miss: 三改一拆.
_QUOTED = re.compile(r"“([^“”]{2,10})”")
# The ending of a place's name, which a text leaves out at will: 玉环市 and 玉环; near miss: 新区.
_PLACE_END = re.compile(r"(?<=[\u4e00-\u9fff]{2})(?:省|市|区|县|州|旗|镇|乡)$")
_LEVELS = "省市区县州盟旗镇"


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit or a group of units. `key` is its formal name, or as written where none is known.

    `owner` is the entry of the duties lexicon that holds for it; `subject` is what its name is about where no entry
    holds: a place, a campaign.
    """

    key: str
    owner: str | None = None
    subject: str = ""


@dataclass(slots=True)
class Identities:
    """Written names to units, each looked up once."""

    registry: Registry
    home: str = ""
    _seen: dict[str, Unit] = field(default_factory=dict)

    def unit(self, written: str) -> Unit:
        """The unit that a name means.

        >>> Identities(Registry.standard()).unit("市发改委")
        Unit(key='市发展和改革委员会', owner='发展和改革委员会', subject='')
        >>> Identities(Registry.standard()).unit("桐溪县政府").subject
        '桐溪'
        """
        found = self._seen.get(written)
        if found is None:
            found = self._seen[written] = self._look_up(written)
        return found

    def _look_up(self, written: str) -> Unit:
        resolved = self.registry.resolve(written)
        if resolved.how == "group":
            return Unit(written)
        key = resolved.unit or written
        owner = owner_of(key)
        return Unit(key, owner, "" if owner else subject_of(key, self.home))


def owner_of(formal: str) -> str | None:
    """The standard department or agency that a formal name is one of; None for a place's government and the like.

    >>> owner_of("市经济和信息化局"), owner_of("国网云川供电公司"), owner_of("南湾区人民政府")
    ('工业和信息化局', '国网{place}供电公司', None)
    """
    for agency in agencies():
        if agency.place_in(formal) is not None:
            return agency.name
    table = forms()
    for cut in level_cuts(formal):
        form = table.get(formal[cut:])
        if form is not None:
            return form.department.name
    return None


def subject_of(name: str, home: str = "") -> str:
    """What a unit's name is about, without what says that it is a unit, nor the place `home` that all share.

    >>> subject_of("市“三改一拆”办"), subject_of("云川湾集聚区管委会", "云川")
    ('三改一拆', '云川湾')
    >>> subject_of("云川北山岛开发建设管委会", "云川")
    '北山岛'
    """
    quoted = _QUOTED.search(name)
    if quoted:
        return quoted[1]
    bare = _PLACE_END.sub("", _FRAME.sub("", name))
    if home and bare.startswith(home) and len(bare) - len(home) >= 2:
        bare = bare[len(home) :]
    return bare if len(bare) >= 2 else ""


@cache
def department_named(name: str) -> Department | None:
    """The standard department of that name."""
    return next((department for department in departments() if department.name == name), None)


@cache
def system_of(owner: str | None) -> str:
    """The line of work to which a department belongs; empty for others."""
    department = department_named(owner) if owner else None
    return department.system if department else ""


@cache
def usual_name(owner: str, level: str) -> str:
    """How tables of a level usually write a standard department: its own level before the name, 委员会 cut to 委.

    >>> usual_name("发展和改革委员会", "市"), usual_name("教育局", "省"), usual_name("委宣传部", "县")
    ('市发展改革委', '省教育厅', '县委宣传部')
    """
    department = department_named(owner)
    if department is None:
        return owner
    formal = department.formal(level)
    short = spellings(formal)[-1] if formal.endswith("委员会") else formal
    return level + short


def level_of(written: str) -> str:
    """The level that opens a unit's name, empty where none does.

    >>> level_of("市教育局"), level_of("省委宣传部"), level_of("云川海关")
    ('市', '省', '')
    """
    return written[0] if written[:1] in _LEVELS and len(written) > 2 else ""
