/** Photos waiting in a composer: chosen, pasted or dropped; checked before anything is sent. */
import { el, icon } from "./dom.js";
import { t } from "./i18n.js";

const LARGEST = 10 * 1024 * 1024; // bytes; the server refuses more with 413
const LARGEST_SUM = 45 * 1024 * 1024; // bytes in one message: a third more as base64 must pass the server
const MOST = 9; // photos in one message

/** What the server can show; naming them makes phones hand over their own formats as JPEG. */
export const KINDS = ["image/jpeg", "image/png", "image/webp", "image/gif", "application/pdf"];

export class Attachments {
  /** `onChange()` after each change; `complain(text)` about files that cannot be sent. */
  constructor({ onChange, complain }) {
    Object.assign(this, { onChange, complain });
    this.files = [];
    this.element = el("div", { class: "previews", hidden: true });
  }

  add(files) {
    let wrong = null;
    const kept = [...this.files];
    for (const file of files) {
      const refusal = problem(file) ?? overload([...kept, file]);
      if (refusal) wrong ??= refusal;
      else kept.push(file);
    }
    this.set(kept);
    if (wrong) this.complain(wrong);
  }

  set(files) {
    this.element.querySelectorAll("img").forEach((img) => URL.revokeObjectURL(img.src));
    this.files = files;
    this.element.replaceChildren(...files.map((file) => this.preview(file)));
    this.element.hidden = files.length === 0;
    this.onChange();
  }

  preview(file) {
    const remove = () => this.set(this.files.filter((other) => other !== file));
    const button = el("button", { class: "preview-remove", type: "button", tLabel: "photo.remove", on: { click: remove } }, icon("close"));
    return el("span", { class: "preview" }, shown(file), button);
  }
}

function shown(file) {
  if (file.type === "application/pdf") return el("span", { class: "letter", text: `📄 ${file.name}` });
  return el("img", { src: URL.createObjectURL(file), alt: file.name });
}

function problem(file) {
  if (!KINDS.includes(file.type)) return t("photo.notImage", { name: file.name });
  if (file.size > LARGEST) return t("photo.tooBig", { name: file.name, size: (Math.ceil(file.size / 2 ** 20 * 10) / 10).toFixed(1) });
  return null;
}

function overload(files) {
  if (files.length > MOST) return t("photo.tooMany", { n: MOST });
  const sum = files.reduce((bytes, file) => bytes + file.size, 0);
  return sum > LARGEST_SUM ? t("photo.tooMuch", { size: LARGEST_SUM / 2 ** 20 }) : null;
}

/** The file as a data URL, as the contract wants photos. */
export function dataUrl(file) {
  return new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.onload = () => resolve(reader.result);
    reader.onerror = () => reject(reader.error);
    reader.readAsDataURL(file);
  });
}

/** Lets files be dropped anywhere on `zone`. */
export function acceptDrops(zone, attachments) {
  const show = (on) => zone.classList.toggle("dropping", on);
  zone.addEventListener("dragover", (event) => {
    if (!event.dataTransfer.types.includes("Files")) return;
    event.preventDefault();
    show(true);
  });
  zone.addEventListener("dragleave", (event) => zone.contains(event.relatedTarget) || show(false));
  zone.addEventListener("drop", (event) => {
    show(false);
    if (event.dataTransfer.files.length === 0) return;
    event.preventDefault();
    attachments.add(event.dataTransfer.files);
  });
}
