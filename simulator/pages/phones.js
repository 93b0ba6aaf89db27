// Keeps the phones current without touching what is being typed. Without it the forms still work.
const show = (fresh) => {
  for (const part of fresh.querySelectorAll("[data-live]")) {
    const old = document.getElementById(part.id);
    if (!old || old.innerHTML === part.innerHTML) continue;
    const hadFocus = old.contains(document.activeElement);
    old.replaceChildren(...part.childNodes);
    if (hadFocus) old.querySelector("button")?.focus();
  }
  // A phone's first text: put it in front, and leave the others where they are.
  const phones = document.getElementById("phones");
  for (const phone of [...fresh.querySelectorAll(".handset")].reverse()) {
    if (document.getElementById(phone.id)) continue;
    phones.querySelector(".empty")?.remove();
    phones.prepend(phone);
  }
};

const ask = async (address, options) => {
  const answer = await fetch(address, { headers: { Accept: "text/html" }, ...options });
  if (answer.headers.get("Content-Type")?.startsWith("text/html")) {
    const fresh = new DOMParser().parseFromString(await answer.text(), "text/html");
    show(fresh);
    // What a press of a button led to stays until the next press.
    if (options) document.getElementById("notice").replaceWith(fresh.getElementById("notice"));
  }
  return answer;
};

document.addEventListener("submit", async (event) => {
  event.preventDefault();
  const form = event.target;
  const sent = new URLSearchParams(new FormData(form));
  const typed = form.elements.body;
  if (typed) typed.value = "";
  try {
    const answer = await ask(form.action, { method: "POST", body: sent });
    if (!answer.ok && typed && !typed.value) typed.value = sent.get("body");
  } catch {
    if (typed && !typed.value) typed.value = sent.get("body");
  }
});

setInterval(() => {
  if (!document.hidden) ask(location.href).catch(() => {});
}, 2000);
