// The letter in its frame. A new one is loaded behind the old one and takes its place when it is there: no flash, no jump.

import { make } from "./elements.js";

const WIDTHS = { phone: 360, tablet: 768, desktop: 800 }; // pixels; a desktop's is at least this, else all the room
const TALLEST = { phone: 740, tablet: 1024, desktop: Infinity };

/**
 * @param {HTMLElement} stage where it stands
 * @param {{link: Function, key: Function, fitted: Function}} told a link that was clicked, a key that was pressed, the size
 */
export function letterFrame(stage, told) {
  const paper = make("div.paper");
  const here = { paper, frame: null, coming: null, width: "desktop", address: "", issue: "" };
  stage.append(paper);
  new ResizeObserver(() => fit(stage, here, told)).observe(stage);

  return {
    /** Show the letter at an address; the place in it is kept as long as the issue is the same. */
    show(address, { title, scheme, issue }) {
      const keep = here.issue === issue ? place(here.frame) : 0;
      Object.assign(here, { address, issue });
      return load(stage, here, told, { title, scheme, keep });
    },
    width(name) {
      here.width = name;
      fit(stage, here, told);
    },
    clear() {
      here.coming?.remove();
      here.frame?.remove();
      Object.assign(here, { frame: null, coming: null, address: "", issue: "" });
    },
  };
}

function load(stage, here, told, { title, scheme, keep }) {
  here.coming?.remove();
  const frame = make("iframe", { sandbox: "allow-same-origin", title, src: here.address });
  frame.style.colorScheme = scheme;
  here.coming = frame;
  frame.classList.add("coming");
  here.paper.append(frame);
  fit(stage, here, told);
  return new Promise((shown) => {
    frame.addEventListener("load", () => {
      if (here.coming !== frame) return shown(false);
      settle(here, frame, keep);
      attend(here, frame, told);
      return shown(true);
    }, { once: true });
  });
}

function settle(here, frame, keep) {
  const old = here.frame;
  const focused = old !== null && document.activeElement === old;
  frame.contentWindow?.scrollTo(0, old && keep ? place(old) : keep);
  frame.classList.remove("coming");
  old?.remove();
  Object.assign(here, { frame, coming: null });
  if (focused) frame.focus();
}

function attend(here, frame, told) {
  const letter = inside(frame);
  letter?.addEventListener("click", (event) => leave(event, told));
  letter?.addEventListener("auxclick", (event) => leave(event, told));
  letter?.addEventListener("submit", (event) => event.preventDefault());
  letter?.addEventListener("keydown", told.key);
  // A link that went elsewhere all the same is stopped by the policy: bring the letter back.
  frame.addEventListener("load", () => inside(frame) === null && frame.contentWindow?.location.replace(here.address));
}

function leave(event, told) {
  const link = event.target.closest?.("a, area");
  const named = link?.getAttribute("href") ?? link?.getAttributeNS("http://www.w3.org/1999/xlink", "href");
  if (!named || named.startsWith("#")) return;
  event.preventDefault();
  told.link(typeof link.href === "string" ? link.href : named); // in a drawing it is an object
}

function fit(stage, here, told) {
  const room = stage.clientWidth;
  const high = Math.min(stage.clientHeight, TALLEST[here.width]);
  if (!room || !high) return;
  const wide = here.width === "desktop" ? Math.max(WIDTHS.desktop, room) : WIDTHS[here.width];
  const scale = Math.min(1, room / wide);
  here.paper.dataset.width = here.width;
  here.paper.style.width = `${wide * scale}px`;
  here.paper.style.height = `${high}px`;
  for (const frame of [here.frame, here.coming]) if (frame) size(frame, wide, high, scale);
  told.fitted(wide, scale);
}

function size(frame, wide, high, scale) {
  frame.style.width = `${wide}px`;
  frame.style.height = `${high / scale}px`;
  frame.style.transform = scale === 1 ? "none" : `scale(${scale})`;
}

function place(frame) {
  return (frame && inside(frame)?.scrollingElement?.scrollTop) || 0;
}

function inside(frame) {
  try {
    return frame.contentDocument;
  } catch {
    return null;
  }
}
