// Following a stream of events through lost connections.
import { call, tellSignedOut } from "/console/api.js";

const RETRY_MS = 2000;
let broken = 0;
const watchers = new Set();

/** Call the listener with whether every stream is connected. */
export function onConnection(listener) {
  watchers.add(listener);
  return () => watchers.delete(listener);
}

function tell(change) {
  broken += change;
  for (const watcher of watchers) watcher(broken === 0);
}

/**
 * Follow an event stream until the signal aborts. `handlers` are by event name and get the parsed data;
 * `again` is called after a lost connection is back, since a stream without numbers has a gap then.
 */
export function follow(url, handlers, signal, again = () => {}) {
  let source = null;
  let lost = false;
  let timer = 0;
  const connect = () => {
    source = new EventSource(url);
    source.onopen = () => {
      if (!lost) return;
      lost = false;
      tell(-1);
      again();
    };
    source.onerror = () => {
      if (!lost) tell(1);
      lost = true;
      if (source.readyState !== EventSource.CLOSED) return;
      // The browser gives up on an error status; the server may only be restarting.
      timer = setTimeout(() => {
        call("GET", "/v1/session").catch(() => {});  // one that has ended leads to the sign-in
        connect();
      }, RETRY_MS);
    };
    for (const [name, handler] of Object.entries(handlers)) {
      source.addEventListener(name, (event) => handler(JSON.parse(event.data)));
    }
    source.addEventListener("signed_out", tellSignedOut);
  };
  connect();
  signal.addEventListener("abort", () => {
    clearTimeout(timer);
    source.close();
    if (lost) tell(-1);
  });
}
