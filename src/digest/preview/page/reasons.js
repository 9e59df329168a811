// Points and the rules that gave them, in words.

import { make } from "./elements.js";
import { points } from "./words.js";

/** Every rule that spoke: its points, its name, its sentence where there is one. */
export function why(reasons, rules) {
  if (!reasons.length) return make("p.quiet", "No rule spoke.");
  return make("dl.why", reasons.map((one) => make("div",
    make("dt", points(one.points)),
    make("dd", make("b", { dir: "auto" }, one.rule.replaceAll("_", " ")), " ", Object.hasOwn(rules, one.rule) ? make("span", rules[one.rule]) : null))));
}
