/** Moments as the site's wall clock shows them, whatever the browser's own zone is. */
import { language, t } from "./i18n.js";

const MINUTE = 60;
const HOUR = 3600;
const DAY = 86_400;
const MORNING = 8 * HOUR + 30 * MINUTE; // the desk opens at 8:30

let offset = 0; // ms east of UTC
let now = null; // ISO 8601, the desk's clock

/** Takes the desk's time; its UTC offset is the site's. */
export function setNow(iso) {
  now = iso;
  const zone = /([+-])(\d\d):?(\d\d)$/.exec(iso);
  offset = zone ? Number(`${zone[1]}1`) * (zone[2] * HOUR + zone[3] * MINUTE) * 1000 : 0;
}

const wall = (iso) => new Date(Date.parse(iso) + offset); // read with getUTC…

function format(iso, options) {
  return new Intl.DateTimeFormat(language(), { ...options, timeZone: "UTC" }).format(wall(iso));
}

/** "15:02" */
export const hourMinute = (iso) => wall(iso).toISOString().slice(11, 16);

/** "2026-11-22", the site's day */
export const dayOf = (iso) => wall(iso).toISOString().slice(0, 10);

/** "2026年11月22日 周日" */
export function longDate(iso) {
  const date = format(iso, { year: "numeric", month: "short", day: "numeric" });
  return `${date} ${format(iso, { weekday: "short" })}`;
}

/** "11月22日 周日" */
export function shortDate(iso) {
  return `${format(iso, { month: "short", day: "numeric" })} ${format(iso, { weekday: "short" })}`;
}

/** "今天", "昨天" or "11月20日 周五" */
export function dayName(iso) {
  const days = Math.round((Date.parse(dayOf(now)) - Date.parse(dayOf(iso))) / (DAY * 1000));
  if (days === 0) return t("today");
  if (days === 1) return t("yesterday");
  return shortDate(iso);
}

/** "15:02" today, else with its day. */
export function moment(iso) {
  return dayOf(iso) === dayOf(now) ? hourMinute(iso) : `${dayName(iso)} ${hourMinute(iso)}`;
}

/** Seconds until `iso`; negative when it has passed. */
export const secondsUntil = (iso) => Math.round((Date.parse(iso) - Date.parse(now)) / 1000);

const secondsOfDay = () => Math.floor(((Date.parse(now) + offset) % (DAY * 1000)) / 1000);

/** Seconds to the next 8:30 on the desk's clock. */
export function secondsToMorning() {
  const left = MORNING - secondsOfDay();
  return left > 0 ? left : left + DAY;
}

/** Whether that 8:30 is still on the same day. */
export const morningIsToday = () => secondsOfDay() < MORNING;

/** "25分钟", "3小时10分钟", "2天4小时" */
export function span(seconds) {
  const parts = [
    [Math.floor(seconds / DAY), "days"],
    [Math.floor((seconds % DAY) / HOUR), "hours"],
    [Math.floor((seconds % HOUR) / MINUTE), "minutes"],
  ];
  const first = parts.findIndex(([n]) => n > 0);
  if (first < 0) return t("minutes", { n: 0 });
  return parts.slice(first, first + 2).filter(([n]) => n > 0).map(([n, unit]) => t(unit, { n })).join("");
}
