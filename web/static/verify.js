// Compares a file with the papers listed by its SHA-256, here in the browser.
"use strict";
const form = document.getElementById("compare");
if (form && window.crypto?.subtle) {
  form.hidden = false;
  const verdict = form.querySelector("[role=status]");
  form.querySelector("input").addEventListener("change", async (event) => {
    const bytes = await event.target.files[0].arrayBuffer();
    const digest = [...new Uint8Array(await crypto.subtle.digest("SHA-256", bytes))].map((byte) => byte.toString(16).padStart(2, "0")).join("");
    let standing = "";
    for (const row of document.querySelectorAll("tr[data-digest]")) {
      const same = row.dataset.digest === digest;
      row.classList.toggle("found", same);
      if (same) standing = row.dataset.standing;
    }
    const words = { valid: form.dataset.same, "": form.dataset.other };
    verdict.className = standing === "valid" ? "note good" : "note bad";
    verdict.textContent = words[standing] ?? form.dataset.ended;
  });
}
