// What each cell says, what of it is not saved yet, and the talk with the server.
import { clock } from "../words.js";
import { tell } from "./words.js";

const EVERY = 5000;

export class Store {
  constructor(table, grid, show) {
    this.table = table;
    this.grid = grid;
    this.show = show; // { cell(td), state(text, action, again) }
    this.models = new Map();
    this.places = new Map();
    this.put = new Map(); // what this tab has kept on the device
    this.safe = true;
    this.since = table.dataset.since;
    this.key = `matriks:${document.body.dataset.account || ""}:${table.dataset.plan}`;
    for (const td of grid.cells()) this.read(td);
    this.restore();
    this.listen();
  }

  read(td) {
    const place = this.grid.place(td);
    this.places.set(`${place.rhk} ${place.pegawai}`, td);
    this.models.set(td, {
      ...place,
      teks: td.querySelector("div")?.textContent ?? "",
      kata: td.querySelector("small")?.textContent ?? "",
      versi: Number(td.dataset.v),
      beda: td.classList.contains("differs"),
      mine: null, // typed here and not saved yet
      status: "",
      theirs: null,
    });
  }

  get(td) {
    return this.models.get(td);
  }

  shown(td) {
    const model = this.get(td);
    return model.mine ?? model.teks;
  }

  // Typed text stays on this device until the server has it, also of the cell that is still being written. Other
  // tabs of the same matrix keep theirs in the same place: each takes out only what it has put there itself.
  keep() {
    const left = {};
    const put = (model, text) => {
      left[`${model.rhk} ${model.pegawai}`] = { teks: text, versi: model.versi };
    };
    for (const model of this.models.values()) if (model.mine !== null) put(model, model.mine);
    const unsaved = Object.keys(left).length;
    const open = this.grid.draft();
    if (open) put(this.get(open[0]), open[1]);
    const every = this.kept();
    for (const [name, text] of this.put) if (every[name]?.teks === text) delete every[name];
    Object.assign(every, left);
    this.put = new Map(Object.entries(left).map(([name, { teks }]) => [name, teks]));
    try {
      if (Object.keys(every).length) localStorage.setItem(this.key, JSON.stringify(every));
      else localStorage.removeItem(this.key);
      this.safe = true;
    } catch {
      this.safe = false; // No room on this device: the page still holds it.
    }
    return unsaved;
  }

  kept() {
    try {
      return JSON.parse(localStorage.getItem(this.key)) ?? {};
    } catch {
      return {};
    }
  }

  restore() {
    const left = this.kept();
    this.put = new Map(Object.entries(left).map(([name, { teks }]) => [name, teks]));
    for (const [name, kept] of Object.entries(left)) {
      const td = this.places.get(name);
      const model = td && this.get(td);
      if (!model || model.teks === kept.teks) continue;
      Object.assign(model, { mine: kept.teks, status: "unsaved" });
      if (model.versi !== kept.versi) model.theirs = { teks: model.teks, versi: model.versi, oleh: "" };
      this.show.cell(td);
    }
    if (this.keep()) this.retry();
  }

  async save(entries, { sure = false } = {}) {
    for (const [td, text] of entries) Object.assign(this.get(td), { mine: text, status: "saving", theirs: null, refused: "" });
    for (const [td] of entries) this.show.cell(td);
    this.keep();
    const sel = entries.map(([td, text]) => ({ rhk: this.get(td).rhk, pegawai: this.get(td).pegawai, teks: text, versi: this.get(td).versi, yakin: sure }));
    const answer = await this.post({ sel });
    if (answer.ok) {
      for (const row of answer.body.sel) this.take(row, true);
      for (const [td] of entries) this.settle(td);
      this.keep();
      this.show.state(tell("saved", { time: clock(Date.now()) }));
      return true;
    }
    return this.refuse(entries, answer);
  }

  settle(td) {
    const model = this.get(td);
    if (model.status === "saving") Object.assign(model, { mine: null, status: "" });
    this.show.cell(td);
  }

