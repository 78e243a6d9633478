// Every act of the grid goes to the server here, one after the other, and its answer comes into the page here.
"use strict";

if (luoshiGrid) {
  const { table, hint, said, rows, cellOf, rowById, focus, chosen, countChosen, currentCell, enter } = luoshiGrid;
  const body = table.tBodies[0];
  const proof = JSON.parse(document.body.getAttribute("hx-headers") || "{}");
  let queue = Promise.resolve();

  const pick = (row) => ["row", `${row.dataset.row}:${row.dataset.revision}`];
  const select = () => (chosen().length ? chosen() : []);

  // Acts wait for one another, so that each is made from the revision that the one before it left.
  function act(path, fields) {
    const done = queue.then(() => send(path, typeof fields === "function" ? fields() : fields));
    queue = done.catch(() => {});
    return done;
  }

  async function send(path, fields) {
    hint.textContent = said("saidSaving");
    table.setAttribute("aria-busy", "true");
    try {
      const answer = await fetch(table.dataset.root + path, {
        method: "POST", body: new URLSearchParams(fields), headers: { ...proof, Accept: "application/json" },
      });
      const isJson = (answer.headers.get("Content-Type") || "").startsWith("application/json");
      const told = isJson ? await answer.json() : {};
      if (told.checks) apply(told);
      if (told.both) showBoth(told.both);
      if (!answer.ok) fail(told.message || said("saidFailed"));
      else hint.textContent = said("saidSaved");
      return answer.ok ? told : null;
    } catch (error) {
      fail(said("saidFailed"));
      return null;
    } finally {
      table.removeAttribute("aria-busy");
      for (const cell of table.querySelectorAll("td.saving")) cell.classList.remove("saving");
      document.dispatchEvent(new CustomEvent("grid:saved"));
    }
  }

  function fail(message) {
    hint.textContent = "";
    const line = document.createElement("p");
    line.className = "message error";
    line.setAttribute("role", "alert");
    line.textContent = message;
    document.getElementById("messages").replaceChildren(line);
  }

  function apply(told) {
    const picked = new Set(chosen().map((row) => row.dataset.row));
    const place = luoshiGrid.current();
    const inside = table.contains(document.activeElement);
    if (told.body !== undefined && !table.querySelector("textarea")) {
      body.innerHTML = told.body;
      for (const row of rows()) row.querySelector(".pick input").checked = picked.has(row.dataset.row);
      document.getElementById("row-count").textContent = rows().length;
    }
    for (const [id, html] of Object.entries(told.rows || {})) replaceRow(id, html);
    for (const row of rows()) {
      const mark = told.marks[row.dataset.row] || "";
      if (row.className !== mark) row.className = mark;
    }
    document.getElementById("checks").innerHTML = told.checks;
    document.querySelector('[data-act="undo"]').disabled = !told.undo;
    document.getElementById("messages").replaceChildren();
    countChosen();
    const cell = currentCell();
    if (cell) cell.tabIndex = 0;
    if (inside && cell && document.activeElement === document.body) focus(cell);
    if (!cell && place) enter();
  }

  // A row is put in cell by cell: one that is being edited meanwhile stays as it is.
  function replaceRow(id, html) {
    const old = rowById(id);
    const holder = document.createElement("tbody");
    holder.innerHTML = html;
    const fresh = holder.firstElementChild;
    if (!old || !fresh) return;
    old.dataset.revision = fresh.dataset.revision;
    for (const cell of [...fresh.querySelectorAll("td[data-field]")]) {
      const before = cellOf(old, cell.dataset.field);
      if (before.classList.contains("editing") || before.classList.contains("waiting")) continue;
      const focused = document.activeElement === before;
      cell.tabIndex = before.tabIndex;
      before.replaceWith(cell);
      if (focused) cell.focus({ preventScroll: true });
    }
  }

  luoshiGrid.save = (cell, text) => {
    const { field } = cell.dataset;
    const id = cell.closest("tr").dataset.row;
    show(cell, text);
    return act(`rows/${id}/`, () => {
      const row = rowById(id);
      cellOf(row, field)?.classList.remove("waiting");
      return [["revision", row.dataset.revision], [field, text]];
    });
  };

  // What was typed stands there at once; the server's answer takes its place.
  function show(cell, text) {
    for (const old of cell.querySelectorAll(".text, .grey, .day")) old.remove();
    if (text) {
      const span = document.createElement("span");
      span.className = "text";
      span.textContent = text;
      cell.prepend(span);
    }
    cell.classList.add("saving", "waiting");
  }

  function shows(dialog) {
    return new Promise((resolve) => {
      dialog.returnValue = "";
      dialog.addEventListener("close", () => resolve(dialog.returnValue === "yes"), { once: true });
      dialog.showModal();
    });
  }
  function showBoth(html) {
    const dialog = document.getElementById("both");
    dialog.innerHTML = html;
    dialog.querySelector("[data-close]").addEventListener("click", (event) => { event.preventDefault(); dialog.close(); });
    dialog.querySelector("form").addEventListener("submit", (event) => {
      event.preventDefault();
      const form = event.target;
      const fields = [...new FormData(form)].filter(([name]) => name !== "csrfmiddlewaretoken");
      dialog.close();
      act(new URL(form.action).pathname.slice(table.dataset.root.length), fields);
    });
    dialog.showModal();
  }

  const need = (listed) => {
    if (!listed.length) hint.textContent = said("saidChoose");
    return listed.length > 0;
  };
  luoshiGrid.undo = () => act("undo", []);
  luoshiGrid.merge = () => need(select()) && act("rows/merge", () => select().map(pick));
  luoshiGrid.split = (row, at) =>
    act(`rows/${row.dataset.row}/split`, () => [["revision", rowById(row.dataset.row).dataset.revision], ["at", at]]);
  // Put a row one place up or down.
  luoshiGrid.shift = (row, by) => {
    const all = rows();
    const at = all.indexOf(row) + by;
    if (at >= 0 && at < all.length) move(row, by < 0 ? all[at] : all[at + 1]);
  };
  function move(row, before) {
    const id = row.dataset.row;
    act(`rows/${id}/move`, () => [
      ["revision", rowById(id).dataset.revision],
      ...(before ? [["before", before.dataset.row]] : []),
    ]).then((told) => told && focus(cellOf(rowById(id), luoshiGrid.current()?.field || "task")));
  }

  const ACTS = {
    accept: () => act("accept", () => select().map(pick)),
    "accept-all": () => act("accept", () => [["all", "1"], ...select().map(pick)]),
    merge: () => luoshiGrid.merge(),
    remove: () => need(select()) && act("rows/remove", () => select().map(pick)),
    undo: () => luoshiGrid.undo(),
    keys: () => document.getElementById("keys").showModal(),
    add: async () => {
      const after = currentCell()?.closest("tr") || rows().at(-1);
      const before = new Set(rows().map((row) => row.dataset.row));
      const told = await act("rows/new", [["task", said("saidNew")], ...(after ? [["after", after.dataset.row]] : [])]);
      const fresh = told && rows().find((row) => !before.has(row.dataset.row));
      if (fresh) { focus(cellOf(fresh, "task")); luoshiGrid.edit(cellOf(fresh, "task")); }
    },
    bulk: async () => {
      if (!need(select())) return;
      const dialog = document.getElementById("bulk");
      if (!(await shows(dialog))) return;
      const [field, text] = ["bulk-field", "bulk-text"].map((id) => document.getElementById(id).value);
      act("rows/bulk", () => [["field", field], ["text", text], ...select().map(pick)]);
    },
  };
  document.querySelector(".tools").addEventListener("click", (event) => {
    const button = event.target.closest("[data-act]");
    if (button) ACTS[button.dataset.act]();
  });
  document.getElementById("bulk-field").addEventListener("change", (event) => {
    const lists = { lead_unit: "unit-names", units: "unit-names", leaders: "leader-names" };
    document.getElementById("bulk-text").setAttribute("list", lists[event.target.value] || "");
  });

  // A check leads to its row, or mends it.
  document.getElementById("checks").addEventListener("click", (event) => {
    const jump = event.target.closest("[data-jump]");
    const mend = event.target.closest("[data-mend]");
    if (jump) {
      event.preventDefault();
      const field = { "no-lead": "lead_unit", "unknown-unit": "lead_unit", "vague-deadline": "deadline",
        "late-deadline": "deadline", "unknown-leader": "leaders", "overloaded-leader": "leaders" };
      const row = rowById(jump.dataset.jump);
      if (row) focus(cellOf(row, field[jump.closest("li").dataset.code] || "task"));
    }
    if (mend) {
      act("rows/rename", () => [
        ["name", mend.dataset.mend],
        ...mend.dataset.by.split("|").map((name) => ["by", name]),
        ...mend.dataset.rows.trim().split(" ").map(rowById).filter(Boolean).map(pick),
      ]);
    }
  });

  // A band's heading is changed for all its rows at once.
  body.addEventListener("dblclick", (event) => {
    const band = event.target.closest("th[data-band]");
    if (!band || band.querySelector("input")) return;
    const before = band.textContent.trim();
    const box = document.createElement("input");
    box.value = before;
    box.className = "form-control form-control-sm";
    box.setAttribute("aria-label", before);
    band.replaceChildren(box);
    box.focus();
    const close = (keeps) => {
      if (!box.isConnected) return;
      const text = box.value.trim();
      band.textContent = text || before;
      if (keeps && text && text !== before) {
        act("rows/bulk", () => [["field", band.dataset.band], ["text", text], ...under(band).map(pick)]);
      }
    };
    box.addEventListener("keydown", (key) => {
      key.stopPropagation();
      if (key.key === "Enter") close(true);
      if (key.key === "Escape") { box.value = before; close(false); }
    });
    box.addEventListener("blur", () => close(true));
  });
  function under(band) {
    const found = [];
    for (let row = band.parentElement.nextElementSibling; row; row = row.nextElementSibling) {
      if (row.classList.contains("band") && (band.dataset.band === "subsection" || !row.classList.contains("sub"))) break;
      if (row.dataset.row) found.push(row);
    }
    return found;
  }

  // Dragging a row by its number.
  let dragged = null;
  body.addEventListener("dragstart", (event) => {
    dragged = event.target.closest("tr[data-row]");
    event.dataTransfer.effectAllowed = "move";
    event.dataTransfer.setData("text/plain", dragged.dataset.row);
  });
  const over = (event) => event.target.closest?.("tr[data-row]");
  body.addEventListener("dragover", (event) => {
    if (!dragged) return;
    event.preventDefault();
    for (const row of body.querySelectorAll(".drop-here")) row.classList.remove("drop-here");
    over(event)?.classList.add("drop-here");
  });
  body.addEventListener("drop", (event) => {
    event.preventDefault();
    const before = over(event);
    if (dragged && before && before !== dragged) move(dragged, before);
  });
  body.addEventListener("dragend", () => {
    dragged = null;
    for (const row of body.querySelectorAll(".drop-here")) row.classList.remove("drop-here");
  });
}
