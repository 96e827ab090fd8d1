// Keeps the draft while it is written, and hides fields that do not matter. Without it: the buttons do the same.
"use strict";
const form = document.querySelector("form[data-draft]");
const told = document.querySelector("[data-told]");
const guarded = form.querySelectorAll("[data-hide-by]");
const look = () => {
  for (const part of guarded) {
    const same = (new FormData(form).get("f." + part.dataset.hideBy) ?? "") === part.dataset.hideValue;
    part.hidden = part.dataset.hideIf === "=" ? same : !same;
  }
};
let waiting = 0;
const keep = async () => {
  const typed = new FormData(form);
  typed.set("save", "1");
  const answer = await fetch(form.action, { method: "POST", body: new URLSearchParams(typed), redirect: "manual" });
  if (answer.type === "opaqueredirect") told.textContent = form.dataset.draft + " " + new Date().toLocaleTimeString("vi-VN", { hour: "2-digit", minute: "2-digit" });
};
form.addEventListener("change", look);
form.addEventListener("input", () => { clearTimeout(waiting); waiting = setTimeout(keep, 3000); });
form.addEventListener("submit", () => clearTimeout(waiting));
look();
