"use strict";
// The form closes half an hour after the last page was asked for: say so in time, and keep it open
// at one press, as often as wanted. Without this script the server says it when it is too late.
(() => {
  const box = document.querySelector("[data-idle]");
  const warning = box.querySelector("[data-warning]");
  const closed = box.querySelector("[data-closed]");
  let since = Date.now();

  function look() {
    const seconds = (Date.now() - since) / 1000;
    const isOver = seconds >= Number(box.dataset.over);
    warning.hidden = isOver;
    closed.hidden = !isOver;
    const wasHidden = box.hidden;
    box.hidden = seconds < Number(box.dataset.warn);
    if (wasHidden && !box.hidden) box.scrollIntoView({ block: "nearest" });
  }

  // A page that is asked for counts as use; a phone that slept looks as soon as it wakes.
  box.querySelector("button").addEventListener("click", async () => {
    const answer = await fetch(location.href, { method: "HEAD" }).catch(() => null);
    if (answer === null) return; // no network: press again
    since = answer.ok ? Date.now() : -Infinity;
    look();
  });
  document.addEventListener("visibilitychange", look);
  setInterval(look, 5000);
})();
