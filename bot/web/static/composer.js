/** Where a person writes: text, a reply, photos. What could not be sent comes back. */
import { Attachments, dataUrl, KINDS } from "./attachments.js";
import { snippet } from "./bubble.js";
import { bdi, el, icon } from "./dom.js";
import { recall, remember } from "./store.js";
import { explain } from "./toast.js";

const IME_KEY = 229; // keyCode of a key that an input method swallows (also where isComposing is already over)

export class Composer {
  /** `post({text, reply_to?, photos?})` sends and rejects with an ApiError. */
  constructor({ post }) {
    this.post = post;
    this.draftKey = null;
    this.reply = null;
    this.queue = Promise.resolve(); // messages leave in the order in which they were written
    this.attachments = new Attachments({ onChange: () => this.changed(), complain: (text) => this.complain(text) });
    this.build();
    this.listen();
  }

  build() {
    this.text = el("textarea", { rows: "1", tPlaceholder: "message.placeholder", tLabel: "message.placeholder", enterkeyhint: "send" });
    this.picker = el("input", { type: "file", accept: KINDS.join(), multiple: true, class: "sr-only", tabindex: "-1", "aria-hidden": "true" });
    this.photoButton = el("button", { class: "tool", type: "button", tLabel: "photo.add" }, icon("photo"));
    this.sendButton = el("button", { class: "send", type: "submit", tLabel: "message.send" }, icon("send"));
    this.replyBar = el("div", { class: "reply-bar", hidden: true });
    this.notice = el("div", { class: "notice", role: "alert", hidden: true });
    const row = el("div", { class: "composer-row" }, this.photoButton, this.picker, this.text, this.sendButton);
    this.element = el("form", { class: "composer" }, this.notice, this.replyBar, this.attachments.element, row);
  }

  listen() {
    this.element.addEventListener("submit", (event) => { event.preventDefault(); this.send(); });
    this.text.addEventListener("keydown", (event) => this.key(event));
    this.text.addEventListener("input", () => this.changed());
    this.text.addEventListener("paste", (event) => this.paste(event));
    this.photoButton.addEventListener("click", () => this.picker.click());
    this.picker.addEventListener("change", () => { this.attachments.add(this.picker.files); this.picker.value = ""; });
  }

  key(event) {
    if (event.isComposing || event.keyCode === IME_KEY) return;
    if (event.key === "Escape") this.replyTo(null);
    if (event.key !== "Enter" || event.shiftKey) return;
    event.preventDefault();
    this.send();
  }

  paste(event) {
    if (event.clipboardData.files.length === 0) return;
    event.preventDefault();
    this.attachments.add(event.clipboardData.files);
  }

  changed() {
    this.notice.hidden = true;
    if (this.draftKey) remember(this.draftKey, this.text.value);
    this.sendButton.disabled = !this.text.value.trim() && this.attachments.files.length === 0;
    this.grow();
  }

  grow() {
    this.text.style.height = "auto";
    if (this.text.scrollHeight) this.text.style.height = `${this.text.scrollHeight}px`;
  }

  complain(text) {
    this.notice.textContent = text;
    this.notice.hidden = false;
  }

  /** Changes to another room's draft. */
  open(draftKey) {
    if (draftKey === this.draftKey) return;
    this.draftKey = draftKey;
    this.text.value = recall(draftKey, "");
    this.reset();
  }

  reset() {
    this.replyTo(null);
    this.attachments.set([]);
  }

  fill(text) {
    this.text.value = text;
    this.changed();
    this.text.focus();
  }

  /** Answers `message`; null: nothing in particular. */
  replyTo(message) {
    this.reply = message;
    this.replyBar.hidden = message === null;
    if (message === null) return;
    const cancel = el("button", { class: "tool", type: "button", tLabel: "reply.cancel", on: { click: () => this.replyTo(null) } }, icon("close"));
    this.replyBar.replaceChildren(icon("reply"), el("span", { class: "reply-what" }, bdi(message.from_name, { class: "quote-name" }), bdi(snippet(message), { class: "quote-text" })), cancel);
    this.text.focus();
  }

  send() {
    const draft = { text: this.text.value.trim(), reply: this.reply, files: this.attachments.files, post: this.post, key: this.draftKey };
    if (!draft.text && draft.files.length === 0) return;
    this.text.value = "";
    this.reset();
    this.queue = this.queue.then(() => this.deliver(draft));
  }

  async deliver(draft) {
    this.element.classList.add("sending");
    try {
      const photos = await Promise.all(draft.files.map(dataUrl));
      await draft.post({ text: draft.text, ...(draft.reply && { reply_to: draft.reply.id }), ...(photos.length && { photos }) });
    } catch (error) {
      this.giveBack(draft);
      this.complain(explain(error));
    }
    this.element.classList.remove("sending");
  }

  giveBack(draft) {
    if (draft.key !== this.draftKey) {
      remember(draft.key, draft.text);
      return;
    }
    this.text.value = [draft.text, this.text.value].filter(Boolean).join("\n");
    this.attachments.set([...draft.files, ...this.attachments.files]);
    if (draft.reply) this.replyTo(draft.reply);
  }
}
