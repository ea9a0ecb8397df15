// Nothing typed is ever lost: <form data-draft-key="skp-7"> keeps its entries on this device until the server took them.
// With data-autosave="/address/" they also go to the server while typing.
import { clock, element, everywhere, say } from "./words.js";

const PREFIX = "draf:";
const KEEP = 30 * 24 * 3600 * 1000;
const SENT = "draf-terkirim";
const BEGINS_WITHIN = 5000; // the visit that a form begins starts at once, however long its answer takes
const account = document.body.dataset.account || "";
const waiting = new Map();

const place = (form) => `${PREFIX}${account}:${form.dataset.draftKey}`;

function entries(form) {
  const values = {};
  for (const field of form.elements) {
    if (!field.name || field.disabled || ["password", "file", "submit", "button", "hidden"].includes(field.type)) continue;
    if (field.type === "checkbox" || field.type === "radio") {
      values[field.name] ??= [];
      if (field.checked) values[field.name].push(field.value);
    } else if (field.type === "select-multiple") {
      values[field.name] = [...field.selectedOptions].map((option) => option.value);
    } else {
      (values[field.name] ??= []).push(field.value);
    }
  }
  return values;
}

function fill(form, values) {
  const used = {};
  for (const field of form.elements) {
    const kept = values[field.name];
    if (!kept || ["password", "file", "submit", "button", "hidden"].includes(field.type)) continue;
    if (field.type === "checkbox" || field.type === "radio") field.checked = kept.includes(field.value);
    else if (field.type === "select-multiple") for (const option of field.options) option.selected = kept.includes(option.value);
    else field.value = kept[(used[field.name] = (used[field.name] ?? -1) + 1)] ?? field.value;
    field.dispatchEvent(new Event("change", { bubbles: true }));
  }
}

function read(key, store = localStorage) {
  try {
    return JSON.parse(store.getItem(key));
  } catch {
    return null;
  }
}

function state(form, text) {
  const line = form.querySelector("[data-draft-state]");
  if (!line) return;
  line.hidden = false;
  line.textContent = text;
}

function keep(form) {
  const at = Date.now();
  try {
    localStorage.setItem(place(form), JSON.stringify({ at, values: entries(form) }));
    delete form.dataset.unsaved;
    state(form, say("savedHere", { time: clock(at) }));
  } catch {
    form.dataset.unsaved = "1";
    state(form, say("notSaved"));
  }
  if (form.dataset.autosave && navigator.onLine) send(form);
}

async function send(form) {
  try {
    const answer = await fetch(form.dataset.autosave, { method: "POST", body: new FormData(form), headers: { "X-Autosave": "1" }, redirect: "error" });
    if (!answer.ok) {
      // A reason comes as plain words; a page of its own (no longer allowed, form too old) is no line below a form.
      const plain = (answer.headers.get("Content-Type") || "").startsWith("text/plain");
      if (answer.status < 500) state(form, plain ? await answer.text() : say("refused", { time: clock(Date.now()) }));
      return;
    }
    const fields = JSON.parse(answer.headers.get("X-Fields") || "{}");
    for (const [name, value] of Object.entries(fields)) if (form.elements[name]) form.elements[name].value = value;
    state(form, say("saved", { time: clock(Date.now()) }));
  } catch {
    // The line is dead: the copy on this device stands.
  }
}

// A form that was sent is done with when the server took it: it leads from the sending on to a page that is neither an error,
// nor a sign-in, nor the form with errors. A page opened after a dead line or a proxy's error page says nothing: the copy stands.
function settle() {
  const sent = read(SENT, sessionStorage);
  if (!sent) return;
  sessionStorage.removeItem(SENT);
  const [visit] = performance.getEntriesByType("navigation");
  const led = visit?.redirectCount > 0 && visit.type === "navigate" && Math.abs(performance.timeOrigin - sent.at) < BEGINS_WITHIN;
  const refused = document.querySelector(".error-summary, .error-card") || document.body.classList.contains("without-frame");
  if (led && !refused) localStorage.removeItem(sent.key);
}

function clean() {
  for (const key of Object.keys(localStorage)) {
    if (key.startsWith(PREFIX) && Date.now() - (read(key)?.at ?? 0) > KEEP) localStorage.removeItem(key);
  }
}

function differences(form, values) {
  const now = entries(form);
  return Object.keys(values).filter((name) => name in now && JSON.stringify(now[name]) !== JSON.stringify(values[name]))
    .map((name) => [form.querySelector(`label[for="${CSS.escape(form.elements[name].id ?? "")}"]`)?.firstChild?.textContent.trim() || name, values[name].join(", "), now[name].join(", ")]);
}

function offer(form) {
  const draft = read(place(form));
  const changed = draft && differences(form, draft.values);
  if (!changed?.length) return;
  const row = (cells, kind) => element("tr", {}, ...cells.map((cell) => element(kind, {}, cell)));
  const box = element("div", { class: "alert alert-info draft-offer", role: "status" }, element("div", {},
    element("p", { class: "alert-title" }, say("offerTitle", { time: clock(draft.at) })),
    element("p", {}, say("offerText")),
    element("details", { class: "mb-2" }, element("summary", {}, say("compare")),
      element("div", { class: "prose prose-scroll" }, element("table", {}, element("thead", {}, row([say("field"), say("draft"), say("now")], "th")),
        element("tbody", {}, ...changed.map((cells) => row(cells, "td")))))),
    element("div", { class: "btn-list" },
      element("button", { class: "btn btn-primary", type: "button", onclick: () => { fill(form, draft.values); box.remove(); } }, say("use")),
      element("button", { class: "btn", type: "button", onclick: () => { localStorage.removeItem(place(form)); box.remove(); } }, say("drop")))));
  form.before(box);
}

settle();
clean();
everywhere((root) => {
  for (const form of root.querySelectorAll("form[data-draft-key]")) offer(form);
});

document.addEventListener("input", (event) => {
  const form = event.target.form;
  if (!form?.dataset.draftKey) return;
  form.dataset.unsaved = "1";
  clearTimeout(waiting.get(form));
  waiting.set(form, setTimeout(() => keep(form), 500));
});

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (!form.dataset?.draftKey) return;
  clearTimeout(waiting.get(form));
  keep(form);
  if (!event.defaultPrevented) sessionStorage.setItem(SENT, JSON.stringify({ key: place(form), at: Date.now() }));
});

document.addEventListener("visibilitychange", () => {
  for (const form of document.querySelectorAll("form[data-draft-key][data-unsaved]")) keep(form);
});

addEventListener("beforeunload", (event) => {
  const form = document.querySelector("form[data-draft-key][data-unsaved]");
  if (!form) return;
  keep(form);
  if (form.dataset.unsaved) event.preventDefault();
});
