"""Evidence on a report's form that was never saved: what was typed is kept, with a script and without one."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from django.conf import settings
from playwright.sync_api import expect

from luoshi.ledger import Kind
from luoshi.records import clock
from luoshi.records.models import EvidenceUse, Report
from tests import samples
from tests.browsing import no_serious_violations
from tests.cast import City, make_city
from tests.pieces import own_store
from tests.reporting import due_of, matter_of

if TYPE_CHECKING:
    from playwright.sync_api import Page

    from luoshi.records.models import User

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def city(monkeypatch: pytest.MonkeyPatch) -> Iterator[City]:
    """On 20 March: a task whose February is to be reported."""
    with clock.stopped_at(date(2025, 2, 3)):
        made = make_city("云川市", "990100")
        due_of(matter_of(made, "YC-003", kind=Kind.TASK, title="开工建设低空经济产业园"), 2)
    monkeypatch.setattr(settings, "LUOSHI_TODAY", date(2025, 3, 20))
    with own_store():
        yield made


def test_choosing_a_file_saves_what_was_typed_and_sends_it(
    city: City, desk_page: Page, sign_in: Callable[[Page, User], None], tmp_path: Path
) -> None:
    photo = tmp_path / "现场.jpg"
    photo.write_bytes(samples.picture())
    sign_in(desk_page, city.people["liaison-science"])
    desk_page.goto("/reports/")
    desk_page.locator("a", has_text="完整填报").first.click()
    no_serious_violations(desk_page)
    # The draft's own save is still on its way when the file is chosen: it is waited for.
    desk_page.locator("#t-done").fill("已平整土地30亩")
    desk_page.locator("#t-done").blur()
    desk_page.locator("#ev-files-first").set_input_files(photo)
    expect(desk_page.locator(".ev-piece .ev-name")).to_have_text("现场.jpg")
    expect(desk_page.locator("#t-done")).to_have_value("已平整土地30亩")
    assert "填报还没有提交" not in desk_page.inner_text("main")
    draft = Report.objects.get()
    assert (draft.state, draft.done, EvidenceUse.objects.get().report) == ("draft", "已平整土地30亩", draft)
