/** Builds elements. Data only ever enters as text, never as markup. */
import { t } from "./i18n.js";

const SVG = "http://www.w3.org/2000/svg";

const ICONS = {
  send: "M4 12 20 4l-5 16-3.5-6.5z M11.5 13.5 20 4",
  photo: "M4 6h16v13H4z M4 16l4.5-4.5 4 4 3-3L20 17 M15.5 9.5h.01",
  reply: "M10 7 4 12l6 5v-3.2c5 0 8 1.2 10 4.2-.6-5-3.6-8.4-10-8.6z",
  close: "M6 6l12 12 M18 6 6 18",
  tickets: "M6 4h12v16l-3-2-3 2-3-2-3 2z M9 9h6 M9 13h6",
  down: "M12 5v13 M6 12.5l6 6 6-6",
  residents: "M4 11.5 12 5l8 6.5 M6.5 10v9h11v-9 M10.5 19v-5h3v5",
  staff: "M14.5 6.5a4 4 0 0 0-5 5L4 17l3 3 5.5-5.5a4 4 0 0 0 5-5L15 12l-3-3z",
  managers: "M5 19V11 M10 19V5 M15 19v-6 M20 19V8",
  private: "M5 5h14v10h-7l-4 4v-4H5z M9 10h.01 M12 10h.01 M15 10h.01",
  play: "M8 5.5v13l10.5-6.5z",
  clock: "M12 4a8 8 0 1 0 .01 0z M12 8v4.5l3 2",
};

/**
 * A new element. `t`, `tLabel`, `tPlaceholder` are text keys that follow the page's language;
 * `class`, `text`, `data` and `on` mean what they say; anything else becomes an attribute
 * (null and false leave it out). Children may be nodes, strings or null.
 */
export function el(tag, props = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(props)) setProp(node, name, value);
  node.append(...children.flat().filter((child) => child !== null && child !== undefined));
  return node;
}

const SETTERS = {
  class: (node, value) => { node.className = value; },
  text: (node, value) => { node.textContent = value; },
  data: (node, value) => Object.assign(node.dataset, value),
  on: (node, value) => Object.entries(value).forEach(([type, fn]) => node.addEventListener(type, fn)),
  t: (node, key) => { node.dataset.t = key; node.textContent = t(key); },
  tLabel: (node, key) => { node.dataset.tLabel = key; setLabel(node, key); },
  tPlaceholder: (node, key) => { node.dataset.tPlaceholder = key; node.placeholder = t(key); },
};

function setProp(node, name, value) {
  if (value === null || value === undefined || value === false) return;
  if (SETTERS[name]) SETTERS[name](node, value);
  else node.setAttribute(name, value === true ? "" : value);
}

function setLabel(node, key) {
  node.setAttribute("aria-label", t(key));
  if (node.matches("button, select, a")) node.title = t(key);
}

/** Words everything below `root` anew, after the page's language changed. */
export function relabel(root) {
  for (const node of root.querySelectorAll("[data-t]")) node.textContent = t(node.dataset.t);
  for (const node of root.querySelectorAll("[data-t-label]")) setLabel(node, node.dataset.tLabel);
  for (const node of root.querySelectorAll("[data-t-placeholder]")) node.placeholder = t(node.dataset.tPlaceholder);
}

/** One of our own line icons; decoration, so hidden from screen readers. */
export function icon(name) {
  const svg = document.createElementNS(SVG, "svg");
  svg.setAttribute("viewBox", "0 0 24 24");
  svg.setAttribute("aria-hidden", "true");
  svg.classList.add("icon");
  const path = document.createElementNS(SVG, "path");
  path.setAttribute("d", ICONS[name]);
  svg.append(path);
  return svg;
}

const CONTROLS = /[\u0000-\u0008\u000b-\u001f\u007f]/g;
const BIDI_CONTROLS = /[\u202a-\u202e\u2066-\u2069]/g;

/** The text with control characters made visible and harmless; line ends and tabs stay. */
export function harmless(text) {
  return text
    .replace(/\r\n?/g, "\n")
    .replace(CONTROLS, (c) => (c === "\u007f" ? "\u2421" : String.fromCharCode(0x2400 + c.charCodeAt(0))))
    .replace(BIDI_CONTROLS, "\ufffd");
}

/** Text from people, isolated so that its direction cannot touch its surroundings. */
export function bdi(text, props = {}) {
  return el("bdi", { ...props, text: harmless(text ?? "") });
}
