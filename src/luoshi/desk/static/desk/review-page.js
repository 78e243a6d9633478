// The review page as it is shown: the text, the list beside it, which finding is the current one, filters, folding.
// What changes comes from the server as small pieces of HTML (`apply`); nothing is worked out here.
"use strict";

const Review = (() => {
  const root = document.getElementById("review");
  const text = document.getElementById("text");
  const list = document.getElementById("list");
  const side = document.getElementById("side");
  const PLAN = new Set(["plan-targets", "plan-tasks", "livelihood", "self-government"]);
  const KINDS = { figures: ["target", "result"], tasks: ["task"], unresolved: ["unresolved"] };
  const state = { change: Number(root.dataset.change), kinds: "figures", current: null, view: [0, 0], quiet: 0 };

  const items = () => [...list.children];
  const shown = () => items().filter((item) => !item.hidden);
  const item = (id) => document.getElementById(`f${id}`);
  const current = () => (state.current === null ? null : item(state.current));
  const marks = (id) => [...text.querySelectorAll(`mark[data-f~="${id}"]`)];
  const fromHtml = (html) => {
    const holder = document.createElement("template");
    holder.innerHTML = html.trim();
    return holder.content.firstElementChild;
  };

  // ---- The list -----------------------------------------------------------------------------------------------
  const byPlace = (a, b) =>
    a.dataset.start - b.dataset.start || a.dataset.end - b.dataset.end || a.dataset.id - b.dataset.id;
  const byDoubt = (a, b) => a.dataset.sure - b.dataset.sure || byPlace(a, b);

  function wanted(entry) {
    const part = document.getElementById("by-part").value;
    const decided = document.getElementById("by-state").value;
    if (!KINDS[state.kinds].includes(entry.dataset.kind)) return false;
    if (decided && entry.dataset.state !== decided) return false;
    return !part || PLAN.has(entry.dataset.role) === (part === "plan");
  }

  function filter({ turned = false } = {}) {
    const order = document.getElementById("low-first").checked ? byDoubt : byPlace;
    const all = items();
    const sorted = [...all].sort(order);
    if (sorted.some((entry, place) => entry !== all[place])) list.append(...sorted);
    let count = 0;
    for (const entry of sorted) {
      entry.hidden = !wanted(entry);
      count += entry.hidden ? 0 : 1;
    }
    document.getElementById("nothing").hidden = count > 0;
    // Figures have a confidence by which many can be accepted at once; tasks are accepted section by section.
    for (const button of side.querySelectorAll(".bulk button")) button.hidden = (button.dataset.of ?? "figures") !== state.kinds;
    for (const kinds of Object.keys(KINDS)) {
      text.classList.toggle(`show-${kinds}`, kinds === state.kinds);
      const button = side.querySelector(`[data-kinds="${kinds}"]`);
      button.setAttribute("aria-pressed", String(kinds === state.kinds));
    }
    countKinds();
    const now = current();
    if (now && now.hidden) choose(null);
    follow(turned);
  }

  function countKinds() {
    const counts = { figures: 0, tasks: 0, unresolved: 0 };
    let unread = 0;
    for (const { dataset } of items()) {
      for (const kinds of Object.keys(KINDS)) counts[kinds] += KINDS[kinds].includes(dataset.kind) ? 1 : 0;
      unread += dataset.kind === "unresolved" && dataset.state === "open" ? 1 : 0;
    }
    for (const kinds of Object.keys(KINDS)) side.querySelector(`[data-kinds="${kinds}"] span`).textContent = counts[kinds];
    side.querySelector('[data-kinds="unresolved"]').classList.toggle("attention", unread > 0);
  }

  // ---- The current finding --------------------------------------------------------------------------------------
  function choose(entry, { reveal = true, focus = true } = {}) {
    const before = current();
    if (before && before !== entry) {
      before.removeAttribute("aria-current");
      before.querySelector(".acts")?.remove();
    }
    for (const mark of text.querySelectorAll("mark.now")) mark.classList.remove("now");
    state.current = entry ? Number(entry.dataset.id) : null;
    if (!entry) return;
    entry.setAttribute("aria-current", "true");
    if (!entry.querySelector(".acts")) {
      const bar = document.getElementById(root.dataset.writable ? "act-bar" : "act-bar-reading");
      entry.querySelector(".under").after(bar.content.cloneNode(true));
    }
    const own = marks(entry.dataset.id);
    for (const mark of own) mark.classList.add("now");
    state.quiet = performance.now() + 500; // the list stays where it is while the text moves to the mark
    if (focus) entry.focus({ preventScroll: true });
    entry.scrollIntoView({ block: "nearest" });
    if (reveal && own.length) show(own[0]);
  }

  function show(mark) {
    for (let part = mark.closest(".inside[hidden]"); part; part = part.parentElement.closest(".inside[hidden]")) {
      fold(document.querySelector(`[aria-controls="${part.id}"]`), true);
    }
    const box = mark.getBoundingClientRect();
    const frame = text.scrollHeight > text.clientHeight + 1 ? text.getBoundingClientRect() : { top: 60, bottom: innerHeight - 60 };
    if (box.top < frame.top + 24 || box.bottom > frame.bottom - 24) mark.scrollIntoView({ block: "center" });
  }

  function step(by, openOnly = false) {
    const entries = shown();
    let at = entries.indexOf(current());
    if (at < 0) at = by > 0 ? entries.findIndex((entry) => Number(entry.dataset.start) >= state.view[0]) - 1 : entries.length;
    for (at += by; at >= 0 && at < entries.length; at += by) {
      if (!openOnly || entries[at].dataset.state === "open") return entries[at];
    }
    return null;
  }

  // ---- What is visible --------------------------------------------------------------------------------------------
  const visible = new Set();
  let waiting = false;
  const watcher = new IntersectionObserver((entries) => {
    for (const entry of entries) {
      if (entry.isIntersecting) visible.add(entry.target);
      else visible.delete(entry.target);
    }
    if (waiting) return;
    waiting = true;
    requestAnimationFrame(() => {
      waiting = false;
      follow();
    });
  });

  // Which findings stand in the visible text; the list follows, unless somebody is busy in it (or `turned` says so).
  function follow(turned = false) {
    let low = Infinity;
    let high = 0;
    for (const leaf of visible) {
      if (!leaf.isConnected) visible.delete(leaf);
      else {
        low = Math.min(low, Number(leaf.dataset.start));
        high = Math.max(high, Number(leaf.dataset.end));
      }
    }
    if (low === Infinity) return;
    state.view = [low, high];
    let first = null;
    let count = 0;
    for (const entry of items()) {
      const start = Number(entry.dataset.start);
      const inside = start >= low && start < high;
      entry.classList.toggle("in-view", inside);
      if (inside && !entry.hidden) {
        first ??= entry;
        count += 1;
      }
    }
    const place = section();
    const label = document.getElementById("visible-count");
    if (label) label.textContent = `${root.dataset.sayVisible} ${count}${place ? ` · ${place.name}` : ""}`;
    const busy = performance.now() < state.quiet || side.matches(":hover") || document.getElementById("low-first").checked;
    if (first && (turned || !busy) && !side.querySelector("form")) list.scrollTop = first.offsetTop - list.offsetTop;
  }

  // The innermost section with a heading at the top of what is visible.
  function section() {
    const low = state.view[0];
    let found = null;
    for (const part of text.querySelectorAll("section.part")) {
      if (Number(part.dataset.start) > low) break;
      const heading = part.querySelector(":scope > :is(h2, h3, h4, h5, h6) .leaf");
      if (heading && Number(part.dataset.end) > low) found = { part, heading };
    }
    if (!found) return null;
    // The section ends where the next of its level begins: its element holds the deeper ones.
    const ends = [found.part, ...found.part.querySelectorAll("section.part")].map((part) => Number(part.dataset.end));
    return { low: Number(found.part.dataset.start), high: Math.max(...ends), name: found.heading.textContent.slice(0, 16) };
  }

  function fold(button, open) {
    button.setAttribute("aria-expanded", String(open));
    document.getElementById(button.getAttribute("aria-controls")).hidden = !open;
  }

  // ---- What the server sends ----------------------------------------------------------------------------------------
  function apply(answer) {
    for (const [id, html] of Object.entries(answer.leaves ?? {})) {
      const old = document.getElementById(id);
      if (!old) continue;
      const fresh = fromHtml(html);
      old.replaceWith(fresh);
      watcher.unobserve(old);
      watcher.observe(fresh);
    }
    for (const [id, html] of Object.entries(answer.items ?? {})) replaceItem(id, html);
    if (answer.coverage) document.getElementById("coverage").replaceWith(fromHtml(answer.coverage));
    if (answer.change) state.change = Math.max(state.change, answer.change);
    if (answer.items) filter();
    if (current()) for (const mark of marks(state.current)) mark.classList.add("now");
  }

  function replaceItem(id, html) {
    const old = item(id);
    if (html === null) {
      if (state.current === Number(id)) choose(null);
      old?.remove();
      return;
    }
    const fresh = fromHtml(html);
    // A form that somebody is filling in stays, also when another person changed the finding.
    const panel = old?.querySelector(".panel-slot");
    if (old) old.replaceWith(fresh);
    else list.append(fresh);
    if (panel) fresh.append(panel);
    if (state.current === Number(id)) choose(fresh, { reveal: false, focus: !panel });
  }

  // ---- Start --------------------------------------------------------------------------------------------------------
  for (const leaf of text.querySelectorAll(".leaf")) watcher.observe(leaf);
  for (const id of ["by-state", "by-part", "low-first"]) document.getElementById(id).addEventListener("change", () => filter());
  side.querySelector(".kinds").addEventListener("click", (event) => {
    const button = event.target.closest("[data-kinds]");
    if (!button) return;
    state.kinds = button.dataset.kinds;
    filter({ turned: true });
  });

  // Of several findings over some words the one that the list shows, the shortest first, is made the current one.
  function pick(found) {
    const entries = found.filter((entry) => entry);
    entries.sort((a, b) => a.hidden - b.hidden || (a.dataset.end - a.dataset.start) - (b.dataset.end - b.dataset.start));
    const entry = entries[0];
    if (!entry) return false;
    if (entry.hidden) {
      state.kinds = Object.keys(KINDS).find((kinds) => KINDS[kinds].includes(entry.dataset.kind));
      for (const id of ["by-state", "by-part"]) document.getElementById(id).value = "";
      filter();
    }
    choose(entry, { reveal: false });
    return true;
  }

  text.addEventListener("click", (event) => {
    const button = event.target.closest("button.fold");
    if (button) return fold(button, button.getAttribute("aria-expanded") !== "true");
    const mark = event.target.closest("mark");
    if (!mark || String(getSelection())) return undefined;
    if (!pick(mark.dataset.f.split(" ").map(item))) return undefined;
    if (matchMedia("(max-width: 900px)").matches) root.classList.add("with-list");
    return undefined;
  });
  // Whoever came by a link to a place finds chosen what stands there.
  text.addEventListener("arrived", ({ detail }) => {
    pick(items().filter((entry) => Number(entry.dataset.start) <= detail && detail < Number(entry.dataset.end)));
  });
  filter();

  return { root, text, list, side, state, item, items, shown, current, choose, step, apply, follow, section, fromHtml };
})();
