// Rows of tabs and periods that scroll sideways begin at the one that is open, not at the first.
import { everywhere } from "./words.js";

everywhere((root) => {
  for (const current of root.querySelectorAll(".period-nav [aria-current], .nav-tabs [aria-current]")) {
    const strip = current.closest("ol, ul");
    const from = current.getBoundingClientRect().left - strip.getBoundingClientRect().left;
    strip.scrollLeft += from - (strip.clientWidth - current.offsetWidth) / 2;
  }
});
