// A diagram to look at: every element with `data-diagram="/address.bpmn"` shows the drawing there.
// `data-marks` says how elements stand, as JSON: {"tham_dinh": "done", "ky_duyet": "here"}; the page's style sheet colours
// `.mark-done`, `.mark-here`, … `data-counts` puts figures on elements, `data-words` their spoken names.

import NavigatedViewer from 'bpmn-js/lib/NavigatedViewer';
import 'bpmn-js/dist/assets/diagram-js.css';
import 'bpmn-js/dist/assets/bpmn-js.css';
import zeebe from 'zeebe-bpmn-moddle/resources/zeebe.json';
import { show } from './viewing';

for (const place of document.querySelectorAll('[data-diagram]')) {
  show(place, NavigatedViewer, { zeebe }).catch((reason) => {
    place.textContent = place.dataset.failed || String(reason);
    place.classList.add('failed');
  });
}
