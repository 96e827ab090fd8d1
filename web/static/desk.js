// The lists without the mouse, and their numbers fresh without loading the page again. Everything works without it.
(() => {
  "use strict";
  const rows = [...document.querySelectorAll("[data-row]")];
  const ticks = [...document.querySelectorAll('input[name="row"]')];
  const all = document.querySelector("[data-all]");
  const errand = document.getElementById("errand");
  const keys = document.getElementById("keys");
  const EVERY = 20000, SOON = 1000;
  let here = -1;

  function go(to) {
    if (!rows.length) return;
    if (here >= 0) rows[here].classList.remove("here");
    here = Math.max(0, Math.min(rows.length - 1, to));
    rows[here].classList.add("here");
    rows[here].querySelector("[data-open]").focus({ preventScroll: true });
    rows[here].scrollIntoView({ block: "nearest" });
  }
  function count() {
    const chosen = ticks.filter((tick) => tick.checked).length;
    const every = errand && errand.elements.every && errand.elements.every.checked;
    ticks.forEach((tick) => tick.closest("tr").classList.toggle("chosen", tick.checked));
    if (errand) {
      const said = errand.querySelector("[data-chosen]");
      said.hidden = false;
      said.textContent = every ? "≤ 500" : String(chosen);
      errand.classList.toggle("idle", !chosen && !every);
    }
    if (all) all.checked = chosen > 0 && chosen === ticks.length;
  }
  function fit() {
    const act = errand.elements.act.value;
    for (const part of errand.querySelectorAll("[data-for]")) {
      part.hidden = !part.dataset.for.split(" ").includes(act);
    }
  }
  function tickAll(wanted) {
    ticks.forEach((tick) => { tick.checked = wanted; });
    count();
  }
  if (all) { all.hidden = false; all.addEventListener("change", () => tickAll(all.checked)); }
  if (errand) {
    document.addEventListener("change", (event) => {
      if (event.target.name === "row" || event.target.name === "every") count();
      if (event.target.name === "act") fit();
    });
    fit();
    count();
  }

  const DEEDS = {
    j: () => go(here + 1),
    k: () => go(here < 0 ? 0 : here - 1),
    o: () => here >= 0 && rows[here].querySelector(".code")?.click(),
    c: () => here >= 0 && rows[here].querySelector("[data-claim]")?.requestSubmit(),
    x: () => { if (here >= 0) { const tick = rows[here].querySelector('input[name="row"]'); tick.checked = !tick.checked; count(); } },
    X: () => tickAll(!ticks.every((tick) => tick.checked)),
    b: () => errand?.elements.act.focus(),
    n: () => document.querySelector('.pager a[rel="next"]')?.click(),
    "/": () => { const q = document.getElementById("q"); q?.focus(); q?.select(); },
    "?": () => keys?.showModal(),
  };
  const opener = document.querySelector("[data-keys]");
  if (opener && keys) { opener.hidden = false; opener.addEventListener("click", () => keys.showModal()); }
  document.addEventListener("keydown", (event) => {
    const typing = event.target.closest("input:not([type=checkbox]), textarea, select, [contenteditable], dialog");
    if (event.key === "Escape" && event.target.id === "q") event.target.blur();
    if (typing || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key >= "1" && event.key <= "8") {
      document.querySelectorAll("#queues a")[Number(event.key) - 1]?.click();
    } else if (DEEDS[event.key]) {
      event.preventDefault();
      DEEDS[event.key]();
    }
  });
  document.addEventListener("focusin", (event) => {
    const row = event.target.closest("[data-row]");
    if (row && rows.indexOf(row) !== here) { rows[here]?.classList.remove("here"); here = rows.indexOf(row); row.classList.add("here"); }
  });

  const live = document.querySelector("[data-live]");
  async function refresh() {
    let again = live.dataset.until ? SOON : EVERY;
    if (!document.hidden) {
      try {
        const answer = await fetch(live.dataset.live, { headers: { "X-Live": "1" } });
        if (answer.redirected) return;  // logged out meanwhile: the next click says so
        if (answer.ok) {
          const text = await answer.text();
          if (live.dataset.seen !== text) { live.innerHTML = text; live.dataset.seen = text; }
        } else { again = EVERY; }
      } catch { again = EVERY; }
    }
    if (live.dataset.until && live.querySelector("[data-state]")?.dataset.state === live.dataset.until) return;
    setTimeout(refresh, again);
  }
  if (live && !(live.dataset.until && live.querySelector("[data-state]").dataset.state === live.dataset.until)) {
    setTimeout(refresh, live.dataset.until ? SOON : EVERY);
  }
})();
