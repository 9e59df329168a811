// The message's headers, and below them, when asked for, the whole message.

import { fill, make } from "./elements.js";
import { cut, facts } from "./text.js";
import { count, kilobytes } from "./words.js";

/** @param {() => Promise<string>} message asks for the whole message */
export function headers(panel, letter, message) {
  fill(
    panel,
    facts(count(letter.headers.length, "header"), `message ${kilobytes(letter.sizes.message)}`),
    make("dl.headers", letter.headers.map(([name, value]) => make("div", make("dt", name), make("dd", { dir: "auto" }, value)))),
    whole(message),
  );
}

function whole(message) {
  const text = make("pre.source");
  const box = make("details.whole", { "data-key": "message" }, make("summary", "The whole message"), text);
  box.addEventListener("toggle", async () => {
    if (box.open) fill(text, cut(await message().catch((error) => error.message)));
  });
  return box;
}
