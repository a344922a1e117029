/** The drawer of tickets; fetched only while it is open. */
import { getTickets, NEWEST } from "./api.js";
import { el, icon } from "./dom.js";
import { onLanguage, t } from "./i18n.js";
import { isActive, isOverdue, ticketCard } from "./ticket.js";
import { explain } from "./toast.js";

const CALM = 300; // ms: a burst of events is one look

const FILTERS = { all: () => true, active: isActive, overdue: isOverdue };

export class Tickets {
  /** `onToggle(open)` after the drawer was opened or closed. */
  constructor(host, scene, onToggle) {
    Object.assign(this, { host, scene, onToggle });
    this.tickets = [];
    this.filter = "all";
    this.cards = new Map(); // number → {card}
    this.timer = null;
    this.build();
    onLanguage(() => { this.cards.clear(); this.draw(); });
    document.addEventListener("keydown", (event) => event.key === "Escape" && host.contains(event.target) && this.show(false));
  }

  build() {
    const close = el("button", { class: "tool", type: "button", tLabel: "close", on: { click: () => this.show(false) } }, icon("close"));
    this.bar = el("div", { class: "filters", role: "group", tLabel: "tickets" }, Object.keys(FILTERS).map((key) => this.filterButton(key)));
    this.list = el("div", { class: "ticket-list", tabindex: "0" });
    this.host.replaceChildren(el("header", { class: "drawer-head" }, el("h2", { t: "tickets" }), close), this.bar, this.list);
    this.host.dataset.tLabel = "tickets";
    this.host.setAttribute("aria-label", t("tickets"));
  }

  filterButton(key) {
    const choose = () => { this.filter = key; this.draw(); };
    return el("button", { class: "chip", type: "button", data: { filter: key }, on: { click: choose } }, el("span", { t: `tickets.${key}` }), " ", el("span", { class: "count" }));
  }

  get isOpen() {
    return !this.host.hidden;
  }

  show(open) {
    if (open === this.isOpen) return;
    this.host.hidden = !open;
    this.onToggle(open);
    if (open) this.refresh();
  }

  /** Something happened; looks again soon, if anybody looks at all. */
  stir() {
    clearTimeout(this.timer);
    if (this.isOpen) this.timer = setTimeout(() => this.refresh(), CALM);
  }

  async refresh() {
    try {
      this.tickets = (await getTickets()).sort((a, b) => Date.parse(b.opened_at) - Date.parse(a.opened_at));
      this.draw();
    } catch (error) {
      this.list.replaceChildren(el("p", { class: "none", text: explain(error) }));
    }
  }

  draw() {
    for (const button of this.bar.children) {
      const count = this.tickets.filter(FILTERS[button.dataset.filter]).length;
      button.querySelector(".count").textContent = count;
      button.setAttribute("aria-pressed", String(button.dataset.filter === this.filter));
    }
    const chosen = this.tickets.filter(FILTERS[this.filter]);
    const none = el("p", { class: "none", text: t(this.tickets.length ? "tickets.noneHere" : "tickets.none") });
    this.arrange(chosen.length ? [...chosen.map((ticket) => this.card(ticket)), ...this.rest()] : [none]);
  }

  /** Says that older ones are there which are not listed. */
  rest() {
    const first = Math.min(...this.tickets.map((ticket) => ticket.number));
    const left = this.tickets.length >= NEWEST && (first > 1 || this.tickets.length < this.tickets[0].number);
    return left ? [el("p", { class: "none", t: "tickets.newest" })] : [];
  }

  /** Puts the cards in order, moving only what is out of place so that focus and scrolling stay. */
  arrange(cards) {
    const wanted = new Set(cards);
    [...this.list.children].filter((node) => !wanted.has(node)).forEach((node) => node.remove());
    cards.forEach((card, index) => {
      if (this.list.children[index] !== card) this.list.insertBefore(card, this.list.children[index] ?? null);
    });
  }

  /** The ticket's card, made anew only if something that it shows changed. */
  card(ticket) {
    const known = this.cards.get(ticket.number);
    const fresh = ticketCard(ticket, this.scene, known?.card.open ?? false);
    if (known && known.card.textContent === fresh.textContent) return known.card;
    this.cards.set(ticket.number, { card: fresh });
    return fresh;
  }
}
