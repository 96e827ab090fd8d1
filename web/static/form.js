// Hides the fields that do not matter for what was chosen. Without a script they simply stay; the server ignores them.
"use strict";
for (const form of document.querySelectorAll("form")) {
  const guarded = form.querySelectorAll("[data-hide-by]");
  const value = (name) => new FormData(form).get("f." + name) ?? "";
  const look = () => {
    for (const part of guarded) {
      const same = value(part.dataset.hideBy) === part.dataset.hideValue;
      part.hidden = part.dataset.hideIf === "=" ? same : !same;
    }
  };
  if (guarded.length) { form.addEventListener("change", look); look(); }
}

// The communes of the chosen city or province are proposed; any other name may be typed.
const fillCommunes = async (select) => {
  const list = document.getElementById(select.dataset.communes);
  if (!list || list.dataset.of === select.value) return;
  list.dataset.of = select.value;
  const answer = select.value ? await fetch("/places/communes?top=" + encodeURIComponent(select.value)).catch(() => null) : null;
  const names = answer && answer.ok ? await answer.json() : [];
  list.replaceChildren(...names.map((name) => Object.assign(document.createElement("option"), { value: name })));
};
document.addEventListener("change", (event) => { if (event.target.matches?.("[data-communes]")) fillCommunes(event.target); });
document.addEventListener("focusin", (event) => {
  const select = event.target.name?.endsWith(".commune") && event.target.parentElement.querySelector("[data-communes]");
  if (select) fillCommunes(select);
});