  refuse(entries, answer) {
    const { body } = answer;
    if (body?.tanya) {
      for (const [td] of entries) Object.assign(this.get(td), { mine: null, status: "" });
      for (const [td] of entries) this.show.cell(td);
      this.keep();
      return body;
    }
    const others = new Map((body?.sel ?? []).map((row) => [`${row.rhk} ${row.pegawai}`, row]));
    for (const [td] of entries) {
      const model = this.get(td);
      model.status = "unsaved";
      model.theirs = others.get(`${model.rhk} ${model.pegawai}`) ?? null;
      if (model.theirs) Object.assign(model, { teks: model.theirs.teks, versi: model.theirs.versi });
      if (body && !model.theirs) model.refused = body.pesan;
      this.show.cell(td);
    }
    const n = this.keep();
    if (body) this.show.state(body.pesan);
    else this.show.state(answer.status === 401 ? tell("signIn") : tell("waiting", { n }), tell("retry"), () => this.retry());
    return false;
  }

  retry() {
    const waiting = [...this.models].filter(([, model]) => model.mine !== null && !model.theirs && !model.refused && model.status !== "saving");
    if (waiting.length) this.save(waiting.map(([td, model]) => [td, model.mine]));
  }

  accept(td) {
    Object.assign(this.get(td), { mine: null, status: "", theirs: null, refused: "" });
    this.show.cell(td);
    this.keep();
  }

  async post(body) {
    try {
      const answer = await fetch(this.table.dataset.save, {
        method: "POST",
        body: JSON.stringify(body),
        headers: { "Content-Type": "application/json", "X-CSRFToken": document.querySelector("[name=csrfmiddlewaretoken]")?.value ?? "" },
      });
      const json = answer.headers.get("Content-Type")?.startsWith("application/json") ? await answer.json() : null;
      // Sent to the sign-in page, or refused before the program looked at it: the session is over.
      if (answer.redirected || (json === null && answer.status === 403)) return { ok: false, status: 401 };
      return { ok: answer.ok && json !== null, status: answer.status, body: answer.ok ? json : json?.pesan ? json : null };
    } catch {
      return { ok: false, status: 0 };
    }
  }

  // One cell as the server has it now; true when it says something new.
  take(row, own = false) {
    const td = this.places.get(`${row.rhk} ${row.pegawai}`);
    if (!td) return false;
    const model = this.get(td);
    if (row.versi < model.versi) return false; // An answer that set out before the last save and came after it.
    const news = row.versi !== model.versi || row.kata !== model.kata;
    if (!news) return false;
    if (!own && this.grid.editing === td) {
      model.meanwhile = row;
    } else {
      const other = row.versi !== model.versi && row.teks !== model.mine;
      if (!own && model.mine !== null && other) model.theirs = row;
      Object.assign(model, { teks: row.teks, kata: row.kata, versi: row.versi, beda: row.keadaan === "BERBEDA" });
      this.show.cell(td);
    }
    return !own && row.teks !== "" ? row.oleh : false;
  }

  listen() {
    let timer;
    const later = () => {
      clearTimeout(timer);
      timer = setTimeout(ask, EVERY);
    };
    const ask = async () => {
      if (document.visibilityState !== "visible") return;
      if (await this.poll()) later();
    };
    document.addEventListener("visibilitychange", () => document.visibilityState === "visible" && ask());
    addEventListener("online", () => this.retry());
    addEventListener("beforeunload", (event) => (this.keep() || this.grid.draft()) && !this.safe && event.preventDefault());
    later();
  }

  async poll() {
    try {
      const headers = this.tag ? { "If-None-Match": this.tag } : {};
      const answer = await fetch(`${this.table.dataset.latest}?${new URLSearchParams({ sejak: this.since })}`, { headers });
      if (answer.status === 304) return true;
      if (answer.redirected || [401, 403, 404].includes(answer.status)) {
        this.show.state(tell(answer.redirected ? "signIn" : "gone"));
        return false;
      }
      if (!answer.ok) return true;
      const body = await answer.json();
      this.tag = answer.headers.get("ETag");
      if (body.sejak && body.sejak !== this.since) {
        this.since = body.sejak;
        this.tag = null;
      }
      const by = body.sel.map((row) => this.take(row)).filter(Boolean);
      if (by.length) this.show.state(tell("changed", { name: [...new Set(by)].join(", "), n: by.length }));
      this.retry();
    } catch {
      // The line is dead; ask again later.
    }
    return true;
  }
}
