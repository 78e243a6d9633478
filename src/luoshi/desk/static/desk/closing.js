// Keys of close-out: j and k walk through the rows of a list and Enter opens one; on a request j opens the next.
"use strict";

(() => {
  const rows = [...document.querySelectorAll("table[data-rows] tbody tr")];
  const next = document.querySelector("a[data-next]");
  let at = -1;

  function writing(target) {
    return target.closest("input, textarea, select, [contenteditable]") !== null;
  }

  function go(to) {
    if (at >= 0) rows[at].removeAttribute("data-at");
    at = Math.max(0, Math.min(rows.length - 1, to));
    rows[at].setAttribute("data-at", "");
    rows[at].querySelector("a[data-open]").focus();
    rows[at].scrollIntoView({ block: "nearest" });
  }

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || writing(event.target)) return;
    if (event.key === "j" && next) {
      next.click();
    } else if ((event.key === "j" || event.key === "k") && rows.length) {
      event.preventDefault();
      go(event.key === "j" ? at + 1 : at - 1);
    }
  });
})();
