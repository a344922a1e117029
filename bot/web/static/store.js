/** What this browser remembers: language, chosen persons, drafts. Works (forgetfully) without storage. */
const PREFIX = "wuyebot.";

export function recall(key, otherwise = null) {
  try {
    return JSON.parse(localStorage.getItem(PREFIX + key)) ?? otherwise;
  } catch {
    return otherwise;
  }
}

/** Empty values are forgotten rather than kept. */
export function remember(key, value) {
  try {
    if (value === null || value === "") localStorage.removeItem(PREFIX + key);
    else localStorage.setItem(PREFIX + key, JSON.stringify(value));
  } catch {
    // Private windows and full disks forget; the chat itself goes on.
  }
}
