// Hides the fields that do not matter for what was chosen. Without a script they simply stay; the server ignores them.
"use strict";
for (const form of document.querySelectorAll("form")) {
  const guarded = [...form.querySelectorAll("[data-hide-by]")];
  const named = (name) => [...form.querySelectorAll(`[name="${name}"]`)];
  // The field of the same row of a list, or of the row around it, or of the form.
  const asked = (part) => {
    for (let row = part.closest("[data-row]"); row; row = row.parentElement.closest("[data-row]")) {
      const found = named(`f.${row.dataset.row}.${part.dataset.hideBy}`);
      if (found.length) return found;
    }
    return named("f." + part.dataset.hideBy);
  };
  // What is hidden itself says nothing, as on the server.
  const value = (fields) => {
    const said = fields.find((field) => field.type !== "radio" || field.checked);
    return !said || said.closest("[data-hide-by][hidden]") ? "" : said.value;
  };
  const turn = (part) => {
    const same = value(asked(part)) === part.dataset.hideValue;
    const hidden = part.dataset.hideIf === "=" ? same : !same;
    const changed = part.hidden !== hidden;
    part.hidden = hidden;
    return changed;
  };
  const look = () => { for (let left = guarded.length; left-- && guarded.filter(turn).length;); };
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
