// Small behaviours that every page of the desk shares. Pages add their own files; none has inline script.
"use strict";

// Pages may come in parts where scripts run.
if (!document.cookie.includes("scripts=1")) document.cookie = "scripts=1; path=/; SameSite=Strict";
document.addEventListener("htmx:afterSettle", (event) => {
  if (event.detail.requestConfig?.path.endsWith("/rest") && location.hash.length > 1) {
    document.getElementById(decodeURIComponent(location.hash.slice(1)))?.scrollIntoView();
  }
});

document.addEventListener("change", (event) => {
  const form = event.target.closest("form[data-submit-on-change]");
  if (form) form.requestSubmit();
});

// A menu closes when one clicks elsewhere or presses Escape.
document.addEventListener("click", (event) => {
  for (const menu of document.querySelectorAll("details.menu[open]")) {
    if (!menu.contains(event.target)) menu.open = false;
  }
});
document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  for (const menu of document.querySelectorAll("details.menu[open]")) menu.open = false;
});

// An answer that failed is said, never swallowed.
document.addEventListener("htmx:responseError", (event) => {
  const box = document.getElementById("messages");
  if (!box) return;
  const line = document.createElement("p");
  line.className = "message error";
  line.setAttribute("role", "alert");
  line.textContent = event.detail.xhr.getResponseHeader("X-Message")
    ? decodeURIComponent(event.detail.xhr.getResponseHeader("X-Message"))
    : box.dataset.failed || "没有保存成功，请稍后重试。";
  box.replaceChildren(line);
});
