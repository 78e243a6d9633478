"""The words of the desk: every message in the code and the templates, and the English catalogue brought up to date.

`python -m tests.desk.words` adds new messages to the catalogue without a translation, takes out those no longer used,
and compiles it; GNU gettext is not needed.
"""

from __future__ import annotations

import ast
import os
import re
import sys
from collections.abc import Iterator
from pathlib import Path

import polib

from luoshi.exchange import labels

SOURCE = Path(__file__).resolve().parents[2] / "src" / "luoshi"
CATALOGUE = SOURCE / "desk" / "locale" / "en" / "LC_MESSAGES" / "django.po"
_PACKAGES = ("config", "desk", "ledger", "queries", "reconciliation", "records", "responsibility", "services")
_CALLS = {"_", "gettext", "gettext_lazy", "gettext_noop", "message"}
_PLURAL_CALLS = {"ngettext", "ngettext_lazy"}
_STRING = r"""(?:'(?:\\.|[^'\\])*'|"(?:\\.|[^"\\])*")"""
# What Django makes of a template's translate tags. Sample: gettext('保存'), _("系统"); near miss: gettext(name)
_TEMPLATE_CALL = re.compile(rf"\b(?:gettext|_)\(\s*u?({_STRING})")
# Sample: ngettext('%(n)s 个', '%(n)s 个', count); near miss: gettext('保存')
_TEMPLATE_PLURAL = re.compile(rf"\bngettext\(\s*u?({_STRING}),\s*u?({_STRING})")

# Those of the labels that pages show; the others only go out in files, which are Chinese.
LABELS = ("KIND", "MEASURE", "POLARITY", "ROLE", "PERIOD", "STAGE", "MEASURABILITY", "REASON")

Message = tuple[str, str]  # the singular, and the plural or nothing


def messages() -> dict[Message, None]:
    """Every message in use, in the order of the files."""
    found: dict[Message, None] = {}
    for file in sorted(file for package in _PACKAGES for file in (SOURCE / package).rglob("*.py")):
        found |= dict.fromkeys(_in_python(file.read_text(encoding="utf-8")))
    found |= dict.fromkeys((word, "") for word in _labels())
    for file in sorted((SOURCE / "desk" / "templates").rglob("*.*")):
        found |= dict.fromkeys(_in_template(file.read_text(encoding="utf-8")))
    return found


def _labels() -> Iterator[str]:
    """The words of closed codes, which the desk translates one by one."""
    for name in LABELS:
        yield from (word for word in getattr(labels, name).values())


def _in_python(source: str) -> Iterator[Message]:
    for node in ast.walk(ast.parse(source)):
        if not isinstance(node, ast.Call):
            continue
        name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
        said = [one.value for one in node.args if isinstance(one, ast.Constant) and isinstance(one.value, str)]
        if name in _CALLS and said:
            yield said[0], ""
        elif name in _PLURAL_CALLS and len(said) > 1:
            yield said[0], said[1]


def _in_template(source: str) -> Iterator[Message]:
    from django.utils.translation.template import templatize

    code = templatize(source)
    for one in _TEMPLATE_CALL.finditer(code):
        yield ast.literal_eval(one[1]), ""
    for one in _TEMPLATE_PLURAL.finditer(code):
        yield ast.literal_eval(one[1]), ast.literal_eval(one[2])


def update() -> int:
    """Bring the catalogue up to date and compile it; returns how many messages have no translation."""
    known = (
        {(entry.msgid, entry.msgid_plural): entry for entry in polib.pofile(str(CATALOGUE))}
        if CATALOGUE.exists()
        else {}
    )
    catalogue = polib.POFile(wrapwidth=0)
    catalogue.metadata = {
        "Project-Id-Version": "luoshi",
        "Language": "en",
        "MIME-Version": "1.0",
        "Content-Type": "text/plain; charset=UTF-8",
        "Content-Transfer-Encoding": "8bit",
        "Plural-Forms": "nplurals=2; plural=(n != 1);",
    }
    for single, plural in sorted(messages()):
        entry = known.get((single, plural)) or polib.POEntry(msgid=single, msgid_plural=plural)
        if plural and not entry.msgstr_plural:
            entry.msgstr_plural = {0: "", 1: ""}
        entry.occurrences, entry.flags = [], ["python-format"] if re.search(r"%\(\w+\)", single) else []
        catalogue.append(entry)
    catalogue.save(str(CATALOGUE))
    catalogue.save_as_mofile(str(CATALOGUE.with_suffix(".mo")))
    return len(catalogue.untranslated_entries())


if __name__ == "__main__":
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")
    django.setup()
    sys.stdout.write(f"{update()} without a translation\n")
