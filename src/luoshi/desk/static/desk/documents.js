// The list of documents: files dropped or chosen are sent at once, with their progress shown.
"use strict";

(() => {
  const drop = document.getElementById("drop");
  if (!drop) return;
  const files = document.getElementById("files");
  const bar = drop.querySelector("progress.sent");
  drop.classList.add("scripted"); // choosing a file sends it: the button is not needed

  files.addEventListener("change", () => {
    if (files.files.length) drop.requestSubmit();
  });
  for (const name of ["dragenter", "dragover"]) {
    drop.addEventListener(name, (event) => {
      event.preventDefault();
      drop.classList.add("over");
    });
  }
  for (const name of ["dragleave", "drop"]) drop.addEventListener(name, () => drop.classList.remove("over"));
  drop.addEventListener("drop", (event) => {
    event.preventDefault();
    if (!event.dataTransfer.files.length) return;
    files.files = event.dataTransfer.files;
    drop.requestSubmit();
  });
  // A file dropped beside the box must not replace the page.
  for (const name of ["dragover", "drop"]) window.addEventListener(name, (event) => event.preventDefault());

  drop.addEventListener("htmx:xhr:progress", (event) => {
    if (!event.detail.lengthComputable) return;
    bar.hidden = false;
    bar.value = Math.round((100 * event.detail.loaded) / event.detail.total);
  });
  document.addEventListener("htmx:afterRequest", (event) => {
    if (event.detail.elt !== drop && event.detail.elt.id !== "paste") return;
    bar.hidden = true;
    bar.value = 0;
    if (!event.detail.successful) return;
    event.detail.elt.reset();
    event.detail.elt.closest("details")?.removeAttribute("open");
  });
})();
