// What the server is asked for.

/** What it answered instead, in its own words. */
export class Refused extends Error {}

const path = (...parts) => `/${parts.map(encodeURIComponent).join("/")}`;

/** The list of issues. */
export const issues = () => json("/api/issues");

/** All that is known of one. */
export const issue = (week) => json(path("api", "issues", week));

/** The address of a letter in the frame. */
export const letter = (week, audience, scheme, images) =>
  `${path("letters", week, audience, "letter.html")}?${new URLSearchParams({ scheme, images })}`;

/** Exact bytes of a letter as text; `kind` is "letter.txt", "source" or "message". */
export async function text(week, audience, kind) {
  return (await ask(path("letters", week, audience, kind))).text();
}

async function json(address) {
  return (await ask(address)).json();
}

async function ask(address) {
  const answer = await fetch(address);
  if (answer.ok) return answer;
  const told = await answer.json().catch(() => ({}));
  throw new Refused(told.error ?? `the server answered ${answer.status}`);
}
