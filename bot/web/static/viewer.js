/** A photo in full view; any click or Escape closes it. */
import { el, icon } from "./dom.js";

export function showPhoto(src) {
  const viewer = document.getElementById("viewer");
  const close = el("button", { class: "viewer-close", type: "button", tLabel: "close" }, icon("close"));
  viewer.replaceChildren(el("img", { src, alt: "" }), close);
  viewer.onclick = () => viewer.close();
  viewer.showModal();
}
