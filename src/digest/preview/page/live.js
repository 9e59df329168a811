// What the server tells by itself, about one issue. A lost connection comes back alone: EventSource tries again, and we do
// where it gives up. A page that nobody sees does not listen: a browser has six connections for all of them together.

const AGAIN = 2000; // milliseconds

/**
 * @param {{issue: Function, trouble: Function, fine: Function, building: Function, open: Function, lost: Function}} told
 *   what to do with each event and its data; `open` is also told whether it is an issue that was not followed before
 * @returns {(week: string) => void} follow this week's issue; "" for the one that the server shows first
 */
export function listening(told) {
  const here = { source: null, week: null, again: 0 };

  function close() {
    clearTimeout(here.again);
    here.source?.close();
    here.source = null;
  }

  function open() {
    close();
    if (document.hidden) return;
    const source = new EventSource(`/events?${new URLSearchParams({ week: here.week })}`);
    here.source = source;
    for (const kind of ["issue", "trouble", "fine", "building"]) {
      source.addEventListener(kind, (event) => source === here.source && told[kind](data(event)));
    }
    source.addEventListener("open", () => source === here.source && told.open());
    source.addEventListener("error", () => {
      if (source !== here.source) return;
      told.lost();
      if (source.readyState === EventSource.CLOSED) here.again = setTimeout(open, AGAIN);
    });
  }

  document.addEventListener("visibilitychange", () => (document.hidden ? close() : here.week !== null && open()));
  addEventListener("pagehide", close);
  addEventListener("pageshow", (event) => event.persisted && open());

  return (week) => {
    if (week === here.week) return;
    here.week = week;
    open();
  };
}

function data(event) {
  try {
    return JSON.parse(event.data || "{}");
  } catch {
    return {};
  }
}
