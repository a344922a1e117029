/** A photo in full view; any click or Escape closes it. */
import { el, icon } from "./dom.js";

export function showPhoto(src, title = "") {
  const viewer = document.getElementById("viewer");
  const close = el("button", { class: "viewer-close", type: "button", tLabel: "close" }, icon("close"));
  viewer.replaceChildren(el("img", { src, alt: title }), close);
  viewer.onclick = () => viewer.close();
  viewer.showModal();
}
