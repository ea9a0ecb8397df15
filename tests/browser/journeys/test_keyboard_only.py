"""Without a mouse: sign in, write a plan and submit it, always seeing where one is."""

from __future__ import annotations

from typing import Any

import pytest

from ekinerja.kernel.tenancy import context
from ekinerja.planning.data import PlanState
from ekinerja.planning.models import Plan
from tests.browser.driving import arriving, shows

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True), pytest.mark.timeout(300)]
MOST_STEPS = 120

# What has the focus: its words, and whether it can be seen to have it.
FOCUSED = """() => {
  const it = document.activeElement;
  if (!it || it === document.body) return null;
  const frame = it.closest(".choice") ?? it;
  const style = getComputedStyle(frame), box = frame.getBoundingClientRect();
  const marked = (style.outlineStyle !== "none" && parseFloat(style.outlineWidth) > 0) || style.boxShadow !== "none";
  const label = it.labels?.[0]?.textContent || it.getAttribute("aria-label") || it.textContent || "";
  const middle = document.elementFromPoint(box.x + box.width / 2, box.y + Math.min(box.height / 2, 20));
  const covered = middle && !it.contains(middle) && !middle.contains(it) && !it.labels?.[0]?.contains(middle);
  return {
    name: label.replace(/\\s+/g, " ").trim(), type: it.type || it.tagName.toLowerCase(),
    problem: !marked ? "no visible focus" : box.width === 0 ? "no size"
      : box.bottom < 0 || box.top > innerHeight ? "outside the window"
      : covered ? "covered by " + middle.className : "",
  };
}"""


class Keys:
    """Presses keys only; every stop on the way must be seen."""

    def __init__(self, page: Any) -> None:
        self.page = page

    def go_to(self, name: str) -> None:
        """Press Tab until the control with these words has the focus."""
        passed = []
        for _ in range(MOST_STEPS):
            self.page.keyboard.press("Tab")
            found = self.page.evaluate(FOCUSED)
            if found is None:
                continue
            assert not found["problem"], f"{found['name'] or found['type']}: {found['problem']}"
            passed.append(found["name"])
            if found["name"].startswith(name):
                return
        pytest.fail(f"{name!r} cannot be reached with Tab: {passed}")

    def write(self, name: str, text: str) -> None:
        """Write into a field."""
        self.go_to(name)
        self.page.keyboard.type(text)

    def press(self, name: str, key: str = "Enter") -> None:
        """Go to a button or link and press it; wait for the page that follows."""
        self.go_to(name)
        with arriving(self.page):
            self.page.keyboard.press(key)


@pytest.mark.parametrize("width", [1280])
def test_keyboard_only(town: Any, open_page: Any, active: Any, width: int) -> None:
    account = active("employee")
    page = open_page("/masuk/?next=/skp/", width=width)
    keys = Keys(page)
    keys.write("NIP atau NIPPPK", account.login)
    keys.write("Kata sandi", "kuda laut menari 7")
    keys.press("Masuk", "Enter")

    keys.press("Susun SKP", "Enter")
    keys.press("Buat SKP", "Space")
    keys.press("Tambah RHK")
    keys.write("Rencana hasil kerja", "Tertatanya arsip dinamis unit")
    keys.press("Simpan dan lanjut ke indikator", "Space")
    keys.write("Indikator", "Jumlah berkas yang tertata")
    keys.write("Aspek", "Kuantitas")
    keys.write("Target (angka)", "200")
    keys.write("Satuan", "berkas")
    keys.press("Tambah indikator")
    keys.press("Selesai, kembali ke SKP")
    keys.press(f"Ajukan SKP ke {town.name('head')}", "Space")

    shows(page, "SKP diajukan.")
    with context.agency(town.agency):
        plan = Plan.objects.get(employee_id=town.entries["employee"].employee_id)
        assert plan.state == PlanState.SUBMITTED
