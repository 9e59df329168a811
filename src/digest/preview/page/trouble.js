// One quiet banner for what went wrong: the line of the file stands out.

import { fill, make } from "./elements.js";

const PLACE = /^\S.*:\d+(:\d+)?$/; // file:line, or file:line:column

/** Show the lines of a mistake, each "what · where · found · hint"; without one it is over. `stays`: a letter is shown. */
export function trouble(banner, lines, stays) {
  const said = JSON.stringify([lines, stays]);
  if (banner.dataset.said === said) return; // so that it is spoken once
  banner.dataset.said = said;
  banner.hidden = lines.length === 0;
  const label = stays ? "The last good letter stays" : "There is no letter yet";
  fill(banner, lines.length ? [make("p.label", label), make("ul", lines.map((line) => make("li", { dir: "auto" }, placed(line))))] : null);
}

/** A line with its place in a file standing out. */
export function placed(line) {
  const said = line.split(" · ");
  return said.flatMap((part, at) => [at ? " · " : "", PLACE.test(part) ? make("strong.place", part) : part]);
}
