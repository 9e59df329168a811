// A view that is drawn anew stays where it was: its scroll position, what was unfolded, what had the focus.

/** Draw with `draw`; with `fresh` another thing is shown, and it starts at its top. */
export function redraw(panel, draw, fresh) {
  if (fresh) {
    draw();
    panel.scrollTop = 0;
    return;
  }
  const before = { top: panel.scrollTop, page: scrollY, open: unfolded(panel), focus: focused(panel) };
  draw();
  for (const box of boxes(panel)) {
    if (before.open.has(box.dataset.key)) box.open = before.open.get(box.dataset.key);
    if (box.dataset.key === before.focus) box.querySelector("summary").focus({ preventScroll: true });
  }
  panel.scrollTop = before.top;
  scrollTo(scrollX, before.page);
}

const boxes = (panel) => [...panel.querySelectorAll("details[data-key]")];

const unfolded = (panel) => new Map(boxes(panel).map((box) => [box.dataset.key, box.open]));

function focused(panel) {
  const active = document.activeElement;
  return panel.contains(active) ? active.closest("details[data-key]")?.dataset.key : undefined;
}
