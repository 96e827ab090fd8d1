// The counter without a mouse: procedures sieved while somebody types, papers filled in at one stroke, Ctrl+Enter sends.
"use strict";

const plain = (text) => text.normalize("NFD").replace(/[\u0300-\u036f]/g, "").replace(/đ/gi, "d").toLowerCase();

const sieve = document.querySelector("[data-sieve]");
if (sieve) {
  const rows = [...document.querySelectorAll("tbody tr")].map((row) => [row, plain(row.textContent)]);
  sieve.querySelector("input").focus();
  sieve.addEventListener("input", (typing) => {
    const words = plain(typing.target.value).split(/\s+/).filter(Boolean);
    for (const [row, text] of rows) row.hidden = !words.every((word) => text.includes(word));
  });
  sieve.addEventListener("submit", (sending) => {
    // Nothing fits: it may be the code of a dossier, which the server knows.
    const first = document.querySelector("tbody tr:not([hidden]) a");
    if (!first || /-[0-9]{6,8}-|code=/.test(sieve.elements.q.value)) return;
    sending.preventDefault();
    first.click();
  });
}

const parts = [...document.querySelectorAll("[data-part]")];
const told = document.querySelector("[data-missing]");
const isThere = (part) => part.querySelector("select").value || part.querySelector("input[name^='u.']:checked")?.value || [...part.querySelectorAll("[data-asked]")].some((count) => Number(count.value) > 0);
const isAsked = (part) => !("optional" in part.dataset) && [...part.querySelectorAll("[data-asked]")].some((count) => Number(count.dataset.asked) > 0);

let isDecided = false;
document.addEventListener("change", (change) => { isDecided ||= change.target.name === "decision"; });

function tell() {
  for (const part of parts) {
    const isReused = Boolean(part.querySelector("select").value);
    part.querySelector("input[name^='r.']").hidden = !isReused;
    part.classList.toggle("is-missing", isAsked(part) && !isThere(part));
  }
  const missing = parts.filter((part) => isAsked(part) && !isThere(part)).length;
  told.textContent = missing ? told.dataset.missing.replace("{count}", missing) : told.dataset.complete;
  told.classList.toggle("whole-chain", !missing);
  // Who has not said otherwise does not accept what is incomplete.
  const choices = [...document.querySelectorAll("input[name=decision]")];
  if (!isDecided) for (const choice of choices) choice.checked = choice.value === (missing ? "later" : "accepted");
  document.querySelector("[data-lacking]").hidden = !choices.some((choice) => choice.checked && choice.value === "supplement");
}

if (told) {
  tell();
  document.addEventListener("input", tell);
  const fill = document.querySelector("[data-fill]");
  fill.hidden = false;
  fill.addEventListener("click", () => {
    for (const count of document.querySelectorAll("[data-asked]")) {
      if (!count.value && count.dataset.asked !== "0") count.value = count.dataset.asked;
    }
    tell();
  });
}

const all = document.querySelector("[data-all]");
if (all) {
  all.hidden = false;
  all.addEventListener("change", (change) => {
    for (const box of document.querySelectorAll("input[name=code]")) box.checked = change.target.checked;
  });
}

// A reader of cards ends with Enter: that looks the person up, it does not receive the dossier.
const lookUp = document.querySelector("[data-look-up]");
if (lookUp) {
  document.getElementById("a.identity").addEventListener("keydown", (press) => {
    if (press.key !== "Enter" || press.ctrlKey || press.metaKey) return;
    press.preventDefault();
    lookUp.click();
  });
  // Everything known of the person is there: on with the first field of the application form.
  if (!document.querySelector("[autofocus]")) document.querySelector("[name^='f.']")?.focus({ preventScroll: true });
}

// The queue looks again by itself; a number that is being typed, and whoever holds the focus, are left alone.
const live = document.querySelector("[data-live]");
async function lookAgain() {
  const at = document.activeElement;
  if (document.hidden || at.matches("input")) return;
  const answer = await fetch(location.href, { headers: { "X-Live": "1" } }).catch(() => null);
  if (!answer?.ok || answer.redirected) return;
  const made = new DOMParser().parseFromString(await answer.text(), "text/html").querySelector("[data-live]");
  if (!made || made.textContent === live.textContent) return;
  const place = live.querySelector("#place")?.value;
  const was = live.contains(at) ? at.closest("form")?.getAttribute("action") : null;
  live.replaceChildren(...made.childNodes);
  if (place && live.querySelector("#place")) live.querySelector("#place").value = place;
  (was ? live.querySelector(`form[action="${was}"] button`) : document.activeElement === document.body && live.querySelector("[autofocus]"))?.focus?.();
}
if (live) setInterval(lookAgain, 5000);

document.addEventListener("keydown", (press) => {
  const form = press.target.closest?.("form[method=post]");
  if (form && press.key === "Enter" && (press.ctrlKey || press.metaKey)) form.requestSubmit();
});
