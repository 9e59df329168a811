// The list of issues, and what stands above the one that is shown.

import { fill, make } from "./elements.js";
import { write } from "./state.js";
import { day } from "./words.js";

const PLACES = { outbox: "From the outbox", scratch: "Working copy, not in the outbox" };
const STATES = { ready: "Ready", held: "Held" };

/** The issues, newest first, each a link that keeps the view. */
export function list(element, issues, state, shown) {
  const focused = element.contains(document.activeElement) ? document.activeElement.dataset.week : "";
  fill(element, issues.map((issue) => make("li", entry(issue, state, shown))));
  if (focused) element.querySelector(`[data-week="${focused}"]`)?.focus();
}

/** Number, day, where it comes from, its state; and the subject as the headline. */
export function heading(facts, title, issue, letter) {
  const number = issue.number ? `No. ${issue.number}` : "";
  const said = [number, day(issue.date), issue.week].filter(Boolean).map((words) => make("span", words));
  const marks = [
    make(`span.mark.${issue.where}`, PLACES[issue.where] ?? issue.where),
    make(`span.mark.${issue.state}`, STATES[issue.state] ?? issue.state),
    issue.sent ? make("span.mark.sent", "Sent") : null,
  ];
  fill(facts, make("span.known", said), make("span.marks", marks));
  fill(title, letter ? letter.subject || "No subject" : "No letter can be read");
}

function entry(issue, state, shown) {
  const aside = [issue.state === "held" ? "Held" : "", issue.where === "scratch" ? "Working copy" : "", issue.sent ? "Sent" : ""];
  return make(
    "a",
    { href: write({ ...state, week: issue.week }), "data-week": issue.week, "aria-current": issue.week === shown ? "true" : false },
    make("span.when", [issue.number ? `No. ${issue.number}` : "", day(issue.date)].filter(Boolean).join(" · ")),
    make("span.what", { dir: "auto" }, issue.subject || issue.week),
    make("span.aside", aside.filter(Boolean).join(" · ")),
  );
}
