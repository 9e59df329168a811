// What is shown and how, kept in the address behind the "#", so that a reload keeps it and a link can be handed on.

export const VIEWS = ["letter", "text", "source", "headers", "inbox", "checks", "receipts"];
const SMALL = matchMedia("(max-width: 700px)").matches; // a phone shows a phone's letter first
const CHOICES = {
  view: VIEWS,
  width: SMALL ? ["phone", "tablet", "desktop"] : ["desktop", "phone", "tablet"],
  scheme: ["light", "dark"],
  images: ["on", "off"],
};
const WEEK = /^\d{4}-W\d{2}$/;

/** The state that an address names; what it does not name, or names wrongly, is as usual. */
export function read(hash) {
  const named = new URLSearchParams(hash.replace(/^#/, ""));
  const state = { week: named.get("week") ?? "", audience: named.get("audience") ?? "" };
  if (!WEEK.test(state.week)) state.week = "";
  for (const [key, choices] of Object.entries(CHOICES)) {
    const found = named.get(key);
    state[key] = choices.includes(found) ? found : choices[0];
  }
  return state;
}

/** The address of a state: only what is not as usual. */
export function write(state) {
  const named = new URLSearchParams();
  for (const key of ["week", "audience"]) if (state[key]) named.set(key, state[key]);
  for (const [key, choices] of Object.entries(CHOICES)) if (state[key] !== choices[0]) named.set(key, state[key]);
  return `#${named}`;
}

/** The choice after this one, and after the last one the first. */
export function next(choices, chosen) {
  return choices[(choices.indexOf(chosen) + 1) % choices.length];
}
