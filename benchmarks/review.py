"""How long it takes from handing a report in to a page one can review, and how long that page takes.

Run `python -m benchmarks.review`. It makes a database of its own in a folder that goes away, fills it with a fictional
report of about 20,000 characters, and prints the figures beside what was asked for.
"""

from __future__ import annotations

import os
import statistics
import tempfile
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from django.http import HttpResponseBase
    from django.test import Client

    from luoshi.records.models import DocumentVersion
    from tests.cast import City

_LENGTH = 20_000  # characters
_TURNS = 5
_REPORT = Path(__file__).parents[1] / "src/luoshi/cli/democity_data/yunchuan-2025.txt"
_TASKS = "三、2025年重点工作"
_CLOSING = "各位代表"


def main() -> None:
    """Measure and print."""
    with tempfile.TemporaryDirectory(prefix="luoshi-benchmark-") as folder:
        os.environ |= {"LUOSHI_DATA": folder, "DJANGO_SETTINGS_MODULE": "tests.settings"}
        import django

        django.setup()
        from django.core.management import call_command

        call_command("migrate", verbosity=0)
        _measure()


def _measure() -> None:
    from django.test import Client

    from tests.cast import make_city

    city = make_city("云川市", "990100")
    client = Client(SERVER_NAME="localhost")
    client.force_login(city.people["supervisor"])
    text = long_report()
    cold, version = _upload(city, text)
    warm, _ = _upload(city, text + "又。")
    print(f"report: {len(text):,} characters, {version.findings.count()} findings")
    print(f"upload to reviewable, first in a process {cold:6.2f} s   (asked: < 3 s)")
    print(f"upload to reviewable, warm               {warm:6.2f} s")
    _, short = _upload(city, _REPORT.read_text(encoding="utf-8"))
    for shown, asked in ((short, "  (asked: < 300 ms)"), (version, "")):
        page = _best(partial(client.get, f"/documents/{shown.document_id}/"))
        print(f"review page with {shown.findings.count():5} findings         {page * 1000:6.0f} ms{asked}")
    _acts(client, version)


def _acts(client: Client, version: DocumentVersion) -> None:
    changes = f"/documents/versions/{version.pk}/changes?since=0"
    print(f"asking what others changed               {_best(lambda: client.get(changes)) * 1000:6.1f} ms")
    findings = iter(version.findings.filter(kind="statement", state="open"))

    def accept() -> HttpResponseBase:
        return client.post(f"/documents/findings/{next(findings).pk}/accept", {"revision": 1})

    print(f"accepting one finding                    {_best(accept) * 1000:6.1f} ms")
    every = _best(lambda: client.post(f"/documents/versions/{version.pk}/accept-all"), turns=1)
    print(f"accepting all confident ones             {every * 1000:6.0f} ms")
    undo = _best(lambda: client.post(f"/documents/versions/{version.pk}/undo"), turns=1)
    print(f"taking that back                         {undo * 1000:6.0f} ms")


def long_report() -> str:
    """The fictional city's report with its tasks repeated under other numbers until it is long enough."""
    text = _REPORT.read_text(encoding="utf-8")
    low, high = text.index(_TASKS) + len(_TASKS), text.rindex(_CLOSING)
    tasks, middle = text[low:high], ""
    while len(text) + len(middle) < _LENGTH:
        middle += tasks
    return text[:low] + middle[: _LENGTH - len(text)] + text[low:]


def _upload(city: City, text: str) -> tuple[float, DocumentVersion]:
    from luoshi.services.documents import hand_in_document
    from luoshi.services.events import Actor

    began = time.perf_counter()
    version = hand_in_document(
        programme=city.programme, actor=Actor(city.people["supervisor"]), data=text.encode(), file_name="报告.txt"
    )
    took = time.perf_counter() - began
    version.refresh_from_db()
    if version.state != "ready":
        raise SystemExit(f"it was not read: {version.trouble}")
    return took, version


def _best(act: Callable[[], HttpResponseBase], turns: int = _TURNS) -> float:
    """The median of some turns, in seconds; each must succeed."""
    times = []
    for _turn in range(turns):
        began = time.perf_counter()
        answer = act()
        if answer.status_code != 200:
            raise SystemExit(f"it answered {answer.status_code}")
        times.append(time.perf_counter() - began)
    return statistics.median(times)


if __name__ == "__main__":
    main()
