"""The experiments' records on the page equal the API's."""

import httpx2
from playwright.sync_api import expect

from tests.e2e.conftest import Visit
from tests.e2e.laboratory import unfold


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
            good = sum(row["verdict"] == "holds" for row in rows)
            expect(section.locator("[data-count]")).to_have_text(f"{good}/{len(rows)}")
        shown = section.locator("tbody tr")
        expect(shown).to_have_count(len(rows))
        for index, row in enumerate(rows):
            cell = shown.nth(index).locator("td").first
            wanted = [row["mean"]]
            if row["interval"]:
                wanted += [row["interval"]["low"], row["interval"]["high"]]
            wanted += [row[name] for name in ("reference", "chance") if row[name] is not None]
            titles = cell.locator("span[title]").evaluate_all("all => all.map((one) => one.title)")
            assert [float(title) for title in titles] == wanted
            expect(shown.nth(index).locator("[data-kind]")).to_have_text(row["agreement"])
            expect(shown.nth(index).locator("[data-verdict]")).to_have_text(row["verdict"])
            if row["agreement"] in ("reproduces the direction", "our finding"):
                held, total = held + (row["verdict"] == "holds"), total + 1
    expect(page.locator("evidence-tab [data-headline]")).to_have_text(f"{held}/{total}")
    every = [row for one in answer if one["record"] for row in one["record"]["rows"]]
    for kind in {row["agreement"] for row in every}:
        rows = [row for row in every if row["agreement"] == kind]
        good = sum(row["verdict"] == "holds" for row in rows)
        count = page.locator(f"evidence-tab [data-agreement='{kind}']")
        expect(count).to_contain_text(f"{good}/{len(rows)} {kind}: ")
