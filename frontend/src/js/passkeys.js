// Passkeys, the strength meter, the clock comparison and print buttons of the access pages.
import { everywhere } from "./words.js";

const WORDS = {
  id: {
    known: "Perangkat ini sudah punya kunci sandi untuk akun Anda.",
    refused: "Tidak jadi, atau perangkat tidak menjawab. Coba lagi.",
    shorter: (n) => `Kurang ${n} huruf lagi.`,
    plain: "Huruf kurang beragam.",
    levels: ["Dapat dipakai, lebih baik ditambah satu kata.", "Cukup kuat.", "Kuat."],
    drift: (n) => `Jam perangkat ini selisih ± ${n} detik dari jam server.`,
  },
  en: {
    known: "This device already has a passkey for your account.",
    refused: "Cancelled, or the device did not answer. Try again.",
    shorter: (n) => `${n} more letters needed.`,
    plain: "Too few different letters.",
    levels: ["Usable, better with one more word.", "Fairly strong.", "Strong."],
    drift: (n) => `This device's clock is ± ${n} seconds off the server's.`,
  },
};
const words = () => WORDS[document.documentElement.lang] ?? WORDS.id;
const supported = () => window.PublicKeyCredential && PublicKeyCredential.parseCreationOptionsFromJSON;

everywhere((root) => {
  for (const form of root.querySelectorAll("[data-passkey]")) {
    const missing = form.parentElement.querySelector("[data-passkey-missing]");
    form.hidden = !supported();
    if (missing) missing.hidden = Boolean(supported());
  }
  for (const button of root.querySelectorAll("[data-print]")) button.hidden = false;
  for (const field of root.querySelectorAll("[data-strength]")) watchStrength(field);
  for (const time of root.querySelectorAll("[data-server-time]")) compareClock(time);
});

document.addEventListener("click", (event) => {
  if (event.target.closest("[data-print]")) window.print();
});

document.addEventListener("submit", async (event) => {
  const form = event.target.closest("[data-passkey]");
  if (!form || form.credential.value) return;
  event.preventDefault();
  const problem = form.querySelector("[data-passkey-problem]");
  problem.hidden = true;
  try {
    form.credential.value = JSON.stringify(await ask(form.dataset.passkey, JSON.parse(form.dataset.options).publicKey));
    form.requestSubmit();
  } catch (error) {
    problem.textContent = error.name === "InvalidStateError"
      ? words().known
      : words().refused;
    problem.hidden = false;
  }
});

async function ask(mode, options) {
  if (mode === "create") {
    const made = await navigator.credentials.create({ publicKey: PublicKeyCredential.parseCreationOptionsFromJSON(options) });
    return made.toJSON();
  }
  const used = await navigator.credentials.get({ publicKey: PublicKeyCredential.parseRequestOptionsFromJSON(options) });
  return used.toJSON();
}

// Advice while typing; the server decides. The same scale as ekinerja.access.passwords.strength.
function watchStrength(field) {
  const meter = field.form.querySelector("[data-strength-meter]");
  if (!meter) return;
  const label = meter.querySelector("[data-strength-label]");
  field.addEventListener("input", () => {
    const text = field.value;
    const kinds = [/[a-z]/, /[A-Z]/, /\d/, /[^A-Za-z\d]/].filter((kind) => kind.test(text)).length;
    const points = text.length + 2 * kinds;
    meter.hidden = !text;
    if (text.length < 10) label.textContent = words().shorter(10 - text.length);
    else if (new Set(text.toLowerCase()).size < 5) label.textContent = words().plain;
    else label.textContent = words().levels[points >= 24 ? 2 : points >= 18 ? 1 : 0];
  });
}

function compareClock(time) {
  const place = time.closest("p").querySelector("[data-clock-drift]");
  const loaded = performance.getEntriesByType("navigation")[0]?.responseStart ?? 0;
  const drift = Math.round((performance.timeOrigin + loaded - new Date(time.dateTime).getTime()) / 1000);
  if (!place || Math.abs(drift) < 15) return;
  place.textContent = words().drift(Math.abs(drift));
  place.hidden = false;
}
