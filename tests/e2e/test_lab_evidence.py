"""The experiments' records on the page equal the API's."""

import httpx2
from playwright.sync_api import expect

from tests.e2e.conftest import Visit
from tests.e2e.laboratory import exact, unfold


def test_every_row_of_every_record_is_shown_with_its_criterion(visit: Visit) -> None:
    page = visit.page
    page.get_by_role("tab", name="Evidence").click()
    page.locator("evidence-tab details").first.wait_for()
    unfold(visit)
    answer = httpx2.get(f"{visit.server.url}/api/experiments").json()["experiments"]
    assert answer
    held = total = 0
    for experiment in answer:
        section = page.locator(f"evidence-tab [data-experiment='{experiment['name']}']")
        expect(section).to_contain_text(experiment["question"])
        rows = experiment["record"]["rows"] if experiment["record"] else []
        if rows:
            good = sum(row["holds"] for row in rows)
            expect(section.locator("[data-count]")).to_have_text(f"{good}/{len(rows)}")
        shown = section.locator("tbody tr")
        expect(shown).to_have_count(len(rows))
        for index, row in enumerate(rows):
            cells = shown.nth(index).locator("td")
            assert exact(cells.nth(0)) == row["mean"]
            if row["reference"] is not None:
                assert exact(cells.nth(1)) == row["reference"]
            kind = shown.nth(index).locator("[data-kind]")
            expect(kind).to_have_text(experiment["record"]["agreement"])
            holds = shown.nth(index).locator("[data-holds]")
            expect(holds).to_have_text("yes" if row["holds"] else "does not match")
            held, total = held + row["holds"], total + 1
    expect(page.locator("evidence-tab [data-headline]")).to_have_text(f"{held}/{total}")
    records = [experiment["record"] for experiment in answer if experiment["record"]]
    for kind in {record["agreement"] for record in records}:
        rows = [row for record in records if record["agreement"] == kind for row in record["rows"]]
        good = sum(row["holds"] for row in rows)
        count = page.locator(f"evidence-tab [data-agreement='{kind}']")
        expect(count).to_have_text(f"{good}/{len(rows)} {kind}")
