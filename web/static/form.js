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
