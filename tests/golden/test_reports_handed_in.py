"""Real reports through the whole way: handed in, read by the job, every finding in its place, the page shown."""

from __future__ import annotations

import pytest
from django.test import Client

from luoshi.queries.findings import coverage, plan_statements
from luoshi.services.documents import hand_in_document
from tests.cast import make_city
from tests.reports import actor, read
from tests.shared import SHARED, needs_shared

pytestmark = [pytest.mark.django_db, needs_shared]

# Figures and tasks that each report has at least; the exact ones are measured by script/quality.
REPORTS = {
    "reports/wenzhou-2020.txt": ("report", 100, 150),
    "reports/taizhou-2021.txt": ("report", 60, 80),
    "reports/linhai-2022.txt": ("report", 30, 60),
    "tables/taizhou-2020-decomposition.txt": ("table", 20, 80),
}


@pytest.mark.parametrize("name", sorted(REPORTS))
def test_a_real_document_can_be_reviewed(client: Client, name: str) -> None:
    kind, statements, tasks = REPORTS[name]
    city = make_city("云川市", "990100")
    data = (SHARED / "corpus" / name).read_bytes()
    version = read(
        hand_in_document(programme=city.programme, actor=actor(city), data=data, file_name=name.rpartition("/")[2])
    )
    assert (version.state, version.trouble, version.document.kind) == ("ready", "", kind)
    findings = list(version.findings.all())
    assert all(version.text[one.start : one.end] == one.quote for one in findings)
    assert plan_statements(version).count() >= statements
    assert sum(one.kind == "task" for one in findings) >= tasks
    assert coverage(version).total == coverage(version).open
    client.force_login(city.people["supervisor"])
    page = client.get(f"/documents/{version.document_id}/").content.decode()
    assert page.count('<li id="f') == len(findings)
