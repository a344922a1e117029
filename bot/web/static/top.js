/** The bar on top: site, connection, the desk's clock and the buttons that move it, language. */
import { advanceClock } from "./api.js";
import { el, icon, relabel } from "./dom.js";
import { language, onLanguage, setLanguage, t } from "./i18n.js";
import { hourMinute, longDate, morningIsToday, secondsToMorning, setNow, shortDate } from "./time.js";
import { explain, toast } from "./toast.js";

const STEPS = { "10m": 600, "31m": 1860, "61m": 3660, tomorrow: null, "1d": 86_400 }; // seconds
const LANGUAGE_SIGNS = { "zh-CN": "简", "zh-TW": "繁", en: "EN" };

export class Top {
  /** `onMoved()` after the clock has moved; `onTickets()` when the drawer is asked for. */
  constructor(host, site, { onMoved, onTickets }) {
    this.onMoved = onMoved;
    this.host = host;
    this.connection = el("span", { class: "connection", role: "status" });
    this.ticketsButton = el("button", { class: "chip tickets-button", type: "button", "aria-expanded": "false", "aria-controls": "drawer", on: { click: onTickets } }, icon("tickets"), el("span", { t: "tickets" }));
    const brand = el("div", { class: "brand" }, el("img", { src: "/static/favicon.svg", alt: "", class: "logo" }), el("div", {}, el("h1", { text: site }), this.connection));
    host.replaceChildren(brand, this.clock(), el("div", { class: "top-end" }, this.ticketsButton, this.languages()));
    onLanguage(() => this.draw());
  }

  clock() {
    this.date = el("span", { class: "date" });
    this.shortDate = el("span", { class: "date-short" });
    this.time = el("strong", { class: "time" });
    this.moving = el("span", { class: "moving", role: "status" });
    const face = el("div", { class: "clock-face", tLabel: "clock", role: "group" }, icon("clock"), this.date, this.shortDate, this.time, this.moving);
    this.steps = el("div", { class: "steps", role: "group", tLabel: "clock.move" }, Object.keys(STEPS).map((key) => this.step(key)));
    return el("div", { class: "clock" }, face, this.steps);
  }

  step(key) {
    return el("button", { class: "chip", type: "button", data: { step: key }, t: `clock.${key}`, on: { click: () => this.move(STEPS[key] ?? secondsToMorning()) } });
  }

  /** Shows the desk's time. */
  tell(now) {
    this.now = now;
    setNow(now);
    this.draw();
  }

  draw() {
    if (!this.now) return;
    this.date.textContent = longDate(this.now);
    this.shortDate.textContent = shortDate(this.now);
    this.time.textContent = hourMinute(this.now);
    const morning = this.steps.querySelector("[data-step=tomorrow]");
    morning.dataset.t = morningIsToday() ? "clock.morning" : "clock.tomorrow";
    morning.textContent = t(morning.dataset.t);
  }

  async move(seconds) {
    if (this.host.classList.contains("clock-busy")) return;
    this.busy(true);
    try {
      const { now } = await advanceClock(seconds);
      this.tell(now);
      this.onMoved();
    } catch (error) {
      toast(document.getElementById("toast"), explain(error), "error");
    }
    this.busy(false);
  }

  busy(on) {
    this.host.classList.toggle("clock-busy", on);
    this.steps.setAttribute("aria-busy", String(on));
    this.steps.querySelectorAll("button").forEach((button) => { button.setAttribute("aria-disabled", String(on)); });
    this.moving.textContent = on ? t("clock.moving") : "";
  }

  /** "connecting", "live" or "lost" */
  connected(state) {
    this.connection.dataset.state = state;
    this.connection.dataset.t = `connection.${state}`;
    this.connection.textContent = t(`connection.${state}`);
  }

  /** A chip that lists the guided scenes. */
  offerScenes(onScenes) {
    this.host.querySelector(".top-end").prepend(el("button", { class: "chip scenes-button", type: "button", tLabel: "guide", on: { click: onScenes } }, icon("play"), el("span", { t: "guide.chip" })));
  }

  languages() {
    const buttons = Object.entries(LANGUAGE_SIGNS).map(([code, sign]) =>
      el("button", { type: "button", lang: code, text: sign, "aria-pressed": String(code === language()), on: { click: () => choose(code) } }));
    const choose = (code) => {
      setLanguage(code);
      relabel(document);
      buttons.forEach((button) => button.setAttribute("aria-pressed", String(button.lang === code)));
    };
    return el("div", { class: "languages", role: "group", tLabel: "language" }, buttons);
  }
}
