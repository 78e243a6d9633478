// Evidence: files dropped, pasted, chosen or photographed are sent at once, with their progress shown.
"use strict";

(() => {
  const ZONE = "[data-evidence]";
  const formOf = (zone) => zone.querySelector(".ev-drop");
  // Where the zone is no form itself, its fields belong to one that stands elsewhere on the page.
  const submit = (zone) => {
    const form = formOf(zone);
    if (form instanceof HTMLFormElement) return form.requestSubmit();
    const button = zone.querySelector(".ev-send");
    button.form.requestSubmit(button);
  };

  // Choosing a file sends it: the button is not needed. Without this script the form works as a plain one.
  const prepare = (root) => {
    for (const zone of root.querySelectorAll(ZONE)) formOf(zone).classList.add("scripted");
  };
  prepare(document);
  document.addEventListener("htmx:load", (event) => prepare(event.target));

  const send = (zone, files) => {
    const field = zone.querySelector("input[type=file]:not([capture])");
    field.files = files;
    submit(zone);
  };

  document.addEventListener("change", (event) => {
    const field = event.target;
    if (field.type !== "file" || !field.files.length) return;
    const zone = field.closest(ZONE);
    if (zone) submit(zone);
  });

  // A file dropped beside a zone must not replace the page.
  for (const name of ["dragenter", "dragover"]) {
    document.addEventListener(name, (event) => {
      if (!event.dataTransfer?.types.includes("Files")) return;
      event.preventDefault();
      event.target.closest?.(ZONE)?.classList.add("over");
    });
  }
  document.addEventListener("dragleave", (event) => {
    const zone = event.target.closest?.(ZONE);
    if (zone && !zone.contains(event.relatedTarget)) zone.classList.remove("over");
  });
  document.addEventListener("drop", (event) => {
    if (!event.dataTransfer?.files.length) return;
    event.preventDefault();
    const zone = event.target.closest?.(ZONE);
    if (!zone) return;
    zone.classList.remove("over");
    send(zone, event.dataTransfer.files);
  });

  // A picture pasted (a screenshot) goes to the zone that has the focus, or to the only one of the page.
  document.addEventListener("paste", (event) => {
    const files = [...(event.clipboardData?.files ?? [])];
    if (!files.length) return;
    const zones = document.querySelectorAll(ZONE);
    const zone = event.target.closest?.(ZONE) ?? (zones.length === 1 ? zones[0] : null);
    if (!zone) return;
    event.preventDefault();
    const given = new DataTransfer();
    for (const file of files) {
      const isNamed = file.name && !/^image\.\w+$/.test(file.name);
      const ending = file.type.split("/")[1] || "png";
      given.items.add(isNamed ? file : new File([file], `${zone.dataset.pasted}.${ending}`, { type: file.type }));
    }
    send(zone, given.files);
  });

  document.addEventListener("htmx:xhr:progress", (event) => {
    const bar = event.target.closest?.(".ev-drop")?.querySelector("progress.ev-sent");
    if (!bar || !event.detail.lengthComputable) return;
    bar.hidden = false;
    bar.value = Math.round((100 * event.detail.loaded) / event.detail.total);
  });
  // While somebody writes within the shelf it is not drawn anew by itself.
  document.addEventListener("htmx:beforeRequest", (event) => {
    const shelf = event.detail.elt;
    if (shelf.classList?.contains("ev-shelf") && shelf.querySelector("details[open]")) event.preventDefault();
  });
  // The shelf came anew after a piece's form was sent: the focus goes back to that piece.
  document.addEventListener("htmx:afterSettle", (event) => {
    const piece = event.detail.requestConfig?.elt?.dataset?.piece;
    document.getElementById(piece)?.querySelector("details[open] input:not([type=hidden]), summary")?.focus();
  });
  document.addEventListener("htmx:afterRequest", (event) => {
    const zone = event.detail.elt.closest?.(ZONE);
    if (!zone || event.detail.elt.tagName !== "FORM") return;
    const bar = zone.querySelector("progress.ev-sent");
    bar.hidden = true;
    bar.value = 0;
    // What was typed of a refused link stays to be mended.
    const isRefused = zone.querySelector(".ev-said .error") !== null;
    if (!event.detail.successful || (isRefused && event.detail.elt !== formOf(zone))) return;
    event.detail.elt.reset();
    event.detail.elt.closest("details")?.removeAttribute("open");
  });
})();
