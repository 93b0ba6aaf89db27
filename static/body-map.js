"use strict";
// The body drawing presses the checkboxes of the list beneath it: they remain the answer.
// What is chosen stands below in words, and its side is asked back there.

const NEAR = 30; // px: a press beside a narrow region takes the nearest one

for (const map of document.querySelectorAll("[data-body-map]")) {
  const question = map.closest(".question");
  const list = question.querySelector(".places");
  const chosen = question.querySelector("[data-chosen]");
  const regions = [...map.querySelectorAll(".region")];
  const boxes = [...list.querySelectorAll("input[type=checkbox]")];
  const button = question.closest("form").querySelector("button.button");
  const plainWords = button.textContent;
  const toggle = map.querySelector("button");
  const listWords = toggle.textContent;

  function show() {
    const ticked = boxes.filter((box) => box.checked);
    for (const region of regions) {
      region.classList.toggle("on", document.getElementById(region.dataset.box)?.checked ?? false);
    }
    chosen.hidden = ticked.length === 0;
    chosen.querySelector("dl").replaceChildren(...ticked.map(row));
    button.textContent = ticked.length ? map.dataset.continue : plainWords;
  }

  function row(box) {
    const line = document.createElement("div");
    const words = document.createElement("dt");
    words.textContent = box.dataset.say;
    const act = document.createElement("dd");
    act.className = "change";
    const remove = document.createElement("button");
    remove.type = "button";
    remove.className = "link";
    remove.textContent = map.dataset.remove;
    const what = document.createElement("span");
    what.className = "hidden";
    what.textContent = ` ${box.dataset.say}`;
    remove.append(what);
    remove.addEventListener("click", () => {
      box.checked = false;
      show();
      (chosen.querySelector("button") ?? toggle).focus();
    });
    act.append(remove);
    line.append(words, act);
    return line;
  }

  function distance(region, x, y) {
    const { left, right, top, bottom } = region.getBoundingClientRect();
    return Math.hypot(Math.max(left - x, 0, x - right), Math.max(top - y, 0, y - bottom));
  }

  function pressed(event) {
    if (event.target.classList.contains("region")) return event.target;
    const here = regions.filter((region) => event.currentTarget.contains(region));
    const nearest = here
      .map((region) => [distance(region, event.clientX, event.clientY), region])
      .sort((one, other) => one[0] - other[0])[0];
    return nearest && nearest[0] <= NEAR ? nearest[1] : null;
  }

  for (const drawing of map.querySelectorAll("svg")) {
    drawing.addEventListener("click", (event) => {
      const box = document.getElementById(pressed(event)?.dataset.box);
      if (!box) return;
      box.checked = !box.checked;
      show();
    });
  }
  toggle.addEventListener("click", () => {
    list.hidden = !list.hidden;
    map.querySelector(".bodymap").hidden = !list.hidden;
    toggle.setAttribute("aria-expanded", String(!list.hidden));
    toggle.textContent = list.hidden ? listWords : toggle.dataset.drawing;
  });
  list.addEventListener("change", show);

  // The page itself asks the side back, so that Continue need not ask once more.
  const seen = document.createElement("input");
  seen.type = "hidden";
  seen.name = "confirmed";
  seen.value = "seen";
  question.closest("form").append(seen);
  map.hidden = false;
  list.hidden = true;
  show();
}
