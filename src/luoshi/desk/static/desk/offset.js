// A link into a document names a character: /documents/3/#1204 opens the text at the sentence that holds it.
"use strict";

(() => {
  const OFFSET = /^#(\d{1,9})$/;

  // The smallest marked stretch of the text that holds the character: the last that begins at or before it.
  function placeOf(offset) {
    const leaves = [...document.querySelectorAll("[data-start][data-end]")];
    const leaf = leaves.find((one) => Number(one.dataset.start) <= offset && offset < Number(one.dataset.end));
    if (!leaf) return null;
    const parts = [...leaf.querySelectorAll("[data-at]")].filter((one) => Number(one.dataset.at) <= offset);
    return parts.sort((one, other) => Number(one.dataset.at) - Number(other.dataset.at)).at(-1) || leaf;
  }

  function arrive() {
    const asked = OFFSET.exec(window.location.hash);
    const place = asked && placeOf(Number(asked[1]));
    if (!place) return;
    for (let fold = place.closest("details"); fold; fold = fold.parentElement.closest("details")) fold.open = true;
    for (const old of document.querySelectorAll(".arrived")) old.classList.remove("arrived");
    place.classList.add("arrived");
    // The page has its own scrolling boxes: they are laid out first.
    requestAnimationFrame(() => place.scrollIntoView({ block: "center" }));
    place.dispatchEvent(new CustomEvent("arrived", { bubbles: true, detail: Number(asked[1]) }));
  }

  window.addEventListener("hashchange", arrive);
  arrive();
})();
