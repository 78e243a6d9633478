// Editing one cell of the grid in its place, and going through what is suggested for it.
"use strict";

if (luoshiGrid) {
  const { table, focus, step, isEmpty, tell, said, hint } = luoshiGrid;
  const LISTS = { lead_unit: "unit-names", units: "unit-names", leaders: "leader-names" };
  const known = new Map(); // of each cell that was asked for: everything that is suggested, the likeliest first

  async function proposals(cell) {
    const key = `${cell.closest("tr").dataset.row}/${cell.dataset.field}`;
    if (!known.has(key)) {
      const [row, field] = key.split("/");
      known.set(key, fetch(`${table.dataset.root}rows/${row}/proposed/${field}`, { headers: { Accept: "application/json" } })
        .then((answer) => (answer.ok ? answer.json() : { proposals: [] }))
        .then((answer) => answer.proposals)
        .catch(() => { known.delete(key); return []; }));
    }
    return known.get(key);
  }

  // The next or the one before of what is suggested, shown in grey; nothing is saved.
  luoshiGrid.cycle = async (cell, by) => {
    const listed = await proposals(cell);
    if (!listed.length || !isEmpty(cell)) return;
    const at = listed.findIndex((one) => one.text === cell.dataset.proposal);
    const next = listed[(at + by + listed.length) % listed.length];
    Object.assign(cell.dataset, { proposal: next.text, reason: next.reason, score: next.score });
    cell.title = next.reason;
    cell.querySelector(".grey").textContent = next.text;
    tell(cell);
  };

  const written = (cell) => cell.querySelector(".text")?.textContent ?? "";

  luoshiGrid.edit = (cell, text = null) => {
    if (cell.querySelector("textarea")) return;
    const box = document.createElement("textarea");
    const before = written(cell);
    box.value = text ?? (before || cell.dataset.proposal || "");
    box.setAttribute("aria-label", table.tHead.querySelector(`th.${cell.dataset.field}`).textContent);
    box.rows = 1;
    cell.classList.add("editing");
    cell.append(box);
    fit(box);
    box.focus();
    if (cell.dataset.field === "task") box.setSelectionRange(box.value.length, box.value.length);
    else box.select();
    const menu = LISTS[cell.dataset.field] ? new Names(box, LISTS[cell.dataset.field]) : null;
    box.addEventListener("input", () => { fit(box); menu?.show(); });
    box.addEventListener("keydown", (event) => onKey(event, cell, box, before, menu));
    box.addEventListener("blur", () => { if (box.isConnected) close(cell, box, before, menu, true); });
    if (cell.dataset.field === "task") hint.textContent = said("saidCaret");
  };

  function fit(box) {
    box.style.height = "auto";
    box.style.height = `${box.scrollHeight + 2}px`;
  }

  function onKey(event, cell, box, before, menu) {
    if (event.isComposing) return; // an input method is still choosing characters
    event.stopPropagation();
    const { key } = event;
    if (key === "Enter" && (event.ctrlKey || event.metaKey) && cell.dataset.field === "task") {
      event.preventDefault();
      if (box.value !== before) return;
      const at = box.selectionStart;
      close(cell, box, before, menu, false);
      luoshiGrid.split(cell.closest("tr"), at);
    } else if (menu?.onKey(event)) {
      event.preventDefault();
    } else if (key === "Escape") {
      event.preventDefault();
      close(cell, box, before, menu, false);
      focus(cell);
    } else if (key === "Tab" || (key === "Enter" && !(event.shiftKey && cell.dataset.field === "milestones"))) {
      event.preventDefault();
      close(cell, box, before, menu, true);
      const next = key === "Enter" ? cell : step(cell, event.shiftKey ? -1 : 1, 0);
      focus(next || cell);
    }
  }

  function close(cell, box, before, menu, keeps) {
    if (box.dataset.closed) return; // taking the box away takes its focus, which would close it once more
    box.dataset.closed = "1";
    menu?.hide();
    const text = box.value.trim();
    box.remove();
    cell.classList.remove("editing");
    if (keeps && text !== before.trim()) luoshiGrid.save(cell, text);
    else tell(cell);
  }

  // Names that go on with what is typed: of the region's units and leaders. Of a list the last name is completed.
  class Names {
    constructor(box, list) {
      this.box = box;
      this.names = [...document.getElementById(list).options].map((option) => option.value);
      this.at = -1;
      this.list = document.createElement("ul");
      this.list.className = "names";
      this.list.setAttribute("role", "listbox");
      this.list.id = "names-offered";
      box.setAttribute("role", "combobox");
      box.setAttribute("aria-controls", this.list.id);
      box.setAttribute("aria-expanded", "false");
    }
    typed() {
      return this.box.value.slice(0, this.box.selectionStart).split(/[、，,；;\s]/).at(-1);
    }
    show() {
      const typed = this.typed();
      const fits = typed ? this.names.filter((name) => name !== typed && inOrder(typed, name)).slice(0, 8) : [];
      this.at = -1;
      this.list.replaceChildren(...fits.map((name, at) => {
        const item = document.createElement("li");
        Object.assign(item, { textContent: name, id: `name-${at}` });
        item.setAttribute("role", "option");
        item.addEventListener("mousedown", (event) => { event.preventDefault(); this.take(name); });
        return item;
      }));
      this.box.setAttribute("aria-expanded", String(fits.length > 0));
      if (fits.length) this.box.after(this.list);
      else this.list.remove();
    }
    hide() { this.list.remove(); }
    onKey(event) {
      const items = [...this.list.children];
      if (!this.list.isConnected || !items.length) return false;
      if (event.key === "ArrowDown" || event.key === "ArrowUp") {
        this.at = (this.at + (event.key === "ArrowDown" ? 1 : -1) + items.length) % items.length;
        items.forEach((item, at) => item.setAttribute("aria-selected", String(at === this.at)));
        this.box.setAttribute("aria-activedescendant", items[this.at].id);
        return true;
      }
      if (event.key === "Enter" && this.at >= 0) { this.take(items[this.at].textContent); return true; }
      if (event.key === "Escape") { this.hide(); return true; }
      return false;
    }
    take(name) {
      const at = this.box.selectionStart;
      const from = at - this.typed().length;
      this.box.setRangeText(name, from, at, "end");
      this.hide();
      this.box.setAttribute("aria-expanded", "false");
    }
  }

  // Whether all characters typed stand in the name in that order: 发改委 finds 发展和改革委员会.
  function inOrder(typed, name) {
    let at = 0;
    for (const char of name) if (char === typed[at]) at += 1;
    return at === typed.length;
  }
}
