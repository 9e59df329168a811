// What lies on the desk: the issues, the one that is shown, and how.

import { read } from "./state.js";

export const desk = {
  state: read(location.hash),
  issues: [], // as the list tells them, newest first
  current: "", // the week that is shown when the address names none
  issue: null, // all that is told of the one that is shown
  trouble: [], // why its last build gave no issue, line by line
};

/** The week that is shown. */
export const shownWeek = () => desk.state.week || desk.current;

/** The letter of the chosen audience, else the first one. */
export function letter() {
  const letters = desk.issue?.letters ?? [];
  return letters.find((one) => one.audience === desk.state.audience) ?? letters[0];
}
