// The form for another verdict opens in a dialog above the list; without this script it is a page of its own.
"use strict";

(() => {
  const dialog = document.getElementById("override");
  if (!dialog || !dialog.showModal) return;

  async function open(link) {
    const answer = await fetch(link.href, { headers: { "HX-Request": "true" } });
    if (!answer.ok || answer.redirected) {
      window.location.assign(link.href);
      return;
    }
    dialog.innerHTML = await answer.text();
    dialog.showModal();
    (dialog.querySelector("input[type=radio]:checked") || dialog.querySelector("input[type=radio]")).focus();
  }

  document.addEventListener("click", (event) => {
    const plain = !(event.ctrlKey || event.metaKey || event.shiftKey || event.button);
    const link = event.target.closest("a[data-override]");
    if (link && plain) {
      event.preventDefault();
      open(link);
    } else if (dialog.open && event.target.closest("[data-close]")) {
      event.preventDefault();
      dialog.close();
    }
  });
})();
