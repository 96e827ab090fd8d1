// A diagram to look at: every element with `data-diagram="/address.bpmn"` shows the drawing there.
// `data-marks` says how elements stand, as JSON: {"tham_dinh": "done", "ky_duyet": "here"}; the page's style sheet colours
// `.mark-done`, `.mark-here`, … `data-counts` puts figures on elements; `data-links` opens an address when one is clicked.

import NavigatedViewer from 'bpmn-js/lib/NavigatedViewer';
import 'bpmn-js/dist/assets/diagram-js.css';
import 'bpmn-js/dist/assets/bpmn-js.css';
import zeebe from 'zeebe-bpmn-moddle/resources/zeebe.json';
import { show } from './viewing';

for (const place of document.querySelectorAll('[data-diagram]')) {
  show(place, NavigatedViewer, { zeebe }).then((viewer) => { comeNear(viewer, place); lead(viewer, place); }).catch((reason) => {
    place.textContent = place.dataset.failed || String(reason);
    place.classList.add('failed');
  });
}

const READABLE = 0.85;
const EDGE = 15;

/** A drawing too wide to be read is shown where its token stands; the whole of it is one turn of the wheel away. */
function comeNear(viewer, place) {
  const canvas = viewer.get('canvas');
  const marks = Object.entries(JSON.parse(place.dataset.marks || '{}'));
  const here = marks.filter(([, words]) => words.split(' ').includes('here')).map(([id]) => viewer.get('elementRegistry').get(id)).filter(Boolean);
  if (!here.length || canvas.zoom() >= READABLE) return;
  const { x, y, width, height } = here.find(({ id }) => id === place.dataset.near) ?? here[0];
  canvas.zoom(READABLE);
  const { width: wide, height: high, inner } = canvas.viewbox();
  canvas.viewbox({ x: within(x + width / 2, wide, inner.x, inner.width), y: within(y + height / 2, high, inner.y, inner.height), width: wide, height: high });
}

/** Where a window of this length begins, so that `middle` is in its middle as far as the drawing reaches. */
function within(middle, length, from, whole) {
  return whole + 2 * EDGE <= length ? from + whole / 2 - length / 2 : Math.min(Math.max(middle - length / 2, from - EDGE), from + whole + EDGE - length);
}

/** `{element: "/inbox?…"}`: a click on the shape opens the list behind its figure. */
function lead(viewer, place) {
  const links = JSON.parse(place.dataset.links || '{}');
  for (const id of Object.keys(links)) {
    if (viewer.get('elementRegistry').get(id)) viewer.get('canvas').addMarker(id, 'is-link');
  }
  viewer.on('element.click', ({ element }) => {
    if (links[element.id]) window.location.assign(links[element.id]);
  });
}
