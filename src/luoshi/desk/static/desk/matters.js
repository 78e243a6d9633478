// Steps of a plan: one more row when asked for. Without this script the rows that are there serve.
"use strict";

for (const button of document.querySelectorAll("[data-more-steps]")) {
  const rows = button.closest("form").querySelector("[data-steps]");
  button.hidden = false;
  button.addEventListener("click", () => {
    const last = rows.lastElementChild;
    const row = last.cloneNode(true);
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
  });
}

// What was folded is printed unfolded where it tells something; forms stay away.
window.addEventListener("beforeprint", () => {
  for (const folded of document.querySelectorAll("#time-line details, #plan details")) folded.open = true;
});
