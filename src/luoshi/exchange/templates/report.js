"use strict";
(() => {
  const find = (id) => document.getElementById(id);
  const [text, list, card, pane, search] = ["text", "list", "card", "findings", "q"].map(find);
  const selects = ["document", "role", "measure", "confidence"].map(find).filter(Boolean);
  const buttons = [...document.querySelectorAll(".kinds button")];
  const entries = [...list.children].map((item) => ({
    item, key: item.id.slice(1), data: item.dataset, text: item.textContent.toLowerCase(), shown: true,
  }));
  const byKey = new Map(entries.map((entry) => [entry.key, entry]));
  const marks = [...document.querySelectorAll("mark")].map((mark) => ({
    mark, keys: mark.dataset.f.split(" "), kinds: mark.className,
  }));
  const narrow = matchMedia("(max-width: 799px)");
  let pinned = false, current = null, opener = null, timer = 0;
  document.documentElement.classList.add("js");
  if (matchMedia("(max-width: 1239px)").matches) document.querySelector(".toc details").open = false;

  const pressed = (button) => button.getAttribute("aria-pressed") === "true";

  /* Filtering: what is not listed is not marked either. */
  const kept = (entry, words, on, wanted) => {
    const { kind, role, measure, confidence, document: number } = entry.data;
    return on.has(kind) && (!wanted.role || wanted.role === role) && (!wanted.measure || wanted.measure === measure)
      && (!wanted.document || wanted.document === number)
      && (wanted.confidence > 1 || (confidence !== "" && +confidence < +wanted.confidence))
      && words.every((word) => entry.text.includes(word));
  };
  const apply = () => {
    const words = search.value.toLowerCase().split(/\s+/).filter(Boolean);
    const on = new Set(buttons.filter((b) => pressed(b)).map((b) => b.dataset.kind));
    const wanted = Object.fromEntries(selects.map((select) => [select.id, select.value]));
    let count = 0;
    for (const entry of entries) {
      entry.shown = kept(entry, words, on, wanted);
      entry.item.hidden = !entry.shown;
      count += entry.shown;
    }
    for (const { mark, keys } of marks) {
      const left = keys.map((key) => byKey.get(key)).filter((entry) => entry.shown);
      mark.className = left.length ? [...new Set(left.map((entry) => `k-${entry.data.kind}`))].join(" ") : "off";
      if (mark.id) mark.tabIndex = left.length ? 0 : -1;
    }
    find("count").textContent = count;
    find("open").textContent = `发现 ${count} 项`;
    find("none").hidden = count > 0;
    hide();
    choose(null);
  };

  /* The card with all fields of the findings at one place. */
  const hide = () => {
    card.hidden = true;
    pinned = false;
  };
  const section = ({ item }) => {
    const part = document.createElement("section"), head = document.createElement("h3");
    part.className = item.className.replace("now", "");
    head.append(...["i", "span", "b"].map((name) => item.querySelector(`a > ${name}`).cloneNode(true)));
    part.append(head, item.querySelector("dl").cloneNode(true));
    return part;
  };
  const show = (mark) => {
    const shown = mark.dataset.f.split(" ").map((key) => byKey.get(key)).filter((entry) => entry.shown);
    if (!shown.length) {
      hide();
      return;
    }
    const rank = ({ data }) => (data.kind === "task" ? 1 : 0);
    card.replaceChildren(...shown.sort((a, b) => rank(a) - rank(b)).map(section));
    card.hidden = false;
    card.scrollTop = 0;
    const { top, bottom } = mark.getBoundingClientRect();
    card.style.maxHeight = "";
    if (narrow.matches) {
      const hidden = bottom + 24 - (innerHeight - card.offsetHeight);
      if (hidden > 0) scrollBy({ top: hidden });
      return;
    }
    const under = innerHeight - bottom - 16, over = top - 16;
    const below = under >= Math.min(card.offsetHeight, over);
    card.style.maxHeight = `${Math.max(160, below ? under : over)}px`;
    const right = text.getBoundingClientRect().right - card.offsetWidth;
    card.style.left = `${scrollX + Math.max(8, Math.min(mark.getClientRects()[0].left, right))}px`;
    card.style.top = `${scrollY + (below ? bottom + 8 : top - card.offsetHeight - 8)}px`;
  };

  /* One finding is the current one: marked in the text and in the list. */
  const choose = (entry) => {
    document.querySelectorAll(".now").forEach((element) => element.classList.remove("now"));
    current = entry;
    if (!entry) return;
    entry.item.classList.add("now");
    for (const { mark, keys } of marks) if (keys.includes(entry.key)) mark.classList.add("now");
  };
  /* Only the list moves: scrollIntoView would stop the page on its way to the place in the text. */
  const reveal = (item) => {
    const { top, bottom } = item.getBoundingClientRect(), frame = list.getBoundingClientRect();
    list.scrollTop += top < frame.top ? top - frame.top : Math.max(0, bottom - frame.bottom);
  };
  const go = (entry) => {
    choose(entry);
    pane.classList.remove("open");
    const mark = document.querySelector(entry.item.querySelector("a").getAttribute("href"));
    if (!mark) return;
    mark.closest("details")?.setAttribute("open", "");
    mark.focus({ preventScroll: true });
    mark.scrollIntoView({ block: "center" });
    reveal(entry.item);
    hide();
  };
  const step = (by) => {
    const shown = entries.filter((entry) => entry.shown);
    if (shown.length) go(shown[Math.max(0, Math.min(shown.length - 1, shown.indexOf(current) + by))]);
  };
  const press = (mark) => {
    const first = mark.dataset.f.split(" ").map((key) => byKey.get(key)).filter((entry) => entry.shown).pop();
    if (!first) return;
    choose(first);
    reveal(first.item);
    show(mark);
    pinned = true;
    opener = mark;
  };

  list.addEventListener("click", (event) => {
    const item = event.target.closest("li");
    if (!item) return;
    event.preventDefault();
    go(byKey.get(item.id.slice(1)));
  });
  text.addEventListener("click", (event) => {
    const mark = event.target.closest("mark:not(.off)");
    if (mark) press(mark);
  });
  document.addEventListener("pointerover", ({ target, pointerType }) => {
    clearTimeout(timer);
    if (pointerType !== "mouse" || pinned || card.contains(target)) return;
    const mark = target.closest("mark:not(.off)");
    timer = mark ? setTimeout(() => show(mark), 150) : setTimeout(() => pinned || hide(), 200);
  });
  text.addEventListener("focusin", (event) => {
    if (event.target.matches("mark:focus-visible") && !pinned) show(event.target);
  });
  document.addEventListener("click", (event) => {
    if (!event.target.closest("mark, #card")) hide();
  });
  document.addEventListener("keydown", (event) => {
    const { key, target } = event;
    if (key === "Escape") {
      if (!card.hidden) hide();
      else pane.classList.remove("open");
      if (opener && !narrow.matches) opener.focus({ preventScroll: true });
      return;
    }
    if ((key === "Enter" || key === " ") && target.matches("mark:not(.off)")) {
      event.preventDefault();
      press(target);
      return;
    }
    if (target.matches("input, select") || event.ctrlKey || event.metaKey || event.altKey) return;
    if (key === "/") {
      event.preventDefault();
      pane.classList.add("open");
      search.focus();
    } else if (key === "j") step(1);
    else if (key === "k") step(-1);
  });
  for (const button of buttons) {
    button.addEventListener("click", () => {
      button.setAttribute("aria-pressed", !pressed(button));
      apply();
    });
  }
  search.addEventListener("input", apply);
  for (const select of selects) select.addEventListener("change", apply);
  find("reset").addEventListener("click", () => {
    search.value = "";
    for (const select of selects) select.selectedIndex = 0;
    for (const button of buttons) button.setAttribute("aria-pressed", true);
    apply();
  });
  find("open").addEventListener("click", () => pane.classList.add("open"));
  find("close").addEventListener("click", () => pane.classList.remove("open"));
})();
