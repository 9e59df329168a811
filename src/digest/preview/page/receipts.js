// Why every story and paragraph is in the issue, or is not.

import { fill, make } from "./elements.js";
import { why } from "./reasons.js";
import { count, day, score } from "./words.js";

/** The whole receipt of an issue. */
export function receipts(panel, issue) {
  const rules = issue.rules ?? {};
  fill(
    panel,
    decisions(issue.decisions ?? []),
    part("Stories", (issue.stories ?? []).map((one, at) => story(one, rules, issue, at === 0))),
    part("Only named", (issue.headlines ?? []).map((one) => story(one, rules, issue))),
    part("Left out", (issue.left_out ?? []).map((one) => leftOut(one, rules))),
    part("Subjects considered", (issue.subjects ?? []).map((one) => subject(one, rules, issue))),
  );
}

function part(title, entries) {
  return entries.length ? make("section.receipt", make("h2", title), make("ol", entries.map((entry) => make("li", entry)))) : null;
}

function decisions(told) {
  return told.length ? make("section.receipt", make("h2", "Decisions"), make("ul.told", told.map((one) => make("li", { dir: "auto" }, one)))) : null;
}

function story(one, rules, issue, open = false) {
  const key = `story ${one.slug || one.source}`;
  const kept = one.paragraphs.flatMap((paragraph, at) => (paragraph.selected ? [at + 1] : []));
  return make("details.story", { "data-key": key, open },
    make("summary",
      make("span.title", { dir: "auto" }, one.title),
      make("span.number", score(one.score)),
      make("span.quiet", pieces([one.publication, one.published ? day(one.published) : "", one.source]),
        readers(one, issue))),
    make("div.body",
      one.also?.length ? make("p.quiet", "Also in ", pieces(one.also.map((other) => other.publication || other.source), ", ")) : null,
      make("h3", "Why it is here"), why(one.reasons, rules),
      make("h3", "Its paragraphs ", make("span.quiet", keptWords(kept, one.paragraphs.length))),
      paragraphs(one.paragraphs, rules, key),
      (one.inside ?? []).map((other) => inside(other, rules, key, issue)),
      one.summary?.length ? [make("h3", "Told in your words"), one.summary.map((text) => make("p.own", { dir: "auto" }, text))] : null));
}

/** Words of many scripts in one line: each keeps its own direction. */
const pieces = (words, between = " · ") =>
  words.filter(Boolean).flatMap((one, at) => [at ? between : "", make("bdi", one)]);

function readers(one, issue) {
  if (!one.readers || one.readers.length === issue.letters.length) return null;
  return make("b", " · only for ", one.readers.length ? pieces(one.readers.map((name) => called(name, issue)), ", ") : "nobody");
}

const called = (name, issue) => issue.letters.find((letter) => letter.audience === name)?.title ?? name;

const keptWords = (kept, all) => (kept.length ? `¶ ${kept.join(", ")} of ${all} kept` : `none of ${count(all, "paragraph")} kept`);

function paragraphs(all, rules, key) {
  return make("ol.paragraphs", all.map((one, at) => {
    const [mark, words] = one.selected ? ["kept", "Kept"] : one.runner_up ? ["near", "Next in line"] : ["not", "Not kept"];
    return make(`li.${mark}`,
      make("p.margin", make("b", words), make("span", one.line ? `line ${one.line}` : "")),
      make("div",
        make("p.prose", { dir: "auto" }, one.selected ? one.text : one.begins || one.text),
        make("details", { "data-key": `${key} ¶ ${at}` }, make("summary", `${score(one.score)} points`), why(one.reasons, rules))));
  }));
}

function inside(other, rules, key, issue) {
  return [
    make("h3", `For ${called(other.audience, issue)}`),
    (other.summary ?? []).map((text) => make("p.own", { dir: "auto" }, text)),
    paragraphs(other.paragraphs ?? [], rules, `${key} ${other.audience}`),
  ];
}

function leftOut(one, rules) {
  return make("details.story", { "data-key": `left ${one.source}` },
    make("summary", make("span.title", { dir: "auto" }, one.title), make("span.number", score(one.score)), make("span.quiet", one.why)),
    make("div.body", make("p.quiet", one.source), why(one.reasons ?? [], rules)));
}

function subject(one, rules, issue) {
  const chosen = issue.letters.some((letter) => letter.subject === one.text);
  return make("details.story", { "data-key": `subject ${one.text}` },
    make("summary", make("span.title", { dir: "auto" }, one.text), make("span.number", score(one.score)),
      chosen ? make("span.quiet", make("b", "Chosen")) : null),
    make("div.body", why(one.reasons, rules)));
}
