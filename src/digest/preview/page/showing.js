// Asking the server for what is to be shown, and showing it.

import { checks, heavy } from "./checks.js";
import { desk, letter, shownWeek } from "./desk.js";
import { byId, fill, make } from "./elements.js";
import { letterFrame } from "./frame.js";
import { headers } from "./headers.js";
import { inbox } from "./inbox.js";
import { heading, list } from "./issues.js";
import { redraw } from "./panes.js";
import { receipts } from "./receipts.js";
import * as server from "./server.js";
import { VIEWS } from "./state.js";
import { say } from "./status.js";
import { select } from "./tabs.js";
import { plain, source } from "./text.js";
import { tools } from "./tools.js";
import { trouble } from "./trouble.js";
import { count } from "./words.js";

const TEXTS = { text: "letter.txt", source: "source" }; // what views are fetched as text
const UNREAD = "No letter of this issue can be read: see Checks.";
const DRAWN = { letter: ["scheme", "images"], inbox: ["scheme"] }; // choices that make a view another one
const panel = (view) => byId(`view-${view}`);
const drawn = new Map(); // of each view, for what it was drawn
let turn = 0;
let frame;

/** Set up the letter's frame; `key` is told of every key that is pressed in it. */
export function lay(key) {
  frame = letterFrame(byId("stage"), { link: leads, key, fitted });
}

/** Ask for the list of issues. */
export async function loadList() {
  const told = await server.issues();
  desk.issues = told.issues;
  if (!desk.issue) desk.current = told.current; // another window's choice does not turn this one's page
  fill(byId("name"), told.newsletter);
  showList();
}

/** Ask for the issue and show it; an answer that comes too late is dropped. */
export async function load() {
  const mine = ++turn;
  try {
    const wanted = desk.issues.length || desk.state.week;
    const issue = wanted && shownWeek() ? await server.issue(shownWeek()) : null;
    if (mine !== turn) return;
    desk.issue = issue;
    if (issue) await show();
    else nothing("There is no issue yet: save a seed, or build one with digest build.");
  } catch (error) {
    if (mine === turn) nothing(error instanceof server.Refused ? error.message : "The preview does not answer.");
  }
}

/** Ask again for the list, and for what is shown where it may be another now. */
export async function refresh(week) {
  const was = shownWeek();
  if (desk.issue && week === was) await load(); // the letter first
  await loadList().catch(() => {});
  if (!desk.issue || shownWeek() !== was) await load();
}

/** The list, with the issue that is shown marked. */
export const showList = () => list(byId("issues"), desk.issues, desk.state, shownWeek());

/** What is on the desk, as it is chosen. */
export async function show() {
  const { state, issue } = desk;
  const one = letter();
  heading(byId("facts"), byId("subject"), issue, one);
  document.title = `${one?.subject || issue.week} · Preview`;
  byId("tabs").hidden = false;
  showTrouble();
  tools(byId("tools"), byId("audiences"), issue, state);
  select(byId("tabs"), state.view);
  byId("tab-checks").dataset.many = heavy(issue) || "";
  frame.width(state.width);
  await draw(state.view, one);
}

/** Why the last build gave no issue, where it did not. */
export const showTrouble = () => trouble(byId("trouble"), desk.trouble, Boolean(desk.issue));

/** Words where an issue would be. */
function nothing(words) {
  desk.issue = null;
  drawn.clear();
  frame.clear();
  for (const id of ["facts", "below"]) fill(byId(id));
  for (const view of VIEWS) if (view !== "letter") fill(panel(view));
  fill(byId("subject"), words);
  byId("tools").hidden = byId("tabs").hidden = true;
  showTrouble();
}

async function draw(view, one) {
  const key = [one?.audience, ...(DRAWN[view] ?? []).map((choice) => desk.state[choice])].join(" ");
  const before = drawn.get(view);
  if (before?.key === key && before.issue === desk.issue) return;
  drawn.set(view, { key, issue: desk.issue });
  if (view === "letter") await (one ? drawLetter(one) : noLetter());
  else await drawPane(view, one, before?.issue.week !== desk.issue.week);
}

async function drawLetter(one) {
  const { week } = desk.issue;
  const { scheme, images } = desk.state;
  leads("");
  const title = `The letter for ${one.title || one.audience}: ${one.subject}`;
  await frame.show(server.letter(week, one.audience, scheme, images), { title, scheme, issue: week });
}

function noLetter() {
  frame.clear();
  fill(byId("below"), UNREAD);
}

async function drawPane(view, one, fresh) {
  const { issue, state } = desk;
  const body = one && TEXTS[view] ? await server.text(issue.week, one.audience, TEXTS[view]).catch((error) => error.message) : "";
  if (issue !== desk.issue || one !== letter()) return;
  const pane = panel(view);
  const draws = {
    text: () => plain(pane, one, body),
    source: () => source(pane, one, body),
    headers: () => headers(pane, one, () => server.text(issue.week, one.audience, "message")),
    inbox: () => inbox(pane, issue, one, state.scheme),
    checks: () => checks(pane, issue),
    receipts: () => receipts(pane, issue),
  };
  const needs = !["checks", "receipts"].includes(view);
  redraw(pane, needs && !one ? () => fill(pane, make("p.quiet", UNREAD)) : draws[view], fresh);
}

function fitted(wide, scale) {
  byId("stage").dataset.size = scale === 1 ? `${Math.round(wide)} px` : `${Math.round(wide)} px, shown at ${Math.round(scale * 100)} %`;
  if (!byId("below").dataset.leads) below();
}

function below() {
  if (!letter()) return;
  const withheld = letter()?.pictures_withheld;
  const said = withheld ? ` · ${count(withheld, "picture")} on other servers, not fetched here` : "";
  fill(byId("below"), byId("stage").dataset.size, said);
}

/** Where a link leads that was clicked in the letter; nothing for none. */
function leads(address) {
  byId("below").dataset.leads = address;
  if (!address) {
    below();
    return;
  }
  fill(byId("below"), "The link leads to ", make("strong", address));
  say(`The link leads to ${address}`);
}
