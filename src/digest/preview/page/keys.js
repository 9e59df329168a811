// Single keys, and the dialog that lists them.

import { fill, make } from "./elements.js";
import { VIEWS } from "./state.js";

const TYPING = "input:not([type=radio], [type=checkbox]), textarea, select, [contenteditable]";

/**
 * @param {Record<string, () => void>} acts what each key does, by the key
 * @returns {(event: KeyboardEvent) => void} to be told of every key, in the page and in the letter's frame
 */
export function shortcuts(acts) {
  return (event) => {
    if (event.defaultPrevented || event.ctrlKey || event.altKey || event.metaKey || event.isComposing) return;
    if (event.target.closest?.(TYPING) || document.querySelector("dialog[open]")) return;
    const act = acts[event.key];
    if (!act) return;
    event.preventDefault();
    act();
  };
}

/** Fill the dialog and say how to open it. */
export function help(dialog, list) {
  const keys = [
    ...VIEWS.map((view, at) => [[`${at + 1}`], view === "letter" ? "the letter" : view]),
    [["a"], "the next audience"],
    [["w"], "phone, tablet, desktop"],
    [["d"], "light or dark letter"],
    [["i"], "pictures on or off"],
    [["j", "k"], "the issue below, the issue above"],
    [["?"], "this list"],
  ];
  fill(list, keys.map(([names, words]) => make("div", make("dt", names.map((name) => make("kbd", name))), make("dd", words))));
  return () => dialog.showModal();
}
