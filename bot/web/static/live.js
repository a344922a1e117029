/** The event stream: one connection, reopened with growing pauses for as long as the page lives. */

const FIRST_PAUSE = 500; // ms
const LONGEST_PAUSE = 10_000; // ms

/**
 * Calls `onState("connecting" | "live" | "lost")`, `onOpen()` each time the stream stands
 * (what happened before is unknown then) and `onEvent({room, kind})`.
 */
export function listen({ onState, onOpen, onEvent }) {
  let pause = FIRST_PAUSE;
  let timer = null;
  let source = null;

  function open() {
    clearTimeout(timer);
    source?.close();
    source = new EventSource("/api/events");
    source.onopen = () => {
      pause = FIRST_PAUSE;
      onState("live");
      onOpen();
    };
    source.onmessage = (event) => onEvent(JSON.parse(event.data));
    source.onerror = lose;
  }

  function lose() {
    source.close();
    onState("lost");
    timer = setTimeout(open, pause * (0.75 + Math.random() / 2));
    pause = Math.min(pause * 2, LONGEST_PAUSE);
  }

  function wake() {
    if (document.visibilityState === "visible" && source.readyState === EventSource.CLOSED) open();
  }

  onState("connecting");
  open();
  window.addEventListener("online", wake);
  document.addEventListener("visibilitychange", wake);
}
