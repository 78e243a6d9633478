"""Evidence in a real browser: a picture dropped, pasted and chosen, its small picture shown, on desk and phone."""

from __future__ import annotations

import base64
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from luoshi.records.models import EvidenceUse, Matter, User
from tests import samples
from tests.browsing import fits, no_serious_violations
from tests.cast import City, make_city
from tests.pieces import handed_in, matter_of, own_store

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = pytest.mark.django_db(transaction=True)
SignIn = Callable[["Page", User], None]
# Fires an event of the page with a file in its hands, as a browser does when one is dropped or pasted.
HAND = """([kind, name, data]) => {
  const given = new DataTransfer();
  given.items.add(new File([Uint8Array.from(atob(data), (c) => c.charCodeAt(0))], name, { type: "image/jpeg" }));
  const at = document.querySelector("[data-evidence] .ev-drop");
  const said = { bubbles: true, cancelable: true };
  at.dispatchEvent(kind === "drop" ? new DragEvent(kind, { ...said, dataTransfer: given })
                                   : new ClipboardEvent(kind, { ...said, clipboardData: given }));
}"""


@pytest.fixture
def city() -> City:
    return make_city("云川市", "990100")


@pytest.fixture
def matter(city: City) -> Matter:
    return matter_of(city, "science")


@pytest.fixture(autouse=True)
def store() -> Iterator[Path]:
    with own_store() as folder:
        yield folder


def test_a_picture_is_dropped_and_pasted_and_its_small_picture_appears(
    city: City, matter: Matter, desk_page: Page, sign_in: SignIn
) -> None:
    from playwright.sync_api import expect

    other = matter_of(city, "science")
    data = samples.picture(taken="2025:03:31 09:15:00", place=(30.2741, 120.1551))
    handed_in(city, other, data)
    sign_in(desk_page, city.people["liaison-science"])
    desk_page.goto(f"/evidence/matters/{matter.pk}/")
    desk_page.get_by_label("说明").first.fill("开工现场")
    desk_page.evaluate(HAND, ["drop", "现场.jpg", base64.b64encode(data).decode()])
    piece = desk_page.locator(".ev-piece").first
    expect(piece).to_contain_text("2025-03-31 09:15")
    expect(piece).to_contain_text(f"同一文件还用于 {other.number}")
    expect(piece).to_contain_text("开工现场")
    picture = piece.locator("img").element_handle()
    desk_page.wait_for_function("one => one.complete && one.naturalWidth > 0", arg=picture)
    expect(desk_page.get_by_role("status")).to_contain_text(f"同一材料还用于{other.number}")
    expect(desk_page.get_by_label("说明").first).to_have_value("")

    pasted = samples.picture(colour="#884422")
    desk_page.evaluate(HAND, ["paste", "image.jpeg", base64.b64encode(pasted).decode()])
    expect(desk_page.locator(".ev-piece").first).to_contain_text("粘贴图片.jpeg")
    assert EvidenceUse.objects.filter(matter=matter).count() == 2
    no_serious_violations(desk_page)
    desk_page.locator(".ev-remove summary").first.click()
    desk_page.get_by_label(re.compile("撤下“粘贴图片")).fill("传错了")
    desk_page.keyboard.press("Enter")
    expect(desk_page.locator(".ev-piece")).to_have_count(1)


def test_a_phone_sends_a_photograph_and_a_link_that_is_refused_can_be_mended(
    city: City, matter: Matter, phone_page: Page, sign_in: SignIn
) -> None:
    from playwright.sync_api import expect

    sign_in(phone_page, city.people["liaison-science"])
    phone_page.goto(f"/evidence/matters/{matter.pk}/")
    expect(phone_page.get_by_text("拍照")).to_be_visible()
    photo = {"name": "IMG_1.jpg", "mimeType": "image/jpeg", "buffer": samples.picture()}
    phone_page.locator("input[capture]").set_input_files(photo)  # type: ignore[arg-type]  # a file in memory
    expect(phone_page.locator(".ev-piece img")).to_have_count(1)
    phone_page.get_by_text("添加网页链接").click()
    phone_page.get_by_label("网址").fill("https://localhost/1")
    phone_page.get_by_label("网页标题").fill("名单")
    phone_page.get_by_label("发布日期").fill("2025-03-31")
    phone_page.get_by_role("button", name="添加链接").click()
    expect(phone_page.get_by_role("status")).to_contain_text("完整的网址")
    expect(phone_page.get_by_label("网页标题")).to_have_value("名单")
    phone_page.get_by_label("网址").fill("https://www.yunchuan.gov.cn/1")
    phone_page.get_by_role("button", name="添加链接").click()
    expect(phone_page.locator(".ev-piece").first).to_contain_text("www.yunchuan.gov.cn")
    assert fits(phone_page)
    no_serious_violations(phone_page)
    phone_page.get_by_text("引用以前的材料").click()
    expect(phone_page.get_by_role("heading", name="没有可引用的材料")).to_be_visible()
    assert fits(phone_page)
    no_serious_violations(phone_page)
