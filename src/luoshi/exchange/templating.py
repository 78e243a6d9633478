"""The page's own files: templates, style and script, and the policy's digest of the last two."""

from __future__ import annotations

import base64
import hashlib
from functools import cache
from importlib.metadata import version
from importlib.resources import files
from string import Template


def filled(name: str, **values: object) -> str:
    """A template with its places filled in. Whatever comes from a document must have been escaped before."""
    return Template(template(name)).substitute(values, version=version("luoshi"))


@cache
def template(name: str) -> str:
    """The text of one of the files in `templates/`."""
    return (files("luoshi.exchange") / "templates" / name).read_text(encoding="utf-8")


def digest(code: str) -> str:
    """The digest by which a content security policy knows a script or style (CSP level 2, hash-source)."""
    return base64.b64encode(hashlib.sha256(code.encode()).digest()).decode()
