// Steps of a plan: one more row when asked for. Without this script the rows that are there serve.
"use strict";

function offerMoreSteps(within) {
  for (const button of within.querySelectorAll("[data-more-steps][hidden]")) {
    button.hidden = false;
    button.addEventListener("click", () => addStep(button.closest("form").querySelector("[data-steps]")));
  }
}

function addStep(rows) {
  const row = rows.lastElementChild.cloneNode(true);
  const number = rows.children.length + 1;
  // Labels and fields stay tied to each other under names of their own.
  for (const label of row.querySelectorAll("label")) {
    const input = row.querySelector(`[id="${CSS.escape(label.htmlFor)}"]`);
    input.id = label.htmlFor.replace(/-?\d*$/, `-${number}`);
    label.htmlFor = input.id;
    label.textContent = label.textContent.replace(/\d+$/, String(number));
    input.value = "";
  }
  rows.append(row);
  row.querySelector("input").focus();
}

offerMoreSteps(document);
// What is folded away follows when it is opened.
document.addEventListener("htmx:load", (event) => offerMoreSteps(event.detail.elt));

// What was folded is printed unfolded where it tells something; forms stay away.
window.addEventListener("beforeprint", () => {
  for (const folded of document.querySelectorAll("#time-line details, #plan details, #reports details")) folded.open = true;
});
// Reached by the link that prints: everything is here, charts and pictures too.
if (new URLSearchParams(location.search).has("print")) window.addEventListener("load", () => window.print());
