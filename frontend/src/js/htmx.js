// Partial updates; configured in the page's head (no eval, no inline styles).
import htmx from "htmx.org/dist/htmx.esm.js";
import { announce, say } from "./words.js";

document.addEventListener("htmx:sendError", () => announce(say("offline")));
document.addEventListener("htmx:timeout", () => announce(say("failed")));
htmx.config.timeout = 30_000;

export default htmx;
