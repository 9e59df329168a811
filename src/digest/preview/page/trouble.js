// One quiet banner for what went wrong: the line of the file stands out, the last good letter stays.

import { fill, make } from "./elements.js";

const PLACE = /^\S.*:\d+(:\d+)?$/; // file:line, or file:line:column

/** Show the lines of a mistake, each "what · where · found · hint". */
export function trouble(banner, lines) {
  banner.hidden = lines.length === 0;
  fill(banner, make("p.label", "The last good letter stays"), make("ul", lines.map((line) => make("li", placed(line)))));
}

/** It is over. */
export function fine(banner) {
  banner.hidden = true;
  fill(banner);
}

/** A line with its place in a file standing out. */
export function placed(line) {
  const said = line.split(" · ");
  return said.flatMap((part, at) => [at ? " · " : "", PLACE.test(part) ? make("strong.place", part) : part]);
}
