// How a list of messages shows the letter: what a phone cuts off is cut off here.

import { fill, make } from "./elements.js";
import { count, day, length } from "./words.js";

/** One letter's line on a phone and on a desktop, in the chosen scheme. */
export function inbox(panel, issue, letter, scheme) {
  const [phone, desktop] = [onPhone(issue, letter), onDesktop(issue, letter)];
  fill(
    panel,
    make("div.lists", { "data-scheme": scheme }, phone, words(letter), desktop),
  );
}

function onPhone(issue, letter) {
  const lines = make("div.message",
    make("span.unread", { "aria-hidden": "true" }),
    make("p.sender", { dir: "auto" }, letter.sender.name || letter.sender.address),
    make("p.date", shortDay(issue.date)),
    make("p.subject", { dir: "auto" }, letter.subject),
    make("p.preheader", { dir: "auto" }, letter.preheader));
  return make("figure.phone", make("figcaption.label", "Phone"), make("div.screen", others(1), lines, others(2)));
}

function onDesktop(issue, letter) {
  const line = make("div.message",
    make("span.unread", { "aria-hidden": "true" }),
    make("p.sender", { dir: "auto" }, letter.sender.name || letter.sender.address),
    make("p.line", { dir: "auto" }, make("b", letter.subject), letter.preheader ? make("span", ` – ${letter.preheader}`) : null),
    make("p.date", shortDay(issue.date)));
  return make("figure.wide", make("figcaption.label", "Desktop"), make("div.screen", others(1), line, others(2)));
}

/** Messages of nobody, so that the line stands in a list. */
function others(many) {
  return Array.from({ length: many }, () => make("div.other", { "aria-hidden": "true" }, make("i"), make("i"), make("i")));
}

function words(letter) {
  return make("dl.said", [...said(letter)].map(([name, value, note]) =>
    make("div", make("dt", name), make("dd", { dir: "auto" }, value || "none"), make("dd.quiet", note))));
}

function* said(letter) {
  const answers = letter.reply_to?.address ?? letter.reply_to;
  yield ["From", [make("bdi", letter.sender.name), " ", make("bdi", `<${letter.sender.address}>`)], answers ? `answers go to ${answers}` : ""];
  yield ["Subject", letter.subject, `${count(length(letter.subject), "character")}; inboxes show 30 to 60 of them`];
  yield ["Preheader", letter.preheader, letter.preheader
    ? `${count(length(letter.preheader), "character")}; phones show two lines of it, desktops what is left of one`
    : "inboxes show how the letter begins"];
}

const shortDay = (written) => day(written).replace(/ \d{4}$/, "").replace(/^(\d+ \p{L}{3})\p{L}*$/u, "$1");
