// Looks again every three seconds while something is under way, unless somebody is writing on the page.
"use strict";
const again = () => (document.activeElement?.matches("input, textarea, select") ? setTimeout(again, 3000) : location.reload());
setTimeout(again, 3000);
