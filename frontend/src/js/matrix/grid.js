// Moving and editing in the table as in a spreadsheet: one cell is in the tab order, arrows move, Enter edits.
import { tell } from "./words.js";

export class Grid {
  constructor(table) {
    this.table = table;
    this.rows = [...table.tBodies[0].rows].map((row) => [...row.cells].filter((cell) => cell.matches("td")));
    this.heads = [...table.tHead.rows[0].cells].slice(1);
    this.editing = null;
    table.setAttribute("role", "grid");
    for (const td of this.cells()) {
      td.tabIndex = -1;
      if (!this.writable(td)) td.setAttribute("aria-readonly", "true");
    }
    (this.cells().find((td) => this.writable(td)) ?? this.rows[0][0]).tabIndex = 0;
    table.addEventListener("keydown", (event) => this.key(event));
    table.addEventListener("click", (event) => this.click(event));
    table.addEventListener("focusin", (event) => event.target.matches("td") && this.rove(event.target));
    table.addEventListener("focusout", (event) => {
      if (this.editing?.contains(event.target) && event.target.matches("textarea")) this.leave();
    });
  }

  cells() {
    return this.rows.flat();
  }

  writable(td) {
    return td.parentElement.hasAttribute("data-w");
  }

  place(td) {
    const column = this.rows.find((row) => row.includes(td)).indexOf(td);
    return { rhk: this.heads[column].dataset.o, pegawai: td.parentElement.dataset.p };
  }

  name(td) {
    const column = this.rows.find((row) => row.includes(td)).indexOf(td);
    return tell("label", { member: td.parentElement.querySelector(".matrix-name").textContent, column: td.dataset.label || this.heads[column].textContent });
  }

  rove(td) {
    for (const cell of this.cells()) cell.tabIndex = cell === td ? 0 : -1;
  }

  at(td, down, right) {
    const row = this.rows.findIndex((cells) => cells.includes(td));
    const column = this.rows[row].indexOf(td);
    const limit = (value, top) => Math.min(top, Math.max(0, value));
    return this.rows[limit(row + down, this.rows.length - 1)][limit(column + right, this.heads.length - 1)];
  }

  // To the cell after (or before) this one, over the end of the row.
  next(td, step) {
    const cells = this.cells();
    return cells[cells.indexOf(td) + step] ?? td;
  }

  focus(td) {
    this.rove(td);
    td.focus({ preventScroll: false });
  }

  click(event) {
    const td = event.target.closest("td");
    if (!td || event.target.closest("button, textarea, a")) return;
    const again = document.activeElement === td && this.chosen === td;
    this.chosen = td;
    this.focus(td);
    if ((again || matchMedia("(pointer: coarse)").matches) && !getSelection().toString()) this.open(td);
  }

  key(event) {
    const td = event.target.closest("td");
    if (!td || event.isComposing) return;
    if (event.target.matches("textarea")) return this.write(event, td);
    if (!event.target.matches("td")) return;
    const steps = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1], Home: [0, -99], End: [0, 99], PageUp: [-10, 0], PageDown: [10, 0] };
    const act = (work) => {
      event.preventDefault();
      event.stopPropagation();
      work();
    };
    if (steps[event.key] && !event.altKey) {
      const [down, right] = steps[event.key];
      const edge = event.ctrlKey || event.metaKey;
      const far = edge ? 999 : 1;
      const up = edge && event.key === "Home" ? -999 : edge && event.key === "End" ? 999 : down * far;
      return act(() => this.focus(this.at(td, up, right * far)));
    }
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === "Enter" || event.key === "F2") return act(() => this.open(td));
    if (!this.writable(td)) return;
    if (event.key === "Delete" || event.key === "Backspace") return act(() => this.onEmpty(td));
    if (event.key.length === 1 && event.key !== " ") act(() => this.open(td, event.key));
  }

  write(event, td) {
    event.stopPropagation();
    if (event.key === "Escape") {
      event.preventDefault();
      this.close();
      this.focus(td);
    } else if (event.key === "Enter" && !event.shiftKey && !event.altKey) {
      event.preventDefault();
      this.leave();
      this.focus(this.at(td, 1, 0));
    } else if (event.key === "Tab") {
      event.preventDefault();
      this.leave();
      this.focus(this.next(td, event.shiftKey ? -1 : 1));
    }
  }

  // Opens the editor in a cell; ``typed`` replaces what it says, as in a spreadsheet.
  open(td, typed) {
    if (!this.writable(td) || this.editing === td) return;
    this.leave();
    this.editing = td;
    const box = document.createElement("textarea");
    box.value = typed ?? this.textOf(td);
    box.maxLength = 2000;
    box.rows = 3;
    box.setAttribute("aria-label", this.name(td));
    td.classList.add("editing");
    td.replaceChildren(box);
    box.focus();
    box.setSelectionRange(box.value.length, box.value.length);
    box.dataset.before = this.textOf(td);
    box.addEventListener("input", () => {
      box.rows = Math.min(12, Math.max(3, Math.ceil(box.scrollHeight / 24)));
      this.onTyped();
    });
  }

  // The cell that is being written and its text, once that says something else than before.
  draft() {
    const box = this.editing?.querySelector("textarea");
    return box && box.value.trim() !== box.dataset.before.trim() ? [this.editing, box.value.trim()] : null;
  }

  close(changed = false) {
    const td = this.editing;
    if (!td) return;
    this.editing = null;
    td.classList.remove("editing");
    this.onClose(td, changed);
  }

  leave() {
    const written = this.draft();
    this.close(Boolean(written));
    if (written) this.onWritten(...written);
  }
}
