"""The page in Simplified Chinese: by the browser, by the switch, nothing left out."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, expect

from tests.e2e.conftest import Server, Visit
from tests.e2e.laboratory import unfold

TEXTS = """() => {
  const read = ["aria-label", "aria-valuetext", "title", "alt", "placeholder"];
  const found = [];
  const walk = (node, foreign) => {
    if (node.nodeType === Node.TEXT_NODE && !foreign) found.push(node.textContent);
    if (node.nodeType === Node.ELEMENT_NODE) {
      if (["STYLE", "SCRIPT", "NOSCRIPT"].includes(node.tagName)) return;
      // It says in both languages, without a script, that the browser is too old.
      if (node.id === "browser-too-old") return;
      foreign = node.hasAttribute("lang") ? node.lang === "en" : foreign;
      for (const name of read) {
        if (node.hasAttribute(name) && !foreign) found.push(node.getAttribute(name));
      }
      if (node.shadowRoot) walk(node.shadowRoot, foreign);
    }
    for (const child of node.childNodes) walk(child, foreign);
  };
  walk(document.body, false);
  return found;
}"""
"""Collects the page's texts, except those marked as English."""

WORDS = re.compile(r"[A-Za-z]{2,}(?:[\s,.:;&-]+[A-Za-z]{2,})+")

KEPT = re.compile(
    r"digits-[a-z-]+|figure-[a-z-]+|ludic-nopool"  # ids of networks
    r"|Da Rolt|Biscione & Bowers|van Gemert|Kauderer-Abrams|Chaman & Dokmanic"  # people
)


@pytest.fixture
def chinese(server: Server, browser: Browser) -> Iterator[Visit]:
    context = browser.new_context(viewport={"width": 1440, "height": 900}, locale="zh-CN")
    visit = Visit(context.new_page(), server)
    visit.open()
    yield visit
    context.close()
    assert visit.messages == []


def english(visit: Visit) -> list[str]:
    texts = [KEPT.sub(" ", text) for text in visit.page.evaluate(TEXTS)]
    return sorted({text.strip() for text in texts if WORDS.search(text)})


def test_the_browser_s_language_is_used_everywhere(chinese: Visit) -> None:
    page = chinese.page
    assert page.locator("html").get_attribute("lang") == "zh-Hans"
    assert english(chinese) == []
    for tab in ("compare", "pooling", "sweep", "blind", "consistency", "train", "evidence"):
        page.locator(f"lab-panel #tab-{tab}").click()
        content = {"blind": "head-transplants-tab", "train": "training-view"}.get(tab, f"{tab}-tab")
        page.locator(f"lab-panel #content {content}").wait_for()
        page.wait_for_function(
            "content => document.querySelector('lab-panel').shadowRoot"
            ".querySelector(content).shadowRoot.textContent.trim() !== ''",
            arg=content,
        )
        unfold(chinese)
        assert english(chinese) == [], tab
    page.locator("evidence-tab details").first.wait_for()
    unfold(chinese)
    page.locator("evidence-tab table").first.wait_for()
    assert english(chinese) == [], "the records"


def test_dialogs_use_the_language_too(chinese: Visit) -> None:
    page = chinese.page
    page.keyboard.press("?")
    page.locator("shortcut-help dialog[open]").wait_for()
    assert english(chinese) == []
    page.keyboard.press("Escape")
    page.locator("share-panel button").first.click()
    page.locator("share-panel dialog[open]").wait_for()
    # The following texts come from the API.
    assert [text for text in english(chinese) if "http" not in text] == []
    page.keyboard.press("Escape")
    page.locator("tour-switch button").click()
    for number in range(page.locator("tour-panel .dot").count()):
        page.locator("tour-panel .dot").nth(number).click()
        chinese.settle()
        assert english(chinese) == [], f"step {number + 1}"
    page.keyboard.press("Escape")
    cell = "{ side: 'model', layer: 'conv1', channel: 0, row: 3, col: 3 }"
    page.evaluate(
        f"() => document.querySelector('scene-panel').context.store.set('pinnedCell', {cell})"
    )
    page.wait_for_function(
        "() => document.querySelector('scene-panel').context.store.get('explained')?.response"
    )
    chinese.settle()
    assert english(chinese) == []


def test_the_switch_changes_all_at_once(chinese: Visit) -> None:
    page = chinese.page
    heading = page.locator("figure-panel .heading .title").nth(1)
    assert heading.inner_text() == "第 1 层特征图（绿）"  # noqa: RUF001
    # What was announced before is no text of the other language.
    news = page.locator("live-region [data-news=prediction]")
    expect(news).not_to_be_empty()
    chinese.open_menu()
    page.locator("language-switch select").select_option("en")
    page.wait_for_function("() => document.documentElement.lang === 'en'")
    chinese.settle()
    assert heading.inner_text() == "Layer 1 (green)"
    assert page.locator("main .left").get_attribute("aria-label") == "Scene"
    texts = "".join(page.evaluate(TEXTS))
    assert set(re.findall(r"[\u4e00-\u9fff]", texts)) <= set("语言简体中文")
