// Copy buttons; hidden where scripts do not run.
import { announce, everywhere, say } from "./words.js";

everywhere((root) => {
  for (const button of root.querySelectorAll("[data-copy]")) button.hidden = !navigator.clipboard;
});
document.addEventListener("click", async (event) => {
  const button = event.target.closest("[data-copy]");
  if (!button) return;
  await navigator.clipboard.writeText(button.dataset.copy);
  announce(say("copied"));
  const before = button.innerHTML;
  button.textContent = say("copied");
  setTimeout(() => { button.innerHTML = before; }, 2000);
});
