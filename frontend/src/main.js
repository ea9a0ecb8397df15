// What every page loads. Each module finds its own elements; every page works without any of them.
import "./js/htmx.js";
import "./js/menus.js";
import "./js/theme.js";
import "./js/focus.js";
import "./js/drafts.js";
import "./js/confirm.js";
import "./js/counters.js";
import "./js/shortcuts.js";
import "./js/copy.js";
import "./js/connection.js";
import "./js/filters.js";
import "./js/breakdown.js";
import "./js/passkeys.js";
import "./js/tree.js";
import "./js/strips.js";
