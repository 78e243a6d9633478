// The grid of a responsibility table: where the focus stands, which rows are chosen, and what each key does.
// The three scripts of the grid share one object; this one comes first.
"use strict";

// On a small screen the checks wait folded above the rows.
if (window.matchMedia("(max-width: 1100px)").matches) document.getElementById("checks-box")?.removeAttribute("open");

const luoshiGrid = (() => {
  const table = document.querySelector("table.sheet-grid[data-editable]");
  if (!table) return null;
  const hint = document.getElementById("hint");
  const FIELDS = ["task", "leaders", "lead_unit", "units", "deadline", "milestones"];
  const said = (name, values = {}) =>
    table.dataset[name].replace(/\{(\w+)\}/g, (whole, key) => (key in values ? values[key] : whole));

  const rows = () => [...table.tBodies[0].querySelectorAll("tr[data-row]")];
  const cellOf = (row, field) => row && row.querySelector(`td[data-field="${field}"]`);
  const rowById = (id) => document.getElementById(`row-${id}`);
  const isEmpty = (cell) => !cell.querySelector(".text");

  let current = null; // {row: id, field}
  const currentCell = () => current && cellOf(rowById(current.row), current.field);

  // One cell at a time is reached by Tab; the others are reached with the arrows (roving tabindex).
  function focus(cell) {
    if (!cell) return;
    const before = currentCell();
    if (before) before.tabIndex = -1;
    current = { row: cell.closest("tr").dataset.row, field: cell.dataset.field };
    cell.tabIndex = 0;
    cell.focus({ preventScroll: true });
    cell.scrollIntoView({ block: "nearest", inline: "nearest" });
    tell(cell);
  }

  // What is suggested for the cell, with its reason, in words: visible and read aloud.
  function tell(cell) {
    const { proposal, reason, score } = cell.dataset;
    hint.textContent = proposal && isEmpty(cell) ? said("saidSuggested", { text: proposal, score, reason }) : "";
  }

  function step(cell, across, down) {
    const all = rows();
    const at = all.indexOf(cell.closest("tr"));
    let field = FIELDS.indexOf(cell.dataset.field) + across;
    let row = at + down;
    if (field >= FIELDS.length) [field, row] = [0, row + 1];
    if (field < 0) [field, row] = [FIELDS.length - 1, row - 1];
    return row >= 0 && row < all.length ? cellOf(all[row], FIELDS[field]) : null;
  }

  const chosen = () => rows().filter((row) => row.querySelector(".pick input").checked);
  let last = null; // the row chosen last, for choosing all between
  function choose(row, whether, through = false) {
    const all = rows();
    const from = through && last && last.isConnected ? all.indexOf(last) : all.indexOf(row);
    const to = all.indexOf(row);
    for (const one of all.slice(Math.min(from, to), Math.max(from, to) + 1)) {
      one.querySelector(".pick input").checked = whether;
      one.setAttribute("aria-selected", String(whether));
    }
    last = row;
    countChosen();
  }
  function countChosen() {
    const count = chosen().length;
    document.getElementById("chosen").textContent = count ? said("saidChosen", { n: count }) : "";
  }

  // The keys of a cell that is not being edited.
  function onKey(event) {
    const cell = event.target.closest("td[data-field]");
    if (!cell || event.target !== cell) return;
    const act = keyAct(event, cell);
    if (!act) return;
    event.preventDefault();
    act();
  }
  function keyAct(event, cell) {
    const row = cell.closest("tr");
    const { key } = event;
    if ((event.ctrlKey || event.metaKey) && key.toLowerCase() === "z") return () => luoshiGrid.undo();
    if (event.altKey && (key === "ArrowUp" || key === "ArrowDown")) {
      return () => luoshiGrid.shift(row, key === "ArrowUp" ? -1 : 1);
    }
    if (event.ctrlKey || event.metaKey || event.altKey) return null;
    const suggests = isEmpty(cell) && cell.dataset.proposal;
    switch (key) {
      case "Tab": return event.shiftKey ? leave(step(cell, -1, 0)) : accept(cell, step(cell, 1, 0), suggests);
      case "ArrowLeft": return () => focus(step(cell, -1, 0));
      case "ArrowRight": return () => focus(step(cell, 1, 0));
      case "ArrowUp": return suggests ? () => luoshiGrid.cycle(cell, -1) : () => focus(step(cell, 0, -1));
      case "ArrowDown": return suggests ? () => luoshiGrid.cycle(cell, 1) : () => focus(step(cell, 0, 1));
      case "k": return () => focus(step(cell, 0, -1));
      case "j": return () => focus(step(cell, 0, 1));
      case "Home": return () => focus(cellOf(row, FIELDS[0]));
      case "End": return () => focus(cellOf(row, FIELDS.at(-1)));
      case "Enter": case "F2": return () => luoshiGrid.edit(cell);
      case " ": return () => choose(row, !row.querySelector(".pick input").checked, event.shiftKey);
      case "Delete": return () => cell.dataset.field !== "task" && !isEmpty(cell) && luoshiGrid.save(cell, "");
      case "m": return () => luoshiGrid.merge();
      case "Escape": return () => document.querySelector(".tools button").focus();
      default: return null;
    }
  }
  const leave = (cell) => (cell ? () => focus(cell) : null); // at the edge Tab goes on to the rest of the page
  function accept(cell, next, suggests) {
    if (!suggests) return leave(next);
    return () => {
      luoshiGrid.save(cell, cell.dataset.proposal);
      focus(next || cell);
    };
  }

  table.addEventListener("keydown", onKey);
  table.addEventListener("focusin", (event) => {
    const cell = event.target.closest("td[data-field]");
    if (cell && event.target === cell && (!current || currentCell() !== cell)) focus(cell);
  });
  table.addEventListener("click", (event) => {
    const box = event.target.closest(".pick input");
    if (box && box.id === "all") rows().forEach((row) => choose(row, box.checked));
    else if (box) choose(box.closest("tr"), box.checked, event.shiftKey);
    const cell = event.target.closest("td[data-field]");
    if (!cell || event.target.closest("a, textarea, input")) return;
    if (currentCell() === cell && document.activeElement === cell) luoshiGrid.edit(cell);
    else focus(cell);
  });
  table.addEventListener("dblclick", (event) => {
    const cell = event.target.closest("td[data-field]");
    if (cell && !event.target.closest("a, textarea")) luoshiGrid.edit(cell);
  });
  document.addEventListener("keydown", (event) => {
    const typing = event.target.closest("input, textarea, select, dialog");
    if (event.key === "?" && !typing) document.getElementById("keys").showModal();
    const outside = !event.target.closest("table.sheet-grid") && !typing;
    if (outside && (event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "z") {
      event.preventDefault();
      luoshiGrid.undo();
    }
  });

  // The first cell that asks for something is where Tab leads into the grid.
  function enter() {
    const cell = currentCell() || table.querySelector("td[data-proposal]") || table.querySelector("td[data-field]");
    if (cell) cell.tabIndex = 0;
    if (cell && !current) current = { row: cell.closest("tr").dataset.row, field: cell.dataset.field };
  }
  enter();

  return {
    table, hint, FIELDS, said, rows, cellOf, rowById, isEmpty, focus, tell, step, chosen, countChosen, currentCell,
    enter, current: () => current,
  };
})();
