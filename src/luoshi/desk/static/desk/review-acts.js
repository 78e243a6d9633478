// Acts on findings: sent one after the other, answered with what changed. Forms are fetched when they are opened, and
// what is typed in one is kept in this browser until it is saved, so that a closed tab loses nothing.
"use strict";

const Acts = (() => {
  const { root, state } = Review;
  const say = root.dataset;
  const token = JSON.parse(document.body.getAttribute("hx-headers"))["X-CSRFToken"];
  const address = (id, act = "") => root.dataset.finding.replace("/0/", `/${id}/${act}`);
  const KEPT = "luoshi-draft-";
  let tail = Promise.resolve();
  let fading = 0;

  function tell(message, failed = false) {
    const box = document.getElementById("say");
    clearTimeout(fading);
    box.textContent = message;
    box.classList.toggle("failed", failed);
    box.classList.toggle("shown", Boolean(message));
    if (!failed) fading = setTimeout(() => box.classList.remove("shown"), 2500);
  }

  async function ask(url, body) {
    const options = { headers: { "X-CSRFToken": token, "X-Requested-With": "fetch" }, credentials: "same-origin" };
    if (body) Object.assign(options, { method: "POST", body });
    let answer;
    try {
      answer = await fetch(url, options);
    } catch {
      return { status: 0, data: { message: say.sayOffline } };
    }
    const json = (answer.headers.get("Content-Type") ?? "").includes("json");
    // Somebody whose session is over is led to the sign-in page, which is no answer to this question.
    if (answer.redirected || (!answer.ok && !json)) return { status: 0, data: { message: say.sayOffline } };
    return { status: answer.status, data: json ? await answer.json() : { html: await answer.text() } };
  }

  // Acts are sent in the order in which they were made: an answer never overtakes a later one.
  function send(url, fields) {
    const sent = tail.then(async () => {
      const answer = await ask(url, fields instanceof FormData ? fields : form(fields));
      if (answer.status === 200 || answer.status === 409) Review.apply(answer.data);
      tell(answer.data.message ?? "", answer.status !== 200);
      return answer;
    });
    tail = sent.catch(() => undefined);
    return sent;
  }

  function form(fields) {
    const body = new FormData();
    for (const [key, value] of Object.entries(fields)) body.append(key, value);
    return body;
  }

  // ---- One key, one act -----------------------------------------------------------------------------------------
  async function decide(entry, act) {
    const next = Review.step(1, true);
    entry.classList.add("pending");
    if (next && Review.current() === entry) Review.choose(next);
    const answer = await send(address(entry.dataset.id, act), { revision: entry.dataset.revision });
    entry.classList.remove("pending");
    const now = Review.item(entry.dataset.id);
    if (answer.status === 422 && act === "accept" && now) {
      Review.choose(now);
      open(now, "edit");
    } else if (!next && answer.status === 200) tell(say.sayNone);
  }

  async function merge(entry) {
    const others = Review.shown();
    const other = others.slice(others.indexOf(entry) + 1).find((one) => one.dataset.kind === entry.dataset.kind);
    if (!other) return tell(say.sayMerge, true);
    const answer = await send(address(entry.dataset.id, "merge"), {
      revision: entry.dataset.revision, other: other.dataset.id, other_revision: other.dataset.revision,
    });
    chooseNew(answer);
    return undefined;
  }

  function chooseNew(answer) {
    if (answer.status !== 200) return null;
    const ids = Object.entries(answer.data.items).filter(([, html]) => html !== null).map(([id]) => Number(id));
    const entry = ids.length ? Review.item(Math.min(...ids)) : null;
    if (entry && !entry.hidden) Review.choose(entry);
    return entry;
  }

  async function undo() {
    chooseNew(await send(root.dataset.undo, {}));
  }

  function acceptAll(section, kind = "") {
    const bounds = section ? { low: section.low, high: section.high } : {};
    return send(root.dataset.acceptAll, { ...bounds, kind });
  }

  // ---- Panels: edit, split, add, where it comes from ----------------------------------------------------------------
  async function open(entry, act) {
    const there = entry.querySelector(".panel-slot");
    const was = there?.dataset.act;
    closePanel(there);
    if (was === act) return entry.focus();
    const answer = await ask(address(entry.dataset.id, act === "detail" ? "" : act));
    const now = Review.item(entry.dataset.id);
    if (answer.status !== 200 || !now) return tell(answer.data.message ?? say.sayOffline, true);
    const slot = document.createElement("div");
    slot.className = "panel-slot";
    slot.dataset.act = act;
    now.append(slot);
    fill(slot, answer.data.html);
    return undefined;
  }

  async function openNew(kind, start, end) {
    const slot = document.getElementById("new-slot");
    const answer = await ask(`${root.dataset.new.replace("/0-0", `/${start}-${end}`)}?finding_kind=${kind}`);
    if (answer.status !== 200) return tell(answer.data.message ?? say.sayOffline, true);
    root.classList.add("with-list");
    fill(slot, answer.data.html);
    return undefined;
  }

  function fill(slot, html) {
    slot.replaceChildren(Review.fromHtml(html));
    const written = slot.querySelector("form[data-draft]");
    if (written) restore(written);
    slot.querySelector("input:not([type=hidden]), select, button")?.focus();
    slot.scrollIntoView({ block: "nearest" });
  }

  function closePanel(slot) {
    if (!slot) return;
    const entry = slot.closest(".finding");
    if (slot.id === "new-slot") slot.replaceChildren();
    else slot.remove();
    entry?.focus();
  }

  // ---- What was typed and not saved -----------------------------------------------------------------------------------
  function keep(written) {
    if (!written.dataset.draft) return;
    const fields = {};
    for (const control of written.elements) {
      if (control.name && control.type !== "hidden" && control.tagName !== "BUTTON") fields[control.name] = control.value;
    }
    try {
      localStorage.setItem(KEPT + written.dataset.draft, JSON.stringify(fields));
    } catch { /* a browser that keeps nothing still lets one work */ }
  }

  // What was kept of a form. Of a finding that somebody changed since, the draft is saved from the revision that it was
  // made from: the server then shows both sides.
  function restore(written) {
    const key = written.dataset.draft;
    const [kept] = keptKeys(key.startsWith("f") ? `${key.split(".")[0]}.` : key);
    let fields = null;
    try {
      fields = JSON.parse(localStorage.getItem(kept));
    } catch { /* nothing usable was kept */ }
    if (!fields) return;
    for (const control of written.elements) {
      if (control.name in fields && control.type !== "hidden") control.value = fields[control.name];
    }
    written.dataset.draft = kept.slice(KEPT.length);
    if (key.startsWith("f")) written.elements.revision.value = kept.split(".")[1];
    tell(say.sayCopies);
  }

  function keptKeys(beginning) {
    const keys = [];
    try {
      for (let place = 0; place < localStorage.length; place += 1) keys.push(localStorage.key(place));
    } catch { /* as above */ }
    return keys.filter((key) => key.startsWith(KEPT + beginning)).sort().reverse();
  }

  function forget(written) {
    const finding = written.closest(".finding");
    const beginning = finding ? `f${finding.dataset.id}.` : written.dataset.draft;
    if (beginning) for (const key of keptKeys(beginning)) localStorage.removeItem(key);
  }

  function markUnsaved() {
    for (const key of keptKeys("f")) {
      const entry = Review.item(key.slice(KEPT.length + 1).split(".")[0]);
      if (entry && !entry.querySelector(".unsaved")) {
        const note = document.createElement("span");
        note.className = "unsaved";
        note.textContent = say.sayUnsaved;
        entry.querySelector(".under").prepend(note);
      }
    }
  }

  async function save(written, submitter) {
    const slot = written.closest(".panel-slot");
    const entry = written.closest(".finding");
    const answer = await send(written.action, new FormData(written, submitter));
    if (answer.status === 200) {
      forget(written);
      const splitting = written.classList.contains("split-form");
      slot.remove();
      if (slot.id === "new-slot") Review.side.querySelector(".tools").after(emptySlot());
      if (splitting || !entry) {
        const fresh = chooseNew(answer);
        if (splitting && fresh) open(fresh, "edit");
      } else if (submitter?.value) {
        const next = Review.step(1, true);
        if (next) Review.choose(next);
        else Review.item(entry.dataset.id)?.focus();
      } else Review.item(entry.dataset.id)?.focus();
    } else if (answer.status === 409 && answer.data.clash) {
      const now = Review.item(entry.dataset.id);
      const clash = now.querySelector(".panel-slot") ?? now.appendChild(slot);
      fill(clash, answer.data.clash);
    } else fail(written, answer.data.message);
  }

  function emptySlot() {
    const slot = document.createElement("div");
    slot.className = "panel-slot";
    slot.id = "new-slot";
    return slot;
  }

  function fail(written, message) {
    const line = written.querySelector(".form-error");
    if (!line) return;
    line.textContent = message;
    line.hidden = false;
  }

  // ---- What others do ---------------------------------------------------------------------------------------------------
  async function poll() {
    if (document.hidden) return;
    const answer = await ask(`${root.dataset.changes}?since=${state.change}`);
    if (answer.status === 200 && answer.data.items) {
      Review.apply(answer.data);
      tell(say.sayOthers);
    }
  }
  setInterval(poll, Number(root.dataset.every || 10) * 1000);
  document.addEventListener("visibilitychange", poll);
  markUnsaved();

  return { decide, merge, undo, acceptAll, open, openNew, closePanel, keep, forget, save, tell, poll };
})();
