"""The form of a programme's rules as its page sends it."""

from __future__ import annotations

from typing import Any

from luoshi.ledger import Rules, dump_rules


def rules_form(**changed: object) -> dict[str, Any]:
    """The form as the page sends it with every default, and what is changed."""
    form: dict[str, Any] = {"revision": 1}
    for part, rules in dump_rules(Rules()).items():
        named = {f"{part}-{name}": value for name, value in rules.items()} if isinstance(rules, dict) else {part: rules}
        form |= {name: getattr(value, "value", value) for name, value in named.items()}
    form |= changed
    return {name: "on" if value is True else value for name, value in form.items() if value is not False}
