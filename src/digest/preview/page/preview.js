// The preview's page: what the editor chooses, and what the server tells by itself.

import { desk, letter, shownWeek } from "./desk.js";
import { byId } from "./elements.js";
import { help, shortcuts } from "./keys.js";
import { listening } from "./live.js";
import { lay, load, loadList, refresh, show, showList, showTrouble } from "./showing.js";
import { next, read, VIEWS, write } from "./state.js";
import { alive, building, lost, say } from "./status.js";
import { wire } from "./tabs.js";

// What the editor chooses

function choose(change, words = "") {
  const before = desk.state;
  desk.state = { ...before, ...change };
  history.replaceState(null, "", write(desk.state));
  if (words) say(words);
  showList();
  if (desk.issue && desk.state.week === before.week) return show();
  follow(shownWeek());
  return load();
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
  if (!goal) return;
  choose({ week: goal.week }, `Issue ${goal.week}: ${goal.subject}`);
  byId("issues").querySelector("[aria-current]")?.scrollIntoView({ block: "nearest" });
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
}

// What the server tells

let stamp; // of the last event

const told = (lines) => {
  desk.trouble = lines;
  showTrouble();
};

const follow = listening({
  issue: changed,
  trouble: ({ lines }) => {
    alive();
    told(lines ?? []);
  },
  fine: () => {
    alive();
    told([]);
  },
  building,
  open,
  lost: gone,
});

async function changed(news) {
  const known = stamp ?? desk.issue?.stamp;
  stamp = news.stamp;
  alive();
  if (known === news.stamp) return;
  await refresh(news.week);
  if (news.week === desk.issue?.week) say(`Issue ${news.week} is up to date`);
}

let away = false;

function open() {
  alive();
  told([]); // what is still wrong is told again
  if (away) {
    say("The preview is back");
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
follow(shownWeek());
