// A file goes as soon as it is chosen, with its progress told; what is too large or of another kind is said before it
// travels. The answer takes the page's place. Without a script the button sends it and the server says the same.
"use strict";
function take(form) {
  const file = form.elements.file.files[0];
  const told = form.querySelector(".told");
  const bar = form.querySelector("progress");
  const kinds = form.elements.file.accept.split(",");
  told.className = "told";
  if (!file) return;
  const fault = file.size > Number(form.dataset.limit) ? form.dataset.tooLarge
    : kinds.some((kind) => file.name.toLowerCase().endsWith(kind)) ? "" : form.dataset.tooOther;
  if (fault) {
    told.textContent = "▲ " + fault;
    told.className = "told fault";
    form.elements.file.value = "";
    return;
  }
  const sending = new XMLHttpRequest();
  const button = form.querySelector("button");
  const over = () => { bar.hidden = true; button.disabled = false; };
  const tell = (share) => {
    bar.value = share;
    told.textContent = share < 100 ? form.dataset.underWay.replace("{share}", share) : form.dataset.reading;
  };
  button.disabled = true;
  bar.hidden = false;
  tell(0);
  sending.upload.addEventListener("progress", (going) => tell(Math.floor(100 * going.loaded / (going.total || 1))));
  sending.addEventListener("error", () => { over(); told.textContent = "▲ " + form.dataset.broken; told.className = "told fault"; });
  sending.addEventListener("load", () => {
    over();
    const made = new DOMParser().parseFromString(sending.responseText, "text/html").querySelector(".citizen");
    if (!made) { location.reload(); return; }
    const action = form.getAttribute("action");
    document.querySelector(".citizen").replaceWith(made);
    begin();
    for (const button of made.querySelectorAll("[data-print]")) button.hidden = false;
    made.querySelector(`form[action="${CSS.escape(action)}"] input[type=file], [role=alert]`)?.focus();
  });
  sending.open("POST", form.action);
  sending.send(new FormData(form));
}
function begin() {
  for (const form of document.querySelectorAll("form[data-upload]")) {
    form.elements.file.addEventListener("change", () => take(form));
    form.addEventListener("submit", (pressed) => { pressed.preventDefault(); take(form); });
  }
}
begin();
