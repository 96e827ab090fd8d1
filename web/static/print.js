// Prints the page: at a press, or by itself where nobody stands at a keyboard. Without a script: the browser's own menu.
"use strict";
for (const button of document.querySelectorAll("[data-print]")) button.hidden = false;
document.addEventListener("click", (pressed) => { if (pressed.target.closest?.("[data-print]")) window.print(); });
if ("printNow" in document.body.dataset) window.print();
