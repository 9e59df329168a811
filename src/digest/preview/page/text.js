// Plain text and source: exact bytes, as text.

import { fill, make } from "./elements.js";
import { count, kilobytes, share } from "./words.js";

const MOST = 400_000; // characters shown; more would hold up the page

/** The text part, in the width in which it is written. */
export function plain(panel, letter, text) {
  const lines = text.split(/\r?\n/);
  const longest = Math.max(...lines.map((line) => line.length));
  fill(
    panel,
    facts(kilobytes(letter.sizes.text), count(lines.length, "line"), `longest ${count(longest, "character")}`),
    make("pre.text", { dir: "auto" }, cut(text)),
  );
}

/** The letter's HTML with numbered lines. */
export function source(panel, letter, text) {
  const shown = cut(text).split(/\r?\n/);
  fill(
    panel,
    facts(`${kilobytes(letter.sizes.html)}, ${share(letter.sizes.html)}`, count(shown.length, "line"), `SHA-256 ${letter.sha256.slice(0, 12)}…`),
    make("pre.source", shown.map((line) => make("span.line", line || " "))),
  );
}

/** A quiet line of facts. */
export const facts = (...said) => make("p.quiet.measure", said.filter(Boolean).join(" · "));

/** Text that a page can hold. */
export function cut(text) {
  return text.length <= MOST ? text : `${text.slice(0, MOST)}\n… ${count(text.length - MOST, "character")} more`;
}
