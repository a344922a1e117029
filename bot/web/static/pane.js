/** One phone: a room seen by a person, with its thread and composer. */
import { getMessages, sendMessage, sendTap } from "./api.js";
import { acceptDrops } from "./attachments.js";
import { Composer } from "./composer.js";
import { el, icon } from "./dom.js";
import { Feed } from "./feed.js";
import { asksForScenes } from "./guide.js";
import { firstSpeaker, Picker } from "./people.js";
import { recall, remember } from "./store.js";
import { emptyState, Thread } from "./thread.js";
import { explain, toast } from "./toast.js";
import { showPhoto } from "./viewer.js";

export class Pane {
  /** `room`: {id, title, kind}; kind "private" shows the chosen person's own chat with the bot. */
  constructor(scene, room, { onUnread, onScenes }) {
    Object.assign(this, { scene, room, onUnread, onScenes });
    this.key = room.id;
    this.person = this.rememberedPerson();
    this.composer = new Composer({ post: (draft) => this.send(draft) });
    this.thread = new Thread(this.view(), emptyState(room.kind, (text) => this.composer.fill(text)));
    this.picker = new Picker(scene, room.kind, this.person, (id) => this.speakAs(id));
    this.build();
    this.open();
  }

  get isPrivate() {
    return this.room.kind === "private";
  }

  /** The room's id in the contract; a private chat's depends on the person. */
  get roomId() {
    return this.isPrivate ? `private:${this.person}` : this.room.id;
  }

  rememberedPerson() {
    const id = recall(`person:${this.key}`);
    return this.scene.person(id) ? id : firstSpeaker(this.scene, this.room.kind).id;
  }

  view() {
    return {
      me: this.person,
      scene: this.scene,
      title: () => this.title.textContent,
      onReply: (message) => this.composer.replyTo(message),
      onTap: (message, key, button) => this.tap(message, key, button),
      onPhoto: showPhoto,
      onUnread: () => this.onUnread(),
    };
  }

  build() {
    this.title = this.isPrivate ? el("h2", { t: "private.title" }) : el("h2", { text: this.room.title });
    this.toast = el("div", { class: "toast", role: "status" });
    const head = el("header", { class: "pane-head" }, el("span", { class: "pane-icon" }, icon(this.room.kind)), this.title, this.picker.element);
    const drop = el("div", { class: "drop-hint", t: "photo.drop" });
    this.element = el("section", { class: `pane kind-${this.room.kind}`, data: { room: this.key } }, head, this.thread.element, this.toast, this.composer.element, drop);
    this.element.setAttribute("aria-label", this.title.textContent);
    acceptDrops(this.element, this.composer.attachments);
  }

  /** Starts afresh with the present room and person; nothing is fetched yet. */
  open() {
    this.feed?.close();
    const { roomId, person } = this;
    this.feed = new Feed({
      fetchAfter: (id) => getMessages(roomId, person, id),
      deliver: (messages, whole) => this.thread.take(messages, whole),
      complain: (error) => this.refused(error),
    });
    this.composer.open(`draft:${roomId}`);
  }

  refused(error) {
    if ([403, 404].includes(error.status)) this.thread.refuse(explain(error));
    else this.fail(error);
  }

  fail(error) {
    toast(this.toast, explain(error), "error");
  }

  speakAs(id) {
    this.person = id;
    remember(`person:${this.key}`, id);
    this.picker.choose(id);
    this.thread.lookAs(id);
    if (this.isPrivate) this.thread.clear();
    this.open();
    this.feed.whole();
  }

  async send(draft) {
    const { feed, thread } = this;
    if (asksForScenes(draft.text) && this.onScenes()) return;
    await sendMessage({ room: this.roomId, person: this.person, ...draft });
    thread.stuck = true;
    feed.newer();
  }

  async tap(message, key, button) {
    const buttons = button.parentElement.querySelectorAll("button");
    buttons.forEach((other) => other.setAttribute("aria-disabled", "true"));
    button.classList.add("busy");
    try {
      const { toast: words } = await sendTap({ room: this.roomId, person: this.person, message: message.id, button: key });
      if (words) toast(this.toast, words);
      this.feed.whole();
    } catch (error) {
      this.fail(error);
    }
    buttons.forEach((other) => other.removeAttribute("aria-disabled"));
    button.classList.remove("busy");
  }

  /** An event of the stream that concerns this room. */
  happened(kind) {
    if (kind === "new") this.feed.newer();
    else this.feed.whole();
  }

  /** On a phone: whether this is the pane on show. */
  show(on) {
    this.element.classList.toggle("on-show", on);
  }
}
