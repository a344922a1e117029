/** The desk's HTTP contract, one function per endpoint. Every failure is an ApiError. */

/** `code` is the contract's error code, or "network" when nobody answered. */
export class ApiError extends Error {
  constructor(status, code, message) {
    super(message);
    this.status = status;
    this.code = code;
  }
}

async function ask(path, options) {
  let response;
  try {
    response = await fetch(path, { cache: "no-store", ...options });
  } catch {
    throw new ApiError(0, "network", "");
  }
  if (!response.ok) throw await refusal(response);
  return response.json();
}

async function refusal(response) {
  const body = await response.json().catch(() => null);
  const { code = "unknown", message = "" } = body?.error ?? {};
  return new ApiError(response.status, code, message);
}

function post(path, body) {
  const headers = { "content-type": "application/json" };
  return ask(path, { method: "POST", headers, body: JSON.stringify(body) });
}

export const getState = () => ask("/api/state");

/** The guided scenes; there are none but in the demo. */
export const getScenes = () => ask("/api/scenes").catch(() => []);

/** All that is open, and the newest of the others: nobody scrolls through a year. */
export const NEWEST = 100;
export const getTickets = () => ask(`/api/tickets?newest=${NEWEST}`);

/** The room's messages as `person` sees them, oldest first; only those after the id `after` if given. */
export function getMessages(room, person, after) {
  const query = new URLSearchParams({ room, person });
  if (after !== null) query.set("after", after);
  return ask(`/api/messages?${query}`);
}

/** `message`: {room, person, text, reply_to?, photos?: [data URLs]} → {id} */
export const sendMessage = (message) => post("/api/messages", message);

/** `tap`: {room, person, message, button} → {toast} */
export const sendTap = (tap) => post("/api/taps", tap);

/** Moves the desk's clock by `seconds`; answers once all that fell due has been delivered. */
export const advanceClock = (seconds) => post("/api/clock", { advance: `PT${seconds}S` });
