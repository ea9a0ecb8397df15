// The few words that scripts show, in both languages.
const WORDS = {
  id: {
    saved: "tersimpan {time}",
    savedHere: "tersimpan di perangkat ini {time}",
    notSaved: "belum tersimpan",
    refused: "belum terkirim, tersimpan di perangkat ini {time}; muat ulang halaman ini",
    offerTitle: "Ada isian Anda yang belum terkirim ({time})",
    offerText: "Isian ini tersimpan di perangkat ini. Pakai lagi, atau buang.",
    use: "Pakai isian itu",
    drop: "Buang",
    compare: "Bandingkan",
    field: "Isian",
    draft: "Draf Anda",
    now: "Di halaman ini",
    yes: "Ya, lanjutkan",
    cancel: "Batal",
    close: "Tutup",
    sure: "Yakin?",
    left: "Tersisa {n} huruf",
    over: "Kelebihan {n} huruf",
    copied: "Tersalin",
    offline: "Tidak ada sambungan. Isian Anda tetap tersimpan di perangkat ini; kirim lagi setelah tersambung.",
    online: "Tersambung kembali.",
    shortcuts: "Pintasan papan ketik",
    shortcutSearch: "Cari",
    shortcutNext: "Baris berikutnya",
    shortcutPrevious: "Baris sebelumnya",
    shortcutOpen: "Buka baris",
    shortcutHelp: "Daftar pintasan ini",
    shortcutsOff: "Matikan pintasan di perangkat ini",
    failed: "Gagal dimuat. Coba lagi.",
  },
  en: {
    saved: "saved {time}",
    savedHere: "saved on this device {time}",
    notSaved: "not saved yet",
    refused: "not sent, saved on this device {time}; reload this page",
    offerTitle: "You have entries that were not sent ({time})",
    offerText: "They are kept on this device. Use them again, or discard them.",
    use: "Use them",
    drop: "Discard",
    compare: "Compare",
    field: "Field",
    draft: "Your draft",
    now: "On this page",
    yes: "Yes, continue",
    cancel: "Cancel",
    close: "Close",
    sure: "Are you sure?",
    left: "{n} characters left",
    over: "{n} characters too many",
    copied: "Copied",
    offline: "No connection. What you typed stays on this device; send it again once connected.",
    online: "Connected again.",
    shortcuts: "Keyboard shortcuts",
    shortcutSearch: "Search",
    shortcutNext: "Next row",
    shortcutPrevious: "Previous row",
    shortcutOpen: "Open row",
    shortcutHelp: "This list of shortcuts",
    shortcutsOff: "Turn shortcuts off on this device",
    failed: "Could not load. Try again.",
  },
};

const language = document.documentElement.lang.startsWith("en") ? "en" : "id";

export function say(name, values = {}) {
  return WORDS[language][name].replace(/\{(\w+)\}/g, (_, key) => values[key]);
}

export function clock(stamp) {
  const moment = new Date(stamp);
  const two = (number) => String(number).padStart(2, "0");
  const hour = `${two(moment.getHours())}.${two(moment.getMinutes())}`;
  return moment.toDateString() === new Date().toDateString() ? hour : `${moment.getDate()}/${moment.getMonth() + 1} ${hour}`;
}

export function announce(text) {
  const place = document.getElementById("pengumuman");
  if (place) place.textContent = text;
}

export function element(name, attributes = {}, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (key === "onclick") made.addEventListener("click", value);
    else if (value === true) made.setAttribute(key, "");
    else if (value !== false && value != null) made.setAttribute(key, value);
  }
  made.append(...children);
  return made;
}

// Runs now and for everything that a partial update brings in later.
export function everywhere(work) {
  work(document);
  document.addEventListener("htmx:load", (event) => event.target !== document.body && work(event.target));
}
