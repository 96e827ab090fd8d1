// A step's page: the form saves itself while somebody types and when he leaves; drawings are loaded when they are opened.
"use strict";

const form = document.querySelector("form[data-draft]");
const line = document.querySelector("[data-draft-line]");
const PAUSE = 2500;
let timer = 0;
let sent = form ? typed().toString() : "";
let isLeaving = false;

function typed() {
  const fields = new URLSearchParams();
  for (const [name, value] of new FormData(form)) {
    if (typeof value === "string" && name !== "request_key" && name !== "csrf") fields.append(name, value);
  }
  return fields;
}

function parcel() {
  const fields = typed();
  fields.set("csrf", form.elements.csrf.value);
  fields.set("quiet", "1");
  return fields;
}

function say(words, isBad) {
  line.textContent = words;
  line.classList.toggle("fault", Boolean(isBad));
}

async function save() {
  clearTimeout(timer);
  const now = typed().toString();
  if (now === sent || isLeaving) return;
  try {
    const answer = await fetch(form.dataset.draft, { method: "POST", body: parcel() });
    if (!answer.ok || !new URL(answer.url).pathname.endsWith("/draft")) {
      const isEnded = answer.ok || answer.status === 401 || answer.status === 403;
      say(isEnded ? form.dataset.ended : form.dataset.unsaved, true);
      return;
    }
    sent = now;
    const told = await answer.json();
    const isClosed = told.state === "completed" || told.state === "cancelled";
    say(isClosed ? form.dataset.closed : form.dataset.saved.replace("{at}", told.saved), isClosed);
  } catch {
    say(form.dataset.unsaved, true);
    timer = setTimeout(save, 4 * PAUSE);
  }
}

if (form) {
  form.addEventListener("input", () => { clearTimeout(timer); timer = setTimeout(save, PAUSE); });
  form.addEventListener("change", () => { clearTimeout(timer); timer = setTimeout(save, PAUSE / 5); });
  form.addEventListener("submit", () => { isLeaving = true; });
  addEventListener("pagehide", () => {
    if (!isLeaving && typed().toString() !== sent) navigator.sendBeacon(form.dataset.draft, parcel());
  });
  // Ctrl+Enter completes the step, from wherever in the form.
  form.addEventListener("keydown", (press) => {
    if (press.key === "Enter" && (press.ctrlKey || press.metaKey)) form.requestSubmit();
  });
}

// A fold stays as the officer likes it, from one dossier to the next.
for (const fold of document.querySelectorAll("details[data-remember]")) {
  const name = "motcua.fold." + fold.dataset.remember;
  try {
    const liked = localStorage.getItem(name);
    if (liked) fold.open = liked === "open";
    fold.addEventListener("toggle", () => localStorage.setItem(name, fold.open ? "open" : "shut"));
  } catch { /* a browser that keeps nothing: it opens as the server says */ }
}

// Which paper is looked at.
for (const link of document.querySelectorAll('a[target="paper"]')) {
  link.addEventListener("click", () => {
    document.querySelector('a[target="paper"][aria-current]')?.removeAttribute("aria-current");
    link.setAttribute("aria-current", "true");
  });
}

for (const fold of document.querySelectorAll("details[data-drawings]")) {
  const open = () => {
    const first = fold.open && fold.querySelector("[data-script]");
    if (!first || fold.dataset.loaded) return;
    fold.dataset.loaded = "yes";
    const style = Object.assign(document.createElement("link"), { rel: "stylesheet", href: first.dataset.style });
    const script = Object.assign(document.createElement("script"), { src: first.dataset.script });
    style.onload = () => document.head.append(script);
    document.head.append(style);
  };
  fold.addEventListener("toggle", open);
  open();
}

const copy = document.querySelector("[data-copy]");
if (copy && navigator.clipboard) {
  copy.hidden = false;
  copy.addEventListener("click", async () => {
    await navigator.clipboard.writeText(document.querySelector("[data-copied]").innerText);
    copy.textContent = copy.dataset.copy;
  });
}

// Whoever met a conflict has his words kept before he decides what to do with them.
const keep = document.querySelector("form[data-keep]");
if (keep) {
  const fields = new URLSearchParams([...new FormData(keep)].filter(([name]) => name !== "request_key"));
  fields.set("quiet", "1");
  fetch(keep.action, { method: "POST", body: fields }).then((answer) => {
    if (!answer.ok || !new URL(answer.url).pathname.endsWith("/draft")) return;
    keep.replaceChildren(Object.assign(document.createElement("p"), { className: "small whole-chain", textContent: keep.dataset.keep }));
  }, () => undefined);
}
