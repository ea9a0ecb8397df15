// Puts the reader where the news is: an error summary takes the focus when it appears.
import { everywhere } from "./words.js";

everywhere((root) => {
  const place = root.matches?.("[data-focus]") ? root : root.querySelector("[data-focus]");
  place?.focus();
});

// After saving in the middle of a page its message stands above the window: show it under the header for a while.
const FOR = 6000;
const news = document.querySelector("#pesan");
if (news?.children.length && location.hash.length > 1 && document.getElementById(location.hash.slice(1))) {
  news.classList.add("news-floating");
  setTimeout(() => news.classList.remove("news-floating"), FOR);
}
