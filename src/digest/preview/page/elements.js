// Elements with text in them: whatever comes from the server becomes text, never markup.

/**
 * @param {string} name such as "p" or "p.quiet"
 * @param {...(Node|string|number|null|undefined|Record<string, unknown>|Array<unknown>)} parts
 *   nodes and words to put in; plain objects are attributes, null and "" are left out
 */
export function make(name, ...parts) {
  const [tag, ...classes] = name.split(".");
  const element = document.createElement(tag);
  if (classes.length) element.classList.add(...classes);
  for (const part of parts.flat(Infinity)) put(element, part);
  return element;
}

/** An element by its id. */
export const byId = (id) => document.getElementById(id);

/** What stands in an element becomes this. */
export function fill(element, ...parts) {
  element.replaceChildren();
  for (const part of parts.flat(Infinity)) put(element, part);
}

function put(element, part) {
  if (part === null || part === undefined || part === "") return;
  if (part instanceof Node) element.append(part);
  else if (typeof part === "object") attributes(element, part);
  else element.append(String(part));
}

function attributes(element, wanted) {
  for (const [name, value] of Object.entries(wanted)) {
    if (typeof value === "function") element.addEventListener(name, value);
    else if (value !== false && value !== null && value !== undefined) element.setAttribute(name, value === true ? "" : value);
  }
}
