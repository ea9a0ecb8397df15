// While parts of a yearly target are typed: what they make, and by how much that misses the target.
const WORDS = document.documentElement.lang === "en";

function read(text) {
  const bare = text.replace(/[\s\u00a0]/g, "");
  if (!bare) return null;
  const plain = bare.includes(",")
    ? bare.replaceAll(".", "").replace(",", ".")
    : /^-?\d{1,3}(\.\d{3})+$/.test(bare)
      ? bare.replaceAll(".", "")
      : bare;
  const number = Number(plain);
  return Number.isFinite(number) ? number : undefined;
}

function made(way, parts) {
  if (way === "NILAI_AKHIR") return parts.at(-1);
  const total = parts.reduce((sum, part) => sum + part, 0);
  return way === "RATA_RATA" ? total / parts.length : total;
}

function tell(form) {
  const place = form.querySelector("[data-breakdown-told]");
  const values = [...form.querySelectorAll("input[name^=bagian_]")].map((field) => read(field.value));
  const parts = values.filter((value) => typeof value === "number");
  if (values.includes(undefined) || !parts.length) {
    place.textContent = "";
    return;
  }
  const total = made(form.elements.cara.value, parts);
  const gap = Math.round((total - Number(form.dataset.breakdown)) * 100) / 100;
  const write = (number) => number.toLocaleString(WORDS ? "en" : "id", { maximumFractionDigits: 2 });
  const words = { "-1": place.dataset.short, 0: place.dataset.equal, 1: place.dataset.over };
  const key = form.elements.cara.value;
  place.textContent = `${JSON.parse(place.dataset.made)[key]} ${write(total)}, ${words[Math.sign(gap)].replace("0", write(Math.abs(gap)))}`;
}

document.querySelectorAll("form[data-breakdown]").forEach((form) => {
  form.addEventListener("input", () => tell(form));
});
