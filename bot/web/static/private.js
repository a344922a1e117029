/** The private pane's strip of faces: whose chats had news, and one tap to look at them. */
import { el } from "./dom.js";
import { onLanguage } from "./i18n.js";
import { Pane } from "./pane.js";
import { faceButton } from "./people.js";
import { recall, remember } from "./store.js";

const MOST_FACES = 8;

export const PRIVATE = "private:"; // how the contract begins such a room's id

export class PrivatePane extends Pane {
  constructor(scene, hooks) {
    super(scene, { id: "private", kind: "private" }, hooks);
    this.elsewhere = new Map(); // person id → unread messages while somebody else is shown
    this.recent = recall("recent", []).filter((id) => scene.person(id));
    this.strip = el("div", { class: "strip", role: "group", tLabel: "private.recent" });
    this.element.querySelector(".pane-head").after(this.strip);
    onLanguage(() => this.draw());
    this.draw();
  }

  /** News in `private:<id>`, be it on show or not. */
  happenedTo(id, kind) {
    if (!this.scene.person(id)) return;
    if (id === this.person) this.happened(kind);
    else if (kind === "new") this.elsewhere.set(id, (this.elsewhere.get(id) ?? 0) + 1);
    this.note(id);
  }

  note(id) {
    if (!this.recent.includes(id)) this.recent = [id, ...this.recent].slice(0, MOST_FACES);
    remember("recent", this.recent);
    this.draw();
  }

  speakAs(id) {
    this.elsewhere.delete(id);
    super.speakAs(id);
    this.note(id);
  }

  get unreadElsewhere() {
    return [...this.elsewhere.values()].reduce((sum, count) => sum + count, 0);
  }

  draw() {
    const faces = this.recent.map((id) => this.scene.person(id)).map((person) => faceButton(this.scene, person, {
      unread: this.elsewhere.get(person.id),
      current: person.id === this.person,
      onClick: () => this.speakAs(person.id),
    }));
    this.strip.replaceChildren(...faces);
    this.strip.hidden = faces.length === 0;
    this.onUnread();
  }
}
