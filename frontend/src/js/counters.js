// Counts the letters that are left; the limit itself is the server's business.
import { everywhere, say } from "./words.js";

everywhere((root) => {
  for (const line of root.querySelectorAll("[data-counter-for]")) {
    const field = document.getElementById(line.dataset.counterFor);
    if (!field) continue;
    const most = Number(field.dataset.counter);
    const show = () => {
      const left = most - [...field.value].length;
      line.textContent = left >= 0 ? say("left", { n: left }) : say("over", { n: -left });
      line.classList.toggle("over", left < 0);
    };
    field.addEventListener("input", show);
    show();
  }
});
