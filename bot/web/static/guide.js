/** Guided scenes: a list to choose from, then a strip that plays one step by step and says what to watch. */
import { advanceClock, getMessages, getTickets, sendMessage, sendTap } from "./api.js";
import { bdi, el, icon, relabel } from "./dom.js";
import { language, onLanguage, t } from "./i18n.js";
import { announce, explain } from "./toast.js";

const COMMAND = /^\/(演示|scene|scenes)$/i;
const UNITS = { D: 86_400, H: 3600, M: 60, S: 1 };

/** Whether what was typed asks for the list. */
export const asksForScenes = (text) => COMMAND.test(text.trim());

/** "PT11M" or "P1D" in seconds. */
const seconds = (duration) => [...duration.matchAll(/(\d+)([DHMS])/g)].reduce((sum, [, n, unit]) => sum + n * UNITS[unit], 0);

export class Guide {
  /** `scenes` as /api/scenes lists them; `show(room, person)` brings a chat into view, `onMoved()` after the clock. */
  constructor(host, scenes, people, { show, onMoved }) {
    Object.assign(this, { host, scenes, show, onMoved });
    this.ids = new Map(people.map((person) => [person.name, person.id]));
    this.busy = false;
    onLanguage(() => this.draw());
  }

  /** The list of scenes; true: here it is. */
  open() {
    this.scene = null;
    this.host.hidden = false;
    this.draw();
    this.host.querySelector("button")?.focus();
    return true;
  }

  close() {
    this.scene = null;
    this.host.hidden = true;
  }

  toggle() {
    if (this.host.hidden) this.open();
    else this.close();
  }

  start(scene) {
    Object.assign(this, { scene, at: -1, number: 0, problem: null });
    this.next();
  }

  /** Plays the next step, then waits for 继续. */
  async next() {
    if (this.busy) return;
    if (this.at + 1 >= this.scene.step.length) {
      this.open();
      return;
    }
    this.busy = true;
    this.problem = null;
    this.answers = [];
    this.at += 1;
    this.draw();
    await this.play(this.scene.step[this.at]);
    this.busy = false;
    if (this.scene) this.draw();
  }

  async play(step) {
    try {
      for (const action of step.do) await this.act(action);
    } catch (error) {
      this.problem = error.status === undefined ? error.message : explain(error);
    }
    this.show(step.look.room, this.ids.get(step.look.who));
    this.onMoved();
    announce(step.watch[language()]);
  }

  async act(action) {
    const person = this.ids.get(action.who);
    const room = action.room === "private" ? `private:${person}` : action.room;
    if (action.advance) await advanceClock(seconds(action.advance));
    else if (action.say) await sendMessage({ room, person, text: this.filled(await this.unsaid([action.say].flat())) });
    else await this.tap(action, room, person);
    await advanceClock(0); // until everything is delivered
    if (action.opens) this.number = Math.max(...(await getTickets()).map((ticket) => ticket.number));
  }

  async tap({ on, tap }, room, person) {
    const words = this.filled(on).split("｜");
    const fits = ({ from, text, buttons }) => from === "bot" && words.every((word) => text.includes(word)) && buttons.some(({ label }) => label.includes(tap));
    const message = (await getMessages(room, person, null)).findLast(fits);
    if (!message) throw new Error(t("guide.missing", { tap }));
    const { toast } = await sendTap({ room, person, message: message.id, button: message.buttons.find(({ label }) => label.includes(tap)).key });
    if (toast) this.answers.push(toast);
  }

  /** The first of these lines that no ticket has yet, so that a scene can be played again. */
  async unsaid(lines) {
    if (lines.length === 1) return lines[0];
    const told = (await getTickets()).map((ticket) => ticket.text);
    return lines.find((line) => !told.some((text) => text.includes(line))) ?? lines.at(-1);
  }

  filled(text) {
    return text.replaceAll("{n}", this.number);
  }

  draw() {
    if (this.host.hidden) return;
    this.host.replaceChildren(...(this.scene ? this.strip() : this.list()));
    relabel(this.host);
  }

  list() {
    const close = el("button", { class: "tool", type: "button", tLabel: "close", on: { click: () => this.close() } }, icon("close"));
    const cards = this.scenes.map((scene) =>
      el("button", { class: "guide-scene", type: "button", on: { click: () => this.start(scene) } }, el("strong", { text: scene.title[language()] }), el("span", { text: scene.about[language()] })));
    return [el("div", { class: "guide-head" }, el("h2", { t: "guide" }), el("p", { t: "guide.hint" }), close), el("div", { class: "guide-scenes" }, cards)];
  }

  strip() {
    const step = this.scene.step[this.at];
    const last = this.at + 1 === this.scene.step.length;
    const place = el("span", { class: "guide-place", text: `${this.scene.title[language()]} ${this.at + 1}/${this.scene.step.length}` });
    const words = el("p", { class: "guide-watch" }, bdi(step.watch[language()]));
    const problem = this.problem && el("p", { class: "guide-problem", role: "alert", text: this.problem });
    const answers = this.answers.map((answer) => el("p", { class: "guide-answer" }, bdi(answer)));
    const next = el("button", { class: "chip guide-next", type: "button", "aria-disabled": String(this.busy), t: last ? "guide.more" : "guide.next", on: { click: () => this.next() } });
    const stop = el("button", { class: "tool", type: "button", tLabel: "guide.stop", on: { click: () => this.close() } }, icon("close"));
    return [el("div", { class: "guide-strip" }, el("div", { class: "guide-words" }, place, words, answers, problem), next, stop)];
  }
}
