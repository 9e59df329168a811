// What the server tells by itself. A lost connection comes back alone: EventSource tries again, and we do where it gives up.

const AGAIN = 2000; // milliseconds

/**
 * @param {{issue: Function, trouble: Function, fine: Function, building: Function, open: Function, lost: Function}} told
 *   what to do with each event and its data
 */
export function listen(told) {
  const source = new EventSource("/events");
  for (const kind of ["issue", "trouble", "fine", "building"]) {
    source.addEventListener(kind, (event) => told[kind](data(event)));
  }
  source.addEventListener("open", () => told.open());
  source.addEventListener("error", () => {
    told.lost();
    if (source.readyState === EventSource.CLOSED) setTimeout(() => listen(told), AGAIN);
  });
  addEventListener("pagehide", () => source.close(), { once: true });
}

function data(event) {
  try {
    return JSON.parse(event.data || "{}");
  } catch {
    return {};
  }
}
