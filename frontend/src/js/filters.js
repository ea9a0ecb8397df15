// Lists that answer while you type: <form method="get" data-live-filter="#daftar">.
import htmx from "./htmx.js";

let waiting;

function refresh(form) {
  const query = new URLSearchParams([...new FormData(form)].filter(([, value]) => value !== ""));
  const address = `${form.getAttribute("action") || location.pathname}?${query}`;
  htmx.ajax("GET", address, { target: form.dataset.liveFilter, select: form.dataset.liveFilter, swap: "outerHTML" })
    .then(() => history.replaceState(null, "", address));
}

document.addEventListener("input", (event) => {
  const form = event.target.closest("form[data-live-filter]");
  if (!form) return;
  clearTimeout(waiting);
  waiting = setTimeout(() => refresh(form), 350);
});
document.addEventListener("submit", (event) => {
  const form = event.target.closest("form[data-live-filter]");
  if (!form || !navigator.onLine) return;
  event.preventDefault();
  clearTimeout(waiting);
  refresh(form);
});
