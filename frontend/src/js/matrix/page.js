// The page of the role-outcome matrix: cells, their choices on a conflict, copy, paste and undo.
import { ask } from "../confirm.js";
import { announce, element } from "../words.js";
import { parse } from "./block.js";
import { Grid } from "./grid.js";
import { Store } from "./store.js";
import { tell } from "./words.js";

export function begin(table) {
  const grid = new Grid(table);
  const bar = document.querySelector("[data-matrix-bar]");
  const keys = document.querySelector("[data-matrix-keys]");
  if (keys) keys.hidden = false;
  const show = {
    cell: (td) => grid.editing !== td && draw(td),
    state: (text, label, work) => {
      bar.hidden = false;
      const button = label ? [element("button", { type: "button", class: "btn btn-sm", onclick: work }, label)] : [];
      bar.querySelector("[data-matrix-state]").replaceChildren(text);
      bar.querySelector("button")?.remove();
      bar.append(...button);
      announce(text);
    },
  };
  let store = null;

  function draw(td) {
    if (!store) return;
    const model = store.get(td);
    const text = model.mine ?? model.teks;
    const parts = [];
    if (text) parts.push(element("div", {}, text));
    const note = { saving: tell("saving"), unsaved: tell("unsaved") }[model.status] ?? model.kata;
    if (note) parts.push(element("small", { class: model.status === "unsaved" ? "unsaved" : "" }, note));
    if (model.refused) parts.push(choice(model.refused, null, [tell("retry"), () => store.save([[td, model.mine]])], [tell("drop"), () => store.accept(td)]));
    if (model.theirs) {
      parts.push(choice(tell("theirs", { name: model.theirs.oleh || "–" }), model.theirs.teks || tell("empty"),
        [tell("useMine"), () => store.save([[td, model.mine]])], [tell("useTheirs"), () => store.accept(td)]));
    }
    td.classList.toggle("differs", model.beda && model.mine === null);
    td.classList.toggle("conflict", Boolean(model.theirs || model.refused));
    td.replaceChildren(...parts);
  }

  function choice(title, text, ...buttons) {
    return element("div", { class: "matrix-choice", role: "alert" }, element("strong", {}, title), ...(text ? [element("p", {}, text)] : []),
      ...buttons.map(([label, work]) => element("button", { type: "button", class: "btn btn-sm", onclick: work }, label)));
  }

  grid.textOf = (td) => store.shown(td);
  // What somebody else wrote meanwhile is taken over, unless the own text is about to be saved: then both are shown.
  grid.onClose = (td, changed) => {
    const model = store.get(td);
    const { meanwhile } = model;
    delete model.meanwhile;
    if (meanwhile && !changed) store.take(meanwhile);
    draw(td);
    store.keep();
  };
  grid.onTyped = () => store.keep();
  grid.onWritten = (td, text) => write([[td, text]]);
  grid.onEmpty = (td) => store.shown(td) && write([[td, ""]]);
  store = new Store(table, grid, show);

  // Saves, and asks first where emptying would leave an outcome behind in a member's plan.
  async function write(entries) {
    const before = entries.map(([td]) => [td, store.get(td).teks]);
    const done = await store.save(entries);
    if (done?.tanya && (await ask(done.pesan, tell("emptyIt")))) return (await store.save(entries, { sure: true })) === true && before;
    return done === true && before;
  }

  table.addEventListener("copy", (event) => {
    const td = document.activeElement;
    if (!td?.matches("td") || getSelection().toString()) return;
    event.preventDefault();
    event.clipboardData.setData("text/plain", store.shown(td));
  });

  document.addEventListener("paste", (event) => {
    const td = document.activeElement?.closest?.("#matriks td");
    if (!td || !grid.writable(td)) return;
    const text = event.clipboardData?.getData("text/plain") ?? "";
    const box = document.activeElement.matches("textarea");
    if (!text || (box && !text.includes("\t"))) return;
    event.preventDefault();
    if (box) {
      grid.close();
      grid.focus(td);
    }
    paste(td, parse(text));
  });

  async function paste(from, block) {
    const entries = [];
    let left = 0;
    const row = grid.rows.findIndex((cells) => cells.includes(from));
    const column = grid.rows[row].indexOf(from);
    block.forEach((line, down) => line.forEach((text, right) => {
      if (!text) return;
      const td = grid.rows[row + down]?.[column + right];
      if (td && grid.writable(td)) entries.push([td, text.slice(0, 2000)]);
      else left += 1;
    }));
    if (!entries.length) return show.state(tell("pasteCut", { n: left }));
    if (entries.length > 1 || left) {
      const over = entries.filter(([td, text]) => store.shown(td) && store.shown(td) !== text).length;
      const words = [tell("pasteAsk", { n: entries.length }), ...(over ? [tell("pasteOver", { n: over })] : []), ...(left ? [tell("pasteCut", { n: left })] : [])];
      const agreed = await ask(words.join(" "), tell("paste"));
      grid.focus(from);
      if (!agreed) return undefined;
    }
    const before = await write(entries);
    if (before) show.state(tell("pasted", { n: entries.length }), tell("undo"), () => undo(before));
    return undefined;
  }

  async function undo(before) {
    if (await write(before)) show.state(tell("undone"));
  }
}
