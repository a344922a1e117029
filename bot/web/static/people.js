/** The people of the site: names, roles, avatars, and the "speak as" picker. */
import { el, bdi, harmless } from "./dom.js";
import { naming, onLanguage, t } from "./i18n.js";

const OFFICE = ["front_desk", "customer_officer", "duty_officer", "engineering_lead", "cs_lead", "centre_manager"];

/** Who usually speaks where; everybody else may be chosen too, and the server has the last word. */
const FITTING = {
  residents: ["resident"],
  staff: [...OFFICE, "engineer", "security", "cleaner", "gardener"],
  managers: ["cs_lead", "centre_manager", "headquarters", "admin"],
};

const ORDER = ["resident", ...OFFICE, "engineer", "security", "cleaner", "gardener", "headquarters", "admin"];

const FIRST_CHOICE = { staff: "customer_officer", managers: "centre_manager" };

/** What /api/state told, with look-ups. */
export class Scene {
  constructor(state) {
    this.site = state.site;
    this.rooms = state.rooms;
    this.people = [...state.people].sort((a, b) => ORDER.indexOf(a.role) - ORDER.indexOf(b.role));
    this.byId = new Map(state.people.map((person) => [person.id, person]));
  }

  person(id) {
    return this.byId.get(id) ?? null;
  }

  nameOf(id) {
    return id === "bot" ? t("bot") : this.person(id)?.name ?? String(id);
  }
}

const fits = (kind, person) => !FITTING[kind] || FITTING[kind].includes(person.role);

/** Who speaks in a room of this kind until somebody is chosen. */
export function firstSpeaker(scene, kind) {
  const fitting = scene.people.filter((person) => fits(kind, person));
  return fitting.find((person) => person.role === FIRST_CHOICE[kind]) ?? fitting[0] ?? scene.people[0];
}

/** "周婷 · 客户主任 · 1-4栋" */
export function describe(person) {
  return [person.name, naming("role", person.role), person.area].filter(Boolean).map(harmless).join(" · ");
}

/** A round sign of a person: initial on the colour of the role. */
export function avatar(scene, id, name) {
  const role = id === "bot" ? "bot" : scene.person(id)?.role ?? "resident";
  const initial = id === "bot" ? "物" : [...harmless(name ?? scene.nameOf(id))][0] ?? "?";
  return el("span", { class: `avatar role-${role}`, "aria-hidden": "true", text: initial.toUpperCase() });
}

/** The small word after a sender's name; residents need none. */
export function roleTag(scene, id) {
  const role = scene.person(id)?.role;
  if (!role || role === "resident") return null;
  return el("span", { class: `role-tag role-${role}`, t: `role.${role}` });
}

/** A native select of all people, those who belong in the room first. */
export class Picker {
  constructor(scene, kind, chosen, onChoose) {
    this.scene = scene;
    this.kind = kind;
    this.face = el("span", { class: "picker-face" });
    this.select = el("select", { tLabel: "speakAs", on: { change: () => onChoose(this.select.value) } });
    this.element = el("label", { class: "picker" }, this.face, this.select);
    this.choose(chosen);
    onLanguage(() => this.choose(this.select.value));
  }

  choose(id) {
    const [fitting, others] = [true, false].map((wanted) =>
      this.scene.people.filter((person) => fits(this.kind, person) === wanted));
    const groups = others.length
      ? [this.group("speakAs.fitting", fitting), this.group("speakAs.others", others)]
      : fitting.map(option);
    this.select.replaceChildren(...groups);
    this.select.value = id;
    this.face.replaceChildren(avatar(this.scene, id));
  }

  group(key, people) {
    return el("optgroup", { label: t(key) }, people.map(option));
  }
}

const option = (person) => el("option", { value: person.id, text: describe(person) });

/** A person's avatar as a button with an unread count; for the strip of private chats. */
export function faceButton(scene, person, { unread, current, onClick }) {
  const count = unread ? el("span", { class: "badge", text: unread > 99 ? "99+" : unread }) : null;
  const props = { class: "face", type: "button", "aria-pressed": String(current), title: describe(person), on: { click: onClick } };
  return el("button", props, avatar(scene, person.id), bdi(person.name, { class: "face-name" }), count);
}
