// Reports: the focus goes from one line to the next, drafts are saved while one writes, cells are pasted into the grid.
"use strict";

const FIGURE = ".rp-line:not(.rp-done) .rp-form input:not([type=hidden])";

// With a keyboard at hand the first field waits for its number, and the page stays where it begins: what else waits is
// seen first. On a phone its keyboard would cover the list.
if (matchMedia("(pointer: fine)").matches) {
  const first = document.querySelector("[data-report-list]:not([data-quiet]) " + FIGURE);
  if (first && document.activeElement === document.body) first.focus({ preventScroll: true });
}

// After a line was sent: on to the next field, or to the button that confirms what is asked.
document.addEventListener("htmx:afterSettle", (event) => {
  const line = document.getElementById(event.detail.target?.id || "") || event.detail.elt;
  if (!line?.classList?.contains("rp-line")) return;
  if (line.classList.contains("rp-done")) {
    const following = [...document.querySelectorAll(FIGURE)].find(
      (field) => line.compareDocumentPosition(field) & Node.DOCUMENT_POSITION_FOLLOWING,
    );
    if (following) {
      following.focus();
      following.select();
    }
    return;
  }
  const next = line.querySelector("[data-focus]") || line.querySelector("[aria-invalid]") || line.querySelector("input:not([type=hidden])");
  if (next) next.focus();
});

// Up and down go from line to line, Enter in all but the last of a line's fields to the next one.
document.addEventListener("keydown", (event) => {
  const field = event.target;
  if (!(field instanceof HTMLInputElement) || event.isComposing || event.altKey || event.ctrlKey || event.metaKey) return;
  if (field.closest(".rp-grid")) return gridKey(event, field);
  const form = field.closest(".rp-line .rp-form");
  if (!form) return;
  if (event.key === "ArrowDown" || event.key === "ArrowUp") {
    const all = [...document.querySelectorAll(FIGURE)];
    const next = all[all.indexOf(field) + (event.key === "ArrowDown" ? 1 : -1)];
    if (!next) return;
    event.preventDefault();
    next.focus();
    next.select();
  } else if (event.key === "Enter") {
    const empty = [...form.querySelectorAll("input[data-figure]")].find((one) => !one.value.trim());
    if (empty && empty !== field && field.value.trim()) {
      event.preventDefault();
      empty.focus();
    }
  }
});

// The text of the period before is taken over into its field, behind what stands there.
document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-carry]");
  if (!button) return;
  const field = document.getElementById("t-" + button.dataset.carry);
  const last = document.getElementById("last-" + button.dataset.carry).textContent;
  field.value = field.value.trim() ? field.value.trimEnd() + "\n" + last : last;
  field.focus();
  field.dispatchEvent(new Event("input", { bubbles: true }));
});

// ---- Drafts ----

const whole = document.querySelector("form[data-report-draft]");
if (whole) {
  const said = whole.querySelector("[data-draft-said]");
  let waiting = null;
  let sending = false;
  let dirty = false;
  let held = null; // a button that was pressed while a draft was on its way

  const save = async () => {
    clearTimeout(waiting);
    waiting = null;
    if (sending || !dirty) return;
    sending = true;
    dirty = false;
    const data = new FormData(whole);
    data.set("act", "draft");
    data.delete("files"); // they are sent with the page
    try {
      // keepalive lets the last words of a tab that is being closed arrive.
      const answer = await fetch(location.href, { method: "POST", body: new URLSearchParams(data), headers: { Accept: "application/json" }, keepalive: true });
      const told = await answer.json();
      if (answer.ok) {
        whole.elements.draft.value = told.revision;
        said.textContent = `${whole.dataset.saved} ${told.saved}`;
      } else {
        clash(told);
      }
    } catch {
      dirty = true;
      said.textContent = whole.dataset.unsaved;
      waiting = setTimeout(save, 10000);
    } finally {
      sending = false;
      if (held) {
        const button = held;
        held = null;
        whole.requestSubmit(button);
      } else if (dirty && !waiting) save(); // typed while the last save was on its way
    }
  };

  // Somebody else saved the same draft: his words are shown under each field that differs; saving again is a decision.
  const clash = (told) => {
    said.textContent = told.message || whole.dataset.unsaved;
    if (told.revision) whole.elements.draft.value = told.revision;
    for (const field of whole.querySelectorAll("textarea")) {
      const theirs = told[field.name];
      if (!theirs || theirs === field.value) continue;
      let box = field.parentElement.querySelector(".rp-theirs");
      if (!box) {
        box = document.createElement("p");
        box.className = "rp-theirs message warning small";
        field.after(box);
      }
      box.textContent = theirs;
    }
  };

  whole.addEventListener("input", () => {
    dirty = true;
    clearTimeout(waiting);
    waiting = setTimeout(save, 1500);
  });
  whole.addEventListener("focusout", save);
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "hidden") save();
  });
  whole.addEventListener("submit", (event) => {
    dirty = false;
    clearTimeout(waiting);
    waiting = null;
    // Two saves of one draft at once would be told of each other: this one waits for the number of the first.
    if (sending) {
      event.preventDefault();
      held = event.submitter || whole.querySelector("button");
    }
  });
}

// ---- Grid ----

const cellsOf = (row) => [...row.querySelectorAll("input:not([type=hidden])")];

function gridKey(event, field) {
  const steps = { ArrowDown: 1, Enter: 1, ArrowUp: -1 };
  if (!(event.key in steps)) return;
  event.preventDefault();
  const column = cellsOf(field.closest("tr")).indexOf(field);
  const rows = [...field.closest("tbody").querySelectorAll("tr[data-row]")];
  const next = rows[rows.indexOf(field.closest("tr")) + steps[event.key]];
  const target = next && cellsOf(next)[column];
  if (target) {
    target.focus();
    target.select();
  }
}

// What was copied from a sheet goes into the cells from here on: lines down, columns to the right.
document.addEventListener("paste", (event) => {
  const field = event.target.closest?.(".rp-grid input");
  const text = event.clipboardData?.getData("text/plain") || "";
  if (!field || !/[\t\n]/.test(text.trimEnd())) return;
  event.preventDefault();
  const rows = [...field.closest("tbody").querySelectorAll("tr[data-row]")];
  const top = rows.indexOf(field.closest("tr"));
  const left = cellsOf(rows[top]).indexOf(field);
  text.trimEnd().split(/\r?\n/).forEach((line, down) => {
    line.split("\t").forEach((value, right) => {
      const cell = rows[top + down] && cellsOf(rows[top + down])[left + right];
      if (cell) cell.value = value.trim();
    });
  });
});
