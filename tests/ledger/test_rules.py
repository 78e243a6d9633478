"""Rules of a programme: defaults, what is read back, and what is refused."""

from __future__ import annotations

import json

import pytest

from luoshi.ledger import Cadence, Every, LadderRules, LightRules, Limits, Rules, SettingsError, dump_rules, load_rules


def test_the_defaults_are_the_domains() -> None:
    lights = load_rules({}).lights
    assert (lights.behind_yellow, lights.behind_red, lights.near_days) == (10, 30, 7)
    assert (lights.late_yellow, lights.late_red) == (1, 2)
    limits = load_rules({}).limits
    assert (limits.deploy, limits.feedback, limits.ordinary, limits.major_months) == (1, 3, 7, 1)
    assert (limits.objection, limits.answer) == (30, 30)  # decree 733, article 17


@pytest.mark.parametrize(
    "rules",
    [
        Rules(),
        Rules(LightRules(behind_yellow=5, late_red=3), Limits(sign_for=1), Cadence(Every.WEEK, 5), ranking=False),
        Rules(cadence=Cadence(Every.QUARTER, 10, following=True)),
        Rules(ladder=LadderRules(automatic=False, urging=2, no_repeat_days=0)),
    ],
)
def test_rules_are_read_back_as_they_were_kept(rules: Rules) -> None:
    assert load_rules(json.loads(json.dumps(dump_rules(rules)))) == rules


@pytest.mark.parametrize(
    ("settings", "words"),
    [
        ({"light": {}}, "没有“light”这一项"),  # misspelt: its values would silently not hold
        ({"lights": {"behind_yelow": 5}}, "没有“behind_yelow”这一项"),
        ({"lights": []}, "应为一组"),
        ({"lights": {"behind_red": 5}}, "红灯的界限"),
        ({"lights": {"late_yellow": 3}}, "红灯的界限"),
        ({"lights": {"behind_yellow": "10"}}, "应为数字"),
        ({"lights": {"behind_yellow": float("nan")}}, "应为数字"),
        ({"lights": {"behind_yellow": True}}, "应为数字"),  # Python takes it for 1
        ({"lights": {"behind_yellow": -1}}, "应在0至1000.0之间"),
        ({"lights": {"near_days": 7.5}}, "应为整数"),
        ({"limits": {"feedback": 30}}, "部署、反馈、办结"),
        ({"limits": {"counted": "lunar"}}, "calendar、working"),
        ({"cadence": {"every": "day"}}, "week、half-month、month、quarter"),
        ({"cadence": {"every": ["month"]}}, "week、half-month、month、quarter"),
        ({"cadence": {"every": "week", "by": 8}}, "第7日"),
        ({"ranking": "no"}, "应为是或否"),
        ({"ladder": {"urging": 0}}, "催办督办：“urging”应在1至366之间"),  # no day to answer
        ({"ladder": {"automatic": 1}}, "应为是或否"),
        ({"ladder": {"remind_deadline": 61}}, "应在0至60之间"),
        ({"ladder": {"oder": 5}}, "没有“oder”这一项"),
    ],
)
def test_what_cannot_be_meant_is_refused(settings: dict[str, object], words: str) -> None:
    with pytest.raises(SettingsError, match=words):
        load_rules(settings)


def test_everything_wrong_is_told_at_once() -> None:
    with pytest.raises(SettingsError) as caught:
        load_rules({"lights": {"near_days": -1, "x": 1}, "cadence": {"by": 0}, "y": 2})
    assert len(caught.value.problems) == 4
    assert len(str(caught.value).splitlines()) == 4
