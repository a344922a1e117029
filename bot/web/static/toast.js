/** Short notes that come, are read out, and go. */
import { t } from "./i18n.js";

const SHOWN = 3500; // ms, plus reading time per character
const PER_CHARACTER = 60; // ms
const SHOWN_ERROR = 8000; // ms

const timers = new WeakMap();

/** Shows `text` in `host` (an element with role="status"); a click sends it away early. */
export function toast(host, text, tone = "plain") {
  clearTimeout(timers.get(host));
  host.textContent = text;
  host.dataset.tone = tone;
  host.classList.add("shown");
  host.onclick = () => host.classList.remove("shown");
  const stay = tone === "error" ? SHOWN_ERROR : SHOWN + PER_CHARACTER * text.length;
  timers.set(host, setTimeout(host.onclick, stay));
}

/** What to tell a person about a failed request. */
export function explain(error) {
  return error.message || (error.code === "network" ? t("offline") : t("failed", { code: error.code ?? "" }));
}

/** Reads `text` out to people who use a screen reader. */
export function announce(text) {
  document.getElementById("announcer").textContent = text;
}
