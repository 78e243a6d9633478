// The bell of a page that stays open: its number is asked for once a minute, while the page is looked at.
// By fetch and not by htmx: when the session is over, an answer must not take somebody away from what he is typing.
"use strict";

{
  const MINUTE = 60_000;
  let last = Date.now();

  const renew = async () => {
    const bell = document.getElementById("bell");
    if (!bell || document.hidden || Date.now() - last < MINUTE) return;
    last = Date.now();
    try {
      const answer = await fetch(bell.dataset.countAt, { redirect: "manual", credentials: "same-origin" });
      if (!answer.ok) return;
      const read = new DOMParser().parseFromString(await answer.text(), "text/html").getElementById("bell");
      if (read) bell.replaceChildren(...read.childNodes);
    } catch {
      // No network just now: the number stays until the next minute.
    }
  };

  setInterval(renew, MINUTE);
  document.addEventListener("visibilitychange", renew);
}
