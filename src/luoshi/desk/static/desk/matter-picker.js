// The number of another matter: while it is typed, matters are offered by number or by words of their title.
// Without this script, and where nothing is chosen, the field takes the typed number.
"use strict";

(() => {
  const search = document.currentScript.dataset.matters;
  const FIELD = "input[data-matter-number]";

  class Picker {
    constructor(field) {
      this.field = field;
      this.box = document.createElement("div");
      this.box.className = "matter-picker";
      this.said = document.createElement("p");
      this.said.className = "visually-hidden";
      this.said.setAttribute("role", "status");
      this.chosen = document.createElement("p");
      this.chosen.className = "matter-chosen small";
      field.after(this.box, this.chosen, this.said);
      for (const [name, value] of Object.entries({ role: "combobox", "aria-autocomplete": "list", "aria-expanded": "false" })) field.setAttribute(name, value);
      field.addEventListener("input", (event) => { if (!event.isComposing) this.later(); });
      field.addEventListener("compositionend", () => this.later());
      field.addEventListener("keydown", (event) => this.onKey(event));
      field.addEventListener("blur", () => this.close());
      // The field keeps the focus while one chooses by mouse.
      this.box.addEventListener("mousedown", (event) => event.preventDefault());
      this.box.addEventListener("click", (event) => {
        const option = event.target.closest("[role=option]");
        if (option) this.take(option);
      });
    }

    get options() { return [...this.box.querySelectorAll("[role=option]")]; }

    later() {
      clearTimeout(this.waiting);
      this.asked?.abort();
      this.chosen.textContent = "";
      if (!this.field.value.trim()) return this.close();
      this.waiting = setTimeout(() => this.ask(), 250);
    }

    async ask() {
      this.asked = new AbortController();
      try {
        const answer = await fetch(`${search}?q=${encodeURIComponent(this.field.value)}`, { signal: this.asked.signal });
        if (!answer.ok || answer.redirected) return this.close();
        this.show(await answer.text());
      } catch {
        // Replaced by a later question, or no connection: the typed number still serves.
      }
    }

    show(fragment) {
      if (document.activeElement !== this.field) return;
      this.box.innerHTML = fragment;
      this.options.forEach((option, at) => { option.id = `${this.field.id}-matter-${at}`; });
      this.box.firstElementChild.id = `${this.field.id}-matters`;
      this.at = -1;
      this.field.removeAttribute("aria-activedescendant");
      this.field.setAttribute("aria-controls", this.box.firstElementChild.id);
      this.field.setAttribute("aria-expanded", String(this.options.length > 0));
      this.said.textContent = this.box.querySelector("[data-said]")?.dataset.said || "";
    }

    close() {
      clearTimeout(this.waiting);
      this.asked?.abort();
      this.box.replaceChildren();
      this.at = -1;
      for (const name of ["aria-activedescendant", "aria-controls"]) this.field.removeAttribute(name);
      this.field.setAttribute("aria-expanded", "false");
    }

    mark(at) {
      const options = this.options;
      this.at = (at + options.length) % options.length;
      options.forEach((option, index) => option.setAttribute("aria-selected", String(index === this.at)));
      options[this.at].scrollIntoView({ block: "nearest" });
      this.field.setAttribute("aria-activedescendant", options[this.at].id);
    }

    take(option) {
      this.field.value = option.dataset.number;
      this.chosen.textContent = option.textContent.replace(/\s+/g, " ").trim();
      this.said.textContent = this.chosen.textContent;
      this.close();
    }

    onKey(event) {
      if (event.isComposing || !this.box.childElementCount) return;
      const count = this.options.length;
      if (event.key === "ArrowDown" && count) this.mark(this.at + 1);
      else if (event.key === "ArrowUp" && count) this.mark(this.at < 0 ? count - 1 : this.at - 1);
      else if (event.key === "Enter" && this.at >= 0) this.take(this.options[this.at]);
      else if (event.key === "Escape") this.close();
      else return;
      event.preventDefault();
      event.stopPropagation();
    }
  }

  const begin = (within) => {
    for (const field of within.querySelectorAll(FIELD)) {
      if (field.getAttribute("role") !== "combobox") new Picker(field);
    }
  };
  begin(document);
  document.addEventListener("htmx:load", (event) => begin(event.detail.elt.parentNode || document));
})();
