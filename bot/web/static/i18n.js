/** The language of the page's own words; what people and the bot say is never translated here. */
import en from "./texts/en.js";
import hans from "./texts/zh-hans.js";
import hant from "./texts/zh-hant.js";
import { recall, remember } from "./store.js";

export const LANGUAGES = { "zh-CN": hans, "zh-TW": hant, en };

let current = LANGUAGES[recall("language")] ? recall("language") : "zh-CN";
document.documentElement.lang = current;

export const language = () => current;

/** The words for `key`, with {name} filled from `values`. */
export function t(key, values = {}) {
  const text = LANGUAGES[current][key] ?? key;
  return text.replace(/\{(\w+)\}/g, (whole, name) => values[name] ?? whole);
}

/** The words for a code of the contract (`naming("role", "engineer")`); an unknown code stands for itself. */
export function naming(family, code) {
  return LANGUAGES[current][`${family}.${code}`] ?? String(code);
}

/** Switches language, remembers it, and tells the document with a "wuye:language" event. */
export function setLanguage(next) {
  current = next;
  remember("language", next);
  document.documentElement.lang = next;
  document.dispatchEvent(new Event("wuye:language"));
}

export const onLanguage = (fn) => document.addEventListener("wuye:language", fn);
