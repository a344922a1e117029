/** The page: builds the panes from /api/state and sends each event where it belongs. */
import { getScenes, getState } from "./api.js";
import { el, relabel } from "./dom.js";
import { Guide } from "./guide.js";
import { t } from "./i18n.js";
import { listen } from "./live.js";
import { Pane } from "./pane.js";
import { Scene } from "./people.js";
import { PRIVATE, PrivatePane } from "./private.js";
import { Tabs } from "./tabs.js";
import { Tickets } from "./tickets.js";
import { setNow } from "./time.js";
import { explain } from "./toast.js";
import { Top } from "./top.js";

const LOOK_AT_CLOCK = 15_000; // ms: the desk's clock also moves by itself

const byId = (id) => document.getElementById(id);

class Page {
  constructor(state) {
    setNow(state.now);
    this.scene = new Scene(state);
    this.shape = shapeOf(state);
    this.panes = [];
    this.build(state);
    listen({
      onState: (connection) => this.connected(connection),
      onOpen: () => this.refresh(),
      onEvent: (event) => this.happened(event),
    });
    setInterval(() => document.hidden || this.lookAtClock(), LOOK_AT_CLOCK);
  }

  build(state) {
    const hooks = { onUnread: () => this.badges(), onScenes: () => this.guide?.open() };
    this.top = new Top(byId("top"), state.site, { onMoved: () => this.refresh(), onTickets: () => this.tickets.show(!this.tickets.isOpen) });
    this.top.tell(state.now);
    this.tickets = new Tickets(byId("drawer"), this.scene, (open) => this.drawerMoved(open));
    this.panes = state.rooms.map((room) => new Pane(this.scene, room, hooks));
    this.private = new PrivatePane(this.scene, hooks);
    this.panes.push(this.private);
    byId("panes").replaceChildren(...this.panes.map((pane) => pane.element));
    this.tabs = new Tabs(byId("tabs"), this.panes, (open) => this.tickets.show(open));
    this.guided(state.people);
    document.title = `${state.site} · ${t("desk")}`;
    relabel(document);
    this.badges();
  }

  /** Where the desk has scenes to play, a chip on top and /演示 in any room list them. */
  async guided(people) {
    const scenes = await getScenes();
    if (scenes.length === 0) return;
    this.guide = new Guide(byId("guide"), scenes, people, { show: (room, person) => this.bring(room, person), onMoved: () => this.refresh() });
    this.top.offerScenes(() => this.guide.toggle());
  }

  /** Brings a chat into view, seen by that person. */
  bring(room, person) {
    const pane = this.panes.find((one) => one.key === room);
    if (pane.person !== person) pane.speakAs(person);
    this.tabs.choose(room);
    pane.element.scrollIntoView({ block: "nearest", inline: "nearest" });
  }

  /** Each failed try is at least a look: the page also works, slower, where streams are blocked. */
  connected(state) {
    this.top.connected(state);
    if (state === "lost") this.refresh();
  }

  drawerMoved(open) {
    this.top.ticketsButton.setAttribute("aria-expanded", String(open));
    if (!open) this.tabs.leaveTickets();
  }

  badges() {
    if (!this.tabs) return;
    for (const pane of this.panes) this.tabs.badge(pane.key, pane.thread.unread + (pane.unreadElsewhere ?? 0));
  }

  happened({ room, kind }) {
    if (kind === "clock" || kind === "scene") this.lookAtClock();
    else if (room.startsWith(PRIVATE)) this.private.happenedTo(room.slice(PRIVATE.length), kind);
    else this.panes.find((pane) => pane.key === room)?.happened(kind);
    this.tickets.stir();
  }

  /** Everything again: the stream was broken, or much happened at once. */
  refresh() {
    this.panes.forEach((pane) => pane.feed.whole());
    this.tickets.stir();
    this.lookAtClock();
  }

  /** The time; and if people or rooms changed, the page starts again with them. */
  async lookAtClock() {
    const state = await getState().catch(() => null);
    if (!state) return;
    if (shapeOf(state) !== this.shape) window.location.reload();
    else this.top.tell(state.now);
  }
}

const shapeOf = ({ site, rooms, people }) => JSON.stringify([site, rooms, people]);

async function start() {
  byId("panes").replaceChildren(el("p", { class: "loading", role: "status", t: "loading" }));
  try {
    new Page(await getState());
  } catch (error) {
    if (!("status" in error)) throw error;
    const retry = el("button", { class: "chip", type: "button", t: "retry", on: { click: start } });
    byId("panes").replaceChildren(el("div", { class: "loading", role: "alert" }, el("p", { text: explain(error) }), retry));
  }
}

start();
