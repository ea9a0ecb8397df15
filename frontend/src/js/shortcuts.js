// Keys for people who decide a lot: / search, j k rows, Enter open, ? list. They can be turned off.
import { element, everywhere, say } from "./words.js";

const OFF = "pintasan-mati";
const typing = (target) => target.closest("input, textarea, select, [contenteditable], dialog");
const off = () => localStorage.getItem(OFF) === "1";

everywhere((root) => {
  for (const button of root.querySelectorAll("[data-open-shortcuts]")) button.hidden = false;
});

document.addEventListener("click", (event) => {
  if (event.target.closest("[data-open-shortcuts]")) list();
});

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || typing(event.target)) return;
  if (event.key === "?") {
    event.preventDefault();
    list();
    return;
  }
  if (off()) return;
  if (event.key === "j" || event.key === "k") return move(event, event.key === "j" ? 1 : -1);
  if (event.key === "Enter") {
    const row = document.querySelector("[data-row-current]");
    if (row && event.target === row) row.querySelector("a[href]")?.click();
    return;
  }
  const target = [...document.querySelectorAll("[data-shortcut]")].find(
    (candidate) => candidate.dataset.shortcut === event.key && candidate.offsetParent !== null,
  );
  if (!target) return;
  event.preventDefault();
  if (target.matches("input, textarea, select")) target.focus();
  else target.click();
});

function move(event, step) {
  const rows = [...document.querySelectorAll("[data-row], .data-table tbody tr")];
  if (!rows.length) return;
  event.preventDefault();
  const current = rows.findIndex((row) => row.hasAttribute("data-row-current"));
  const next = rows[Math.min(rows.length - 1, Math.max(0, current + step))];
  rows[current]?.removeAttribute("data-row-current");
  next.setAttribute("data-row-current", "");
  next.tabIndex = -1;
  next.focus();
}

function list() {
  const keys = [["/", say("shortcutSearch")], ["j", say("shortcutNext")], ["k", say("shortcutPrevious")], ["Enter", say("shortcutOpen")], ["?", say("shortcutHelp")]];
  for (const target of document.querySelectorAll("[data-shortcut]")) {
    if (target.dataset.shortcut !== "/") keys.push([target.dataset.shortcut, target.getAttribute("aria-label") || target.textContent.trim()]);
  }
  const switcher = element("input", { type: "checkbox", class: "form-check-input", checked: off() });
  switcher.addEventListener("change", () => localStorage.setItem(OFF, switcher.checked ? "1" : "0"));
  const box = element("dialog", { class: "box", "aria-labelledby": "pintasan" },
    element("h2", { id: "pintasan" }, say("shortcuts")),
    element("dl", { class: "shortcuts" }, ...keys.flatMap(([key, text]) => [element("dt", {}, element("kbd", {}, key)), element("dd", {}, text)])),
    element("label", { class: "form-check" }, switcher, element("span", { class: "form-check-label" }, say("shortcutsOff"))),
    element("form", { method: "dialog", class: "btn-list" }, element("button", { class: "btn btn-primary" }, say("close"))));
  document.body.append(box);
  box.addEventListener("close", () => box.remove());
  box.showModal();
}
