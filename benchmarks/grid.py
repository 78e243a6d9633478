"""The decomposition grid with 300 rows: server time of the page and of one cell's edit, and the wait in Chromium.

`python -m benchmarks.grid [--rows 300] [--rounds 20]` makes a fictional city in a temporary database, with a report of
so many tasks, and prints medians and the worst. The browser's time runs from the key that ends the edit until the
server's answer stands in the page.
"""

from __future__ import annotations

import argparse
import os
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

_TOPICS = ("高新技术企业", "规上工业企业", "公共停车位", "养老床位", "中小学学位", "老旧小区", "高标准农田", "县乡道路")
_UNITS = ("家", "家", "个", "张", "个", "个", "亩", "公里")


def report_of(tasks: int) -> str:
    """A fictional report whose plan promises so many things with a figure each."""
    lines = ["云川市2025年政府工作报告", "", "各位代表：", "现在，我代表市人民政府报告工作，请予审议。"]
    lines += ["一、2024年工作回顾", "各项工作有序推进。", "二、2025年重点工作"]
    for at in range(tasks):
        if at % 20 == 0:
            lines.append(f"（{'一二三四五六七八九十'[at // 20 % 10]}）推进第{at // 20 + 1}类工作。")
        topic = at % len(_TOPICS)
        lines.append(f"推进第{at + 1}批{_TOPICS[topic]}建设，新增{_TOPICS[topic]}{at + 10}{_UNITS[topic]}以上。")
    return "\n".join([*lines, "各位代表！让我们团结奋斗！", ""])


def main() -> None:
    """Set up, measure, print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=300)
    parser.add_argument("--rounds", type=int, default=20)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="luoshi-grid-") as folder:
        os.environ["LUOSHI_DATA"] = folder
        os.environ["DJANGO_SETTINGS_MODULE"] = "tests.settings"
        os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"
        import django

        django.setup()
        from django.test.utils import setup_test_environment, teardown_test_environment

        setup_test_environment()
        with _database(Path(folder)):
            measure(asked.rows, asked.rounds)
        teardown_test_environment()


@contextmanager
def _database(folder: Path) -> Iterator[None]:
    """A database in a file: the live server's threads have to see it."""
    from django.conf import settings
    from django.core.management import call_command
    from django.db import connections

    settings.DATABASES["default"]["NAME"] = connections["default"].settings_dict["NAME"] = str(folder / "grid.sqlite3")
    call_command("migrate", verbosity=0)
    yield
    connections.close_all()


def measure(rows: int, rounds: int) -> None:
    """Print every figure."""
    from django.test import Client

    from luoshi.records.models import ResponsibilityTable
    from luoshi.services import tables as services
    from luoshi.services.tables.creating import fill_table
    from tests.cast import make_city
    from tests.reports import actor, report

    city = make_city("云川市", "990100")
    version = report(city, report_of(rows))
    began = time.perf_counter()
    table = services.create_draft(version=version, actor=actor(city))
    fill_table.call(table.pk, False)
    print(f"draft of {table.rows.count()} rows with suggestions: {time.perf_counter() - began:.2f} s")
    table = ResponsibilityTable.objects.get(pk=table.pk)
    client = Client()
    client.force_login(city.people["supervisor"])
    address = f"/tables/{table.pk}/"
    show = timed("page, server", rounds, lambda: client.get(address))
    row_ids = list(table.rows.values_list("pk", flat=True))

    def edit() -> None:
        row = table.rows.get(pk=row_ids[len(row_ids) // 2])
        said = {"revision": row.revision, "deadline": f"{row.revision % 12 + 1}月底前"}
        answer = client.post(f"{address}rows/{row.pk}/", said, headers={"Accept": "application/json"})
        assert answer.status_code == 200, answer.content  # noqa: S101  # a figure of a refusal would mean nothing

    timed("one cell with checks, server", rounds, edit)
    print(f"  the page has {len(client.get(address).content) / 1e6:.2f} MB (before compression); {show:.0f} ms")
    in_browser(city.people["supervisor"], address, rounds)


def timed(name: str, rounds: int, act: Callable[[], object]) -> float:
    """Print and give the median in milliseconds, after one round that warms up; beside it this process's own work.

    On a machine that others use too the work tells more than the clock.
    """
    act()
    taken, worked = [], []
    for _round in range(rounds):
        began, before = time.perf_counter(), time.process_time()
        act()
        taken.append(1000 * (time.perf_counter() - began))
        worked.append(1000 * (time.process_time() - before))
    median, work = statistics.median(taken), statistics.median(worked)
    print(f"{name}: median {median:.0f} ms, worst {max(taken):.0f} ms; processor {work:.0f} ms")
    return median


def in_browser(person: object, address: str, rounds: int) -> None:
    """From the key to what the server answered, in Chromium."""
    from django.contrib.staticfiles.handlers import StaticFilesHandler
    from django.test.testcases import LiveServerThread
    from playwright.sync_api import sync_playwright

    from tests.browsing import OFFICE, served_page, sign_in_as
    from tests.conftest import CHROMIUM, FLAGS

    server = LiveServerThread("127.0.0.1", StaticFilesHandler, connections_override={}, port=0)
    server.daemon = True
    server.start()
    server.is_ready.wait()
    root = f"http://127.0.0.1:{server.port}"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, headless=True, args=FLAGS)
        with served_page(browser, root, OFFICE) as page:
            sign_in_as(page.context, root, person)  # type: ignore[arg-type]  # a User, once Django is set up
            for visit in ("first visit", "later visits"):
                began = time.perf_counter()
                page.goto(address, wait_until="domcontentloaded")
                page.locator("td[data-field=deadline][tabindex='-1']").first.wait_for()
                print(f"page, Chromium, {visit}: {1000 * (time.perf_counter() - began):.0f} ms until it can be used")
            show_keys(page, rounds)
        browser.close()
    server.terminate()


def show_keys(page: object, rounds: int) -> None:
    """Print the median from a key to what it did: the words in the cell, and the answer in the page."""
    script = """async (round) => {
      const cell = () => document.querySelectorAll("td[data-field=deadline]")[150];
      luoshiGrid.focus(cell());
      luoshiGrid.edit(cell());
      const box = cell().querySelector("textarea");
      box.value = `${round % 12 + 1}月底前`;
      const saved = new Promise((done) => document.addEventListener("grid:saved", done, {once: true}));
      const began = performance.now();
      box.dispatchEvent(new KeyboardEvent("keydown", {key: "Enter", bubbles: true}));
      const shown = performance.now() - began;
      await saved;
      await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
      return [shown, performance.now() - began];
    }"""
    taken = [page.evaluate(script, at) for at in range(rounds + 1)][1:]  # type: ignore[attr-defined]  # a Page
    shown, saved = zip(*taken, strict=True)
    print(f"key to words in the cell, Chromium: median {statistics.median(shown):.0f} ms, worst {max(shown):.0f} ms")
    print(f"key to saved and checked, Chromium: median {statistics.median(saved):.0f} ms, worst {max(saved):.0f} ms")


if __name__ == "__main__":
    main()
