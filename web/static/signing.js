// The table of drafts: all at once, and how many are ticked.
"use strict";
const agreement = document.getElementById("agreement");
const all = document.querySelector("[data-tick-all]");
if (agreement && all) {
  const boxes = [...document.querySelectorAll("input[name=draft]")];
  const most = Number(agreement.dataset.most);
  const count = document.querySelector("[data-count]");
  const look = () => {
    const ticked = boxes.filter((box) => box.checked).length;
    count.textContent = ticked ? agreement.dataset.chosen.replace("{count}", ticked) : "";
    all.checked = ticked > 0 && ticked === Math.min(most, boxes.length);
    all.indeterminate = ticked > 0 && !all.checked;
  };
  all.hidden = boxes.length < 2;
  all.addEventListener("change", () => { boxes.forEach((box, at) => { box.checked = all.checked && at < most; }); look(); });
  for (const box of boxes) box.addEventListener("change", look);
  look();
}
