"""What must hold on every page, whatever it shows: measured in the browser itself."""

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

SERIOUS = {"serious", "critical"}
SMALL_TEXT = """() => {
  const found = [];
  for (const node of document.querySelectorAll("body *")) {
    const own = [...node.childNodes].some((n) => n.nodeType === 3 && n.textContent.trim());
    if (!own || node.closest("svg, script, style, template, .baca")) continue;
    const box = node.getBoundingClientRect();
    if (box.width < 2 || box.height < 2 || !node.checkVisibility()) continue;
    const size = parseFloat(getComputedStyle(node).fontSize);
    if (size < 16) found.push(`${node.textContent.trim().slice(0, 40)}: ${size}px`);
  }
  return found;
}"""
SMALL_TARGETS = """() => {
  const found = [];
  const wanted = "a[href], button, input, select, textarea, summary, label.keping, label.sel";
  for (const node of document.querySelectorAll(wanted)) {
    if (!node.checkVisibility() || node.closest(".baca, .lewati") || node.type === "hidden") continue;
    const style = getComputedStyle(node);
    if (style.display === "inline" && node.tagName === "A") continue;
    const label = node.matches("input") && node.closest("label");
    const box = (label || node).getBoundingClientRect();
    if (box.width < 2 || box.height < 2 || style.opacity === "0") continue;
    if (box.width < 47.5 || box.height < 47.5) {
      const name = (node.textContent || node.name || node.className).trim().slice(0, 40);
      found.push(`${node.tagName} ${name}: ${Math.round(box.width)}x${Math.round(box.height)}`);
    }
  }
  return found;
}"""
TOO_WIDE = """() => {
  const width = document.documentElement.clientWidth;
  return document.documentElement.scrollWidth > width
    ? [...document.querySelectorAll("body *")]
        .filter((node) => node.checkVisibility() && node.getBoundingClientRect().right > width + 1)
        .map((node) => `${node.tagName}.${node.className}`.slice(0, 60)).slice(0, 5)
    : [];
}"""


@dataclass
class Looks:
    """Looks at pages and remembers what is wrong; `folder` keeps pictures, if given."""

    folder: str = ""
    wrong: list[str] = field(default_factory=list)

    def at(self, page: Page, name: str) -> None:
        """Measure the page as it stands, in light and dark, at its width and at 320 px."""
        page.wait_for_load_state("load")  # a page that came by a form may still lack its styles
        self._picture(page, name)
        self._note(name, "small text", page.evaluate(SMALL_TEXT))
        self._note(name, "small targets", page.evaluate(SMALL_TARGETS))
        self._note(name, "too wide", page.evaluate(TOO_WIDE))
        self._axe(page, name)
        page.emulate_media(color_scheme="dark", reduced_motion="reduce")  # no colour is half-way
        self._picture(page, f"{name}-gelap")
        self._axe(page, f"{name} (dark)")
        page.emulate_media(color_scheme="light")
        size = page.viewport_size
        assert size is not None
        page.set_viewport_size({"width": 320, "height": size["height"]})
        self._note(f"{name} at 320 px", "too wide", page.evaluate(TOO_WIDE))
        page.set_viewport_size(size)

    def _axe(self, page: Page, name: str) -> None:
        violations: list[dict[str, Any]] = Axe().run(page).response["violations"]
        for each in violations:
            if each["impact"] in SERIOUS:
                nodes = [node["html"][:160] for node in each["nodes"][:3]]
                self._note(name, f"axe {each['id']}", nodes)

    def _note(self, name: str, kind: str, found: list[str]) -> None:
        if found:
            self.wrong.append(f"{name}: {kind}: {found}")

    def _picture(self, page: Page, name: str) -> None:
        if self.folder:
            Path(self.folder).mkdir(parents=True, exist_ok=True)
            page.screenshot(path=str(Path(self.folder) / f"{name}.png"))
