// The preview's page: what the editor chooses, and what the server tells by itself.

import { desk, letter, shownWeek } from "./desk.js";
import { byId } from "./elements.js";
import { help, shortcuts } from "./keys.js";
import { listen } from "./live.js";
import { lay, load, loadList, refresh, show, showList } from "./showing.js";
import { next, read, VIEWS, write } from "./state.js";
import { alive, building, lost, say } from "./status.js";
import { wire } from "./tabs.js";
import { fine, trouble } from "./trouble.js";

// What the editor chooses

function choose(change, words = "") {
  const before = desk.state;
  desk.state = { ...before, ...change };
  history.replaceState(null, "", write(desk.state));
  if (words) say(words);
  showList();
  if (!desk.issue || desk.state.week !== before.week) return load();
  return show();
}

const flip = (key, choices, words) => () => {
  const chosen = next(choices, desk.state[key]);
  choose({ [key]: chosen }, `${words}: ${chosen}`);
};

function nextAudience() {
  const chosen = next(desk.issue?.letters ?? [], letter());
  if (chosen) choose({ audience: chosen.audience }, `Audience: ${chosen.title || chosen.audience}`);
}

const step = (by) => () => {
  const goal = desk.issues[desk.issues.findIndex((one) => one.week === shownWeek()) + by];
  if (goal) choose({ week: goal.week }, `Issue ${goal.week}: ${goal.subject}`);
};

const onKey = shortcuts({
  ...Object.fromEntries(VIEWS.map((view, at) => [String(at + 1), () => choose({ view }, byId(`tab-${view}`).textContent)])),
  a: nextAudience,
  w: flip("width", ["phone", "tablet", "desktop"], "Width"),
  d: flip("scheme", ["light", "dark"], "Scheme"),
  i: flip("images", ["on", "off"], "Pictures"),
  j: step(1),
  k: step(-1),
  "?": help(byId("help"), byId("keys")),
});

function unfold(open) {
  byId("unfold").setAttribute("aria-expanded", String(open));
}

function wireAll() {
  wire(byId("tabs"), (view) => choose({ view }));
  addEventListener("keydown", onKey);
  addEventListener("hashchange", () => choose(read(location.hash)));
  byId("tools").addEventListener("change", (event) => choose({ [event.target.name]: event.target.value }));
  byId("tools").addEventListener("submit", (event) => event.preventDefault());
  byId("ask").addEventListener("click", () => byId("help").showModal());
  byId("unfold").addEventListener("click", () => unfold(byId("unfold").getAttribute("aria-expanded") !== "true"));
  byId("issues").addEventListener("click", () => unfold(false));
  byId("skip").addEventListener("click", (event) => {
    event.preventDefault(); // the address keeps the state
    byId("shown").focus();
  });
  document.addEventListener("visibilitychange", back);
}

// What the server tells

let stamp; // of the last event
let followed = ""; // the issue that saves build: the one that was asked for last, by whichever window

async function changed(told) {
  const known = stamp ?? desk.issue?.stamp;
  stamp = told.stamp;
  followed = told.week;
  alive();
  if (known === told.stamp) return;
  await refresh(told.week);
  if (told.week === desk.issue?.week) say(`Issue ${told.week} is up to date`);
}

/** Back in this window: its issue is the one to build again. */
function back() {
  if (!document.hidden && desk.issue && followed && followed !== shownWeek()) load();
}

let away = false;

function open() {
  alive();
  if (away) {
    say("The preview is back");
    fine(byId("trouble")); // what is still wrong is told again
    refresh(shownWeek());
  }
  away = false;
}

function gone() {
  if (!away) say("The preview does not answer");
  away = true;
  lost();
}

lay((event) => onKey(event));
wireAll();
await loadList().catch(() => {});
load();
listen({
  issue: changed,
  trouble: (told) => {
    alive();
    trouble(byId("trouble"), told.lines ?? []);
  },
  fine: () => {
    alive();
    fine(byId("trouble"));
  },
  building,
  open,
  lost: gone,
});
