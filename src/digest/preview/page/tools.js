// The switches: they show what is chosen, and only those that matter for the view.

import { letter } from "./desk.js";
import { fill, make } from "./elements.js";

/** Bring the switches into the state that is shown. */
export function tools(form, box, issue, state) {
  audiences(box, issue.letters);
  for (const input of form.elements) {
    if (input.type === "radio") input.checked = input.value === (input.name === "audience" ? letter()?.audience : state[input.name]);
    if (input.localName === "fieldset") input.hidden = !input.dataset.for.split(" ").includes(state.view);
  }
  form.hidden = !issue.letters.length || [...form.querySelectorAll("fieldset")].every((one) => one.hidden);
}

function audiences(box, letters) {
  const names = JSON.stringify(letters.map((one) => [one.audience, one.title]));
  if (box.dataset.names === names) return; // what has the focus stays
  box.dataset.names = names;
  fill(box.querySelector(".choices"), letters.map((one) =>
    make("label",
      make("input", { type: "radio", name: "audience", value: one.audience }),
      make("span", { dir: "auto" }, one.title || one.audience))));
}
