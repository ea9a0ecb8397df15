// Puts the reader where the news is: an error summary takes the focus when it appears.
import { everywhere } from "./words.js";

everywhere((root) => {
  const place = root.matches?.("[data-focus]") ? root : root.querySelector("[data-focus]");
  place?.focus();
});
