// The lists without the mouse, rows chosen across pages, and numbers fresh without loading again. All works without it.
(() => {
  "use strict";
  const rows = [...document.querySelectorAll("[data-rows] [data-row]")];
  const ticks = [...document.querySelectorAll('input[name="row"]:not([data-elsewhere])')];
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

  // Who comes back from a step or a dossier stands where he left.
  const from = document.referrer.startsWith(location.origin) ? new URL(document.referrer).pathname : "";
  if (/^\/(tasks|dossiers)\/./.test(from)) {
    const left = rows.findIndex((row) => [...row.querySelectorAll("[data-open], .code")].some((link) => link.pathname === from));
    if (left >= 0) go(left);
  }

  // What was chosen in this list on its other pages, and before it was loaded again: kept by this tab alone.
  const idOf = (value) => value.slice(0, 32);
  const place = errand && `chosen ${errand.dataset.list}`;
  const elsewhere = new Map();
  function recall() {
    const kept = [...(JSON.parse(sessionStorage.getItem(place) || "[]")), ...[...errand.querySelectorAll("[data-elsewhere]")].map((each) => each.value)];
    errand.querySelectorAll("[data-elsewhere]").forEach((each) => each.remove());
    for (const value of kept) {
      const tick = ticks.find((each) => idOf(each.value) === idOf(value));
      if (tick) tick.checked = true; else elsewhere.set(idOf(value), value);
    }
  }
  function keep() {
    const chosen = [...elsewhere.values(), ...ticks.filter((tick) => tick.checked).map((tick) => tick.value)];
    if (chosen.length) sessionStorage.setItem(place, JSON.stringify(chosen)); else sessionStorage.removeItem(place);
  }
  function count() {
    const chosen = ticks.filter((tick) => tick.checked).length;
    const every = errand && errand.elements.every.checked;
    ticks.forEach((tick) => tick.closest("tr").classList.toggle("chosen", tick.checked));
    if (errand) {
      const total = chosen + elsewhere.size;
      const said = errand.querySelector("[data-chosen]");
      said.hidden = false;
      said.textContent = every ? "≤ 500" : String(total);
      errand.querySelector("[data-others]").textContent = elsewhere.size && !every ? `(${errand.dataset.elsewhere.replace("{count}", elsewhere.size)})` : "";
      errand.querySelector("[data-none]").hidden = !total;
      errand.querySelector("button:not([type])").disabled = !total && !every;
      errand.classList.toggle("idle", !total && !every);
      keep();
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
    errand.querySelector("[data-none]").addEventListener("click", () => { elsewhere.clear(); tickAll(false); });
    errand.addEventListener("submit", () => {
      for (const value of elsewhere.values()) {
        errand.append(Object.assign(document.createElement("input"), { type: "hidden", name: "row", value }));
      }
      sessionStorage.removeItem(place);
    });
    recall();
    fit();
    count();
  }

  const click = (selector) => () => document.querySelector(selector)?.click();
  const ofRow = (selector) => () => (rows.length ? rows[here] : document)?.querySelector(selector)?.requestSubmit();
  const onward = (way) => click(`.pager a[rel="${way}"], .neighbours a[rel="${way}"]`);
  const DEEDS = {
    j: () => go(here + 1),
    k: () => go(here < 0 ? 0 : here - 1),
    o: () => here >= 0 && rows[here].querySelector(".code")?.click(),
    c: ofRow("[data-claim]"),
    r: ofRow("[data-release]"),
    x: () => { if (here >= 0 && ticks.length) { const tick = rows[here].querySelector('input[name="row"]'); tick.checked = !tick.checked; count(); } },
    X: () => tickAll(!ticks.every((tick) => tick.checked)),
    b: () => errand?.elements.act.focus(),
    n: onward("next"),
    p: onward("prev"),
    u: click(".neighbours a:not([rel])"),
    w: () => { const links = [...document.querySelectorAll(".whose a")]; links[(links.findIndex((each) => each.ariaCurrent) + 1) % links.length]?.click(); },
    "/": () => { const q = document.getElementById("q"); q?.focus(); q?.select(); },
    "?": () => keys?.showModal(),
  };
  document.querySelectorAll("[data-keys]").forEach((opener) => {
    opener.hidden = !keys;
    opener.addEventListener("click", () => keys.showModal());
  });
  document.addEventListener("keydown", (event) => {
    const typing = event.target.closest("input:not([type=checkbox], [type=radio]), textarea, select, [contenteditable], dialog, iframe");
    if (event.key === "Escape" && typing && !event.isComposing && !event.target.closest("dialog")) event.target.blur();
    if (typing || event.isComposing || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key >= "1" && event.key <= "8") {
      document.querySelectorAll("#queues a")[Number(event.key) - 1]?.click();
    } else if (Object.hasOwn(DEEDS, event.key)) {
      event.preventDefault();
      DEEDS[event.key]();
    }
  });
  document.addEventListener("focusin", (event) => {
    const row = event.target.closest("[data-row]");
    if (row && rows.indexOf(row) !== here) { rows[here]?.classList.remove("here"); here = rows.indexOf(row); row.classList.add("here"); }
  });

  const live = document.querySelector("[data-live]");
  const changed = document.querySelector("[data-changed]");
  const isOver = () => live.dataset.until && live.querySelector("[data-state]").dataset.state === live.dataset.until;
  const number = () => live.querySelector("[aria-current] .count")?.textContent;
  const first = live && number();
  let timer = 0, seen = "";
  // What has the focus has it still when the words round it are new.
  function put(text) {
    const held = live.contains(document.activeElement) ? [...live.querySelectorAll("a, button")].indexOf(document.activeElement) : -1;
    live.innerHTML = text;
    if (held >= 0) live.querySelectorAll("a, button")[held]?.focus({ preventScroll: true });
    if (changed && number() !== first) changed.hidden = false;
  }
  async function refresh() {
    clearTimeout(timer);
    if (document.hidden) return;
    let again = live.dataset.until ? SOON : EVERY;
    try {
      const answer = await fetch(live.dataset.live, { cache: "no-store", headers: { "X-Live": "1", ...(seen && { "If-None-Match": seen }) } });
      if (answer.redirected) {  // the log-in has ended meanwhile: numbers here are old from now on
        document.querySelectorAll("[data-ended]").forEach((note) => { note.hidden = false; });
        return;
      }
      if (answer.ok) { seen = answer.headers.get("ETag") || ""; put(await answer.text()); }
      else if (answer.status !== 304) again = EVERY;
    } catch { again = EVERY; }
    if (!isOver()) timer = setTimeout(refresh, again);
  }
  if (live && !isOver()) {
    timer = setTimeout(refresh, live.dataset.until ? SOON : EVERY);
    document.addEventListener("visibilitychange", () => { if (!document.hidden && !isOver()) refresh(); });
  }
})();
