// Says when the line is dead, holds back what cannot be sent, and keeps the offline page ready.
import { announce, element, say } from "./words.js";

let banner;

function show() {
  if (!navigator.onLine && !banner) {
    banner = element("p", { class: "connection", role: "status" }, say("offline"));
    document.body.append(banner);
  } else if (navigator.onLine && banner) {
    banner.remove();
    banner = undefined;
    announce(say("online"));
  }
}

addEventListener("online", show);
addEventListener("offline", show);
show();

document.addEventListener("submit", (event) => {
  if (navigator.onLine || event.target.method === "dialog") return;
  event.preventDefault();
  announce(say("offline"));
  show();
});
document.addEventListener("click", (event) => {
  if (event.target.closest("[data-reload]")) {
    event.preventDefault();
    location.reload();
  }
});

if ("serviceWorker" in navigator) navigator.serviceWorker.register("/sw.js").catch(() => {});
