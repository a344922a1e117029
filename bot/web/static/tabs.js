/** The bottom bar of a phone-sized window: one room at a time, with unread badges. */
import { el, icon } from "./dom.js";
import { recall, remember } from "./store.js";

const phone = window.matchMedia("(max-width: 720px)");

export class Tabs {
  /** `panes` in order; `onTickets(open)` shows or hides the drawer. */
  constructor(host, panes, onTickets) {
    Object.assign(this, { host, panes, onTickets });
    const items = [...panes.map((pane) => this.tab(pane.key, pane.room.kind, pane.room.title)), this.tab("tickets", "tickets")];
    host.replaceChildren(...items);
    const last = recall("tab");
    this.choose(panes.some((pane) => pane.key === last) ? last : panes[0].key);
    phone.addEventListener("change", () => this.choose(this.current));
  }

  tab(key, kind, title) {
    const several = this.panes.filter((pane) => pane.room.kind === kind).length > 1;
    const label = several ? el("span", { class: "tab-label", text: title }) : el("span", { class: "tab-label", t: `tab.${kind}` });
    const badge = el("span", { class: "badge", hidden: true });
    const props = { class: `tab kind-${kind}`, type: "button", data: { tab: key }, on: { click: () => this.choose(key) } };
    return el("button", props, el("span", { class: "tab-icon" }, icon(kind), badge), label);
  }

  choose(key) {
    this.current = key;
    if (key !== "tickets") remember("tab", key);
    for (const tab of this.host.children) tab.setAttribute("aria-pressed", String(tab.dataset.tab === key));
    for (const pane of this.panes) pane.show(pane.key === key);
    if (phone.matches) this.onTickets(key === "tickets");
  }

  /** The drawer was closed by its own button: back to the rooms. */
  leaveTickets() {
    if (this.current === "tickets") this.choose(recall("tab") ?? this.panes[0].key);
  }

  badge(key, count) {
    const badge = this.host.querySelector(`[data-tab="${CSS.escape(key)}"] .badge`);
    badge.textContent = count > 99 ? "99+" : count;
    badge.hidden = count === 0;
  }
}
