// Asks before an act that is hard to undo: <form data-confirm="Hapus baris ini?">.
import { element, say } from "./words.js";

document.addEventListener("submit", (event) => {
  const form = event.target;
  const text = event.submitter?.dataset.confirm ?? form.dataset.confirm;
  if (!text || form.dataset.confirmed) return;
  event.preventDefault();
  event.stopImmediatePropagation();
  ask(text, event.submitter?.textContent.trim() || say("yes")).then((agreed) => {
    if (!agreed) return;
    form.dataset.confirmed = "1";
    form.requestSubmit(event.submitter);
    delete form.dataset.confirmed;
  });
}, true);

export function ask(text, label) {
  return new Promise((resolve) => {
    const box = element("dialog", { class: "box", "aria-labelledby": "tanya" },
      element("h2", { id: "tanya" }, say("sure")),
      element("p", {}, text),
      element("form", { method: "dialog", class: "btn-list" },
        element("button", { class: "btn btn-primary", value: "yes" }, label),
        element("button", { class: "btn", value: "" }, say("cancel"))));
    document.body.append(box);
    box.addEventListener("close", () => {
      resolve(box.returnValue === "yes");
      box.remove();
    });
    box.showModal();
  });
}
