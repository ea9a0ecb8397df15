// Switches light and dark at once; without scripts the same form posts to the server.
document.addEventListener("submit", (event) => {
  const form = event.target.closest("[data-theme-form]");
  if (!form || !event.submitter) return;
  event.preventDefault();
  const chosen = event.submitter.value;
  const secure = location.protocol === "https:" ? "; secure" : "";
  document.cookie = `tema=${chosen}; path=/; samesite=lax; max-age=${chosen ? 31_536_000 : 0}${secure}`;
  if (chosen) document.documentElement.dataset.bsTheme = chosen;
  else delete document.documentElement.dataset.bsTheme;
  for (const button of document.querySelectorAll("[data-theme-form] [name=tema]")) {
    button.setAttribute("aria-pressed", String(button.value === chosen));
  }
});
