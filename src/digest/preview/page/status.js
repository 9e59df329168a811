// What is going on: the pulse that is seen, and the words that a screen reader speaks.

import { byId, fill } from "./elements.js";
import { clock } from "./words.js";

const LONGEST_BUILD = 20_000; // milliseconds; of an issue that is no longer shown no end is told
let waited;

/** Speak. */
export function say(words) {
  fill(byId("said"), words);
}

/** The server told something. */
export const alive = () => pulse("live", `Live · ${clock()}`);

/** A build has begun. */
export function building() {
  pulse("building", "Building");
  waited = setTimeout(alive, LONGEST_BUILD);
}

/** The server is gone. */
export const lost = () => pulse("lost", "Connection lost, trying again");

function pulse(state, words) {
  clearTimeout(waited);
  byId("pulse").dataset.state = state;
  fill(byId("pulse-words"), words);
}
