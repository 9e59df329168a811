// What preflight found, and how large the letters are.

import { fill, make } from "./elements.js";
import { placed } from "./trouble.js";
import { count, kilobytes, LIMIT, share } from "./words.js";

const WEIGHTS = ["must", "should", "note"];
const MEANING = { must: "forbids sending", should: "mend it if you can", note: "good to know" };

/** Findings, the heaviest first, then the sizes of every audience's letter. */
export function checks(panel, issue) {
  fill(
    panel,
    make("section", make("h2", verdict(issue)), issue.findings.length
      ? make("ol.findings", sorted(issue.findings).map((one) => finding(one, issue.letters)))
      : make("p.quiet", "Preflight found nothing.")),
    make("section", make("h2", "Sizes"), make("p.quiet", "Gmail shows 102,400 bytes (“102 KB”) of a letter’s HTML and clips the rest."),
      issue.letters.map(sizes)),
    issue.problems?.length
      ? make("section", make("h2", "Odd while reading"), make("ul.told", issue.problems.map((line) => make("li", { dir: "auto" }, placed(line)))))
      : null,
  );
}

/** How many there are of the heavy ones, for the tab. */
export const heavy = (issue) => issue.findings.filter((one) => one.severity !== "note").length;

function verdict(issue) {
  const worth = heavy(issue);
  const mend = worth ? `, with ${count(worth, "thing")} to mend` : "";
  if (issue.sent) return `Was sent${mend}`;
  if (issue.state === "held" || issue.findings.some((one) => one.severity === "must")) return "Held: what forbids sending comes first";
  if (issue.where === "scratch") return `Would be ready${mend}: lay it with digest build`;
  return worth ? `Ready${mend}` : "Ready to be sent";
}

const sorted = (findings) => [...findings].sort((one, two) => WEIGHTS.indexOf(one.severity) - WEIGHTS.indexOf(two.severity));

function finding(one, letters) {
  const reader = letters.find((letter) => letter.audience === one.audience)?.title ?? one.audience;
  return make(`li.${one.severity}`,
    make("p.weight", make("b", one.severity), make("span", MEANING[one.severity] ?? "")),
    make("div",
      make("p.what", { dir: "auto" }, one.what),
      make("p.hint", { dir: "auto" }, one.hint),
      make("p.quiet", [one.check, reader].filter(Boolean).join(" · "))));
}

function sizes(letter) {
  const bar = make("span", { class: letter.clipped ? "over" : "" });
  bar.style.width = `${Math.min(100, (letter.sizes.html / LIMIT) * 100)}%`;
  return make("div.sizes",
    make("h3", { dir: "auto" }, letter.title),
    make("div.bar", { "aria-hidden": "true" }, bar),
    make("p",
      make("b", `HTML ${kilobytes(letter.sizes.html)}`), `, ${share(letter.sizes.html)}`,
      ` · text ${kilobytes(letter.sizes.text)} · message ${kilobytes(letter.sizes.message)}`),
    letter.pictures_withheld ? make("p.quiet", `${count(letter.pictures_withheld, "picture")} on other servers, not fetched here`) : null);
}
