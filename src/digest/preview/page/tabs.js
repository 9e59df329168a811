// The views as tabs: one is chosen, arrow keys go to its neighbours, Home and End to the ends.

const STEPS = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 };

/** Wire the tabs of a tablist; `choose` is called with the view's name. */
export function wire(list, choose) {
  for (const tab of tabs(list)) tab.addEventListener("click", () => choose(tab.dataset.view));
  list.addEventListener("keydown", (event) => {
    const to = goal(event, tabs(list));
    if (!to) return;
    event.preventDefault();
    to.focus();
    choose(to.dataset.view);
  });
}

/** Show one view and hide the others. */
export function select(list, view) {
  for (const tab of tabs(list)) {
    const chosen = tab.dataset.view === view;
    tab.setAttribute("aria-selected", String(chosen));
    tab.tabIndex = chosen ? 0 : -1;
    document.getElementById(tab.getAttribute("aria-controls")).hidden = !chosen;
  }
}

const tabs = (list) => [...list.querySelectorAll("[role=tab]")];

function goal(event, all) {
  if (event.ctrlKey || event.altKey || event.metaKey) return null;
  if (event.key === "Home") return all[0];
  if (event.key === "End") return all.at(-1);
  const step = STEPS[event.key];
  return step ? all.at((all.indexOf(event.target) + step) % all.length) : null;
}
