// How people drive the review page: keys, buttons, and words selected in the text.
"use strict";

(() => {
  const { root, text, side } = Review;
  const writable = Boolean(root.dataset.writable);
  const dialog = document.getElementById("keys");
  const bar = document.getElementById("select-bar");

  // ---- Words selected in the text, as offsets of the document (counted in characters, as the server does) -----------
  function selected() {
    const selection = getSelection();
    if (!selection.rangeCount || selection.isCollapsed) return null;
    const range = selection.getRangeAt(0);
    const start = offset(range.startContainer, range.startOffset);
    const end = offset(range.endContainer, range.endOffset);
    return start === null || end === null || start >= end ? null : { start, end };
  }

  function offset(node, at) {
    let element = node.nodeType === Node.TEXT_NODE ? node.parentElement : node;
    let stretch = element.closest("[data-at]");
    if (!stretch) {
      // Between two paragraphs: the end of the one before.
      element = element.childNodes[at] ?? element;
      stretch = element.nodeType === Node.ELEMENT_NODE ? element.querySelector?.("[data-at]") ?? element.closest?.("[data-at]") : null;
      return stretch && text.contains(stretch) ? Number(stretch.dataset.at) : null;
    }
    if (!text.contains(stretch)) return null;
    const before = document.createRange();
    before.selectNodeContents(stretch);
    before.setEnd(node, at);
    return Number(stretch.dataset.at) + Array.from(before.toString()).length;
  }

  let kept = null; // what was selected last; pressing a button may take the selection away
  document.addEventListener("selectionchange", () => {
    const found = writable ? selected() : null;
    if (found) kept = found;
    bar.hidden = !found;
    if (!found) return;
    const box = getSelection().getRangeAt(0).getBoundingClientRect();
    bar.style.top = `${Math.min(innerHeight - 44, box.bottom + 6)}px`;
    bar.style.left = `${Math.max(8, Math.min(innerWidth - 260, box.left))}px`;
  });

  function add(kind) {
    const place = selected() ?? kept;
    if (!place) return;
    bar.hidden = true;
    getSelection().removeAllRanges();
    Acts.openNew(kind, place.start, place.end);
  }

  // ---- Acts by name ----------------------------------------------------------------------------------------------
  function act(name, entry) {
    if (!entry) return;
    if (name === "detail") Acts.open(entry, name);
    else if (!writable) Acts.tell(root.dataset.sayReadonly, true);
    else if (name === "edit" || name === "split") Acts.open(entry, name);
    else if (name === "merge") Acts.merge(entry);
    else Acts.decide(entry, name);
  }

  const DO = {
    undo: () => Acts.undo(),
    keys: () => dialog.showModal(),
    list: () => {
      if (root.classList.toggle("with-list")) Review.follow(true);
    },
    "accept-section": () => Acts.acceptAll(Review.section()),
    "accept-section-tasks": () => Acts.acceptAll(Review.section(), "task"),
    "accept-everything": () => Acts.acceptAll(null),
    "close-panel": (button) => {
      const form = button.closest("form");
      if (form) Acts.forget(form);
      Acts.closePanel(button.closest(".panel-slot"));
    },
    "take-theirs": (button) => Acts.closePanel(button.closest(".panel-slot")),
    "take-selection": (button) => {
      const form = button.closest("form");
      if (!kept) return;
      for (const key of ["start", "end"]) {
        form.querySelector(`input[name=${key}]`)?.remove();
        const input = Object.assign(document.createElement("input"), { type: "hidden", name: key, value: kept[key] });
        form.append(input);
      }
      button.classList.add("taken");
      button.textContent = `✓ ${button.textContent.replace("✓ ", "")}`;
    },
    "cut-at-selection": (button) => {
      const form = button.closest("form");
      if (!kept) return;
      const cut = Object.assign(document.createElement("button"), { name: "at", value: kept.start, hidden: true });
      form.append(cut);
      form.requestSubmit(cut);
    },
  };

  // Text stays selected while one presses a button of a form or the bar.
  document.addEventListener("mousedown", (event) => {
    if (event.target.closest("#select-bar, [data-do=take-selection], [data-do=cut-at-selection]")) event.preventDefault();
  });

  root.addEventListener("click", (event) => {
    const target = event.target;
    const doing = target.closest("[data-do]");
    if (doing) return DO[doing.dataset.do](doing);
    const adding = target.closest("[data-add]");
    if (adding) return add(adding.dataset.add);
    const every = target.closest("[data-side-all]");
    if (every) {
      for (const radio of every.form.querySelectorAll(`[data-side=${every.dataset.sideAll}]`)) radio.checked = true;
      return undefined;
    }
    const entry = target.closest(".finding");
    if (!entry || target.closest(".panel-slot")) return undefined;
    const button = target.closest("[data-act]");
    if (entry !== Review.current()) Review.choose(entry, { focus: !button });
    if (button) act(button.dataset.act, entry);
    return undefined;
  });

  side.addEventListener("submit", (event) => {
    event.preventDefault();
    Acts.save(event.target, event.submitter);
  });
  side.addEventListener("input", (event) => {
    if (event.target.form) Acts.keep(event.target.form);
  });

  // ---- Keys ------------------------------------------------------------------------------------------------------------
  const KEYS = { a: "accept", x: "reject", e: "edit", s: "split", m: "merge", o: "reopen", i: "detail" };

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || dialog.open) return;
    if (event.key === "Escape") {
      const slot = document.activeElement?.closest(".panel-slot") ?? side.querySelector(".finding .panel-slot");
      Acts.closePanel(slot);
      bar.hidden = true;
      return;
    }
    // Letters choose nothing in the filters, so that keys go on working after one was set by mouse.
    if (event.target.closest("input, textarea, select") && !event.target.closest(".filters")) return;
    const key = event.key.toLowerCase();
    if (key === "j" || key === "k") Review.choose(Review.step(key === "j" ? 1 : -1) ?? Review.current());
    else if (key === "u" && writable) Acts.undo();
    else if (key === "n" && writable) add("statement");
    else if (event.key === "?") dialog.showModal();
    else if (KEYS[key]) {
      // Nothing is decided on that was not shown as chosen: the first such key only chooses.
      if (Review.current()) act(KEYS[key], Review.current());
      else Review.choose(Review.step(1));
    }
    else return;
    event.preventDefault();
  });
})();
