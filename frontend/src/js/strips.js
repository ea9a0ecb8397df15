// Rows of tabs and periods that scroll sideways begin at the one that is open, not at the first.
import { everywhere } from "./words.js";

everywhere((root) => {
  for (const current of root.querySelectorAll(".period-nav [aria-current], .tab-line [aria-current]")) {
    const strip = current.closest(".period-nav ol, .tab-line");
    const from = current.getBoundingClientRect().left - strip.getBoundingClientRect().left;
    strip.scrollLeft += from - (strip.clientWidth - current.offsetWidth) / 2;
  }
});
