// The trial of a roll-out: two drawings that move together, and the mapping said by clicking a shape and its new place.
// Everything here can be said in the table below the drawings as well; the script only fills its form in.

import NavigatedViewer from 'bpmn-js/lib/NavigatedViewer';
import 'bpmn-js/dist/assets/diagram-js.css';
import 'bpmn-js/dist/assets/bpmn-js.css';
import zeebe from 'zeebe-bpmn-moddle/resources/zeebe.json';
import { show } from './viewing';

const form = document.querySelector('[data-mapping]');
const guide = document.querySelector('[data-guide]');
const begin = document.querySelector('[data-begin]');
const READABLE = 0.55;
let picked = null;

for (const sides of document.querySelectorAll('.sides')) {
  const folded = sides.closest('details');
  // A drawing in a closed fold has no size to be fitted into.
  if (folded && !folded.open) folded.addEventListener('toggle', () => open(sides), { once: true });
  else open(sides);
}

/** Both drawings; where one is dragged or enlarged the other goes along. */
async function open(sides) {
  const viewers = await Promise.all([...sides.querySelectorAll('[data-diagram]')].map(async (place) => {
    try {
      const viewer = await show(place, NavigatedViewer, { zeebe });
      listen(viewer, place);
      return viewer;
    } catch (reason) {
      place.textContent = place.dataset.failed || String(reason);
      place.classList.add('failed');
      return null;
    }
  }));
  const [old, other] = viewers;
  if (!old || !other) return;
  comeNear(old, sides.querySelector('[data-side=old]'));
  follow(old, other);
  follow(other, old);
  along(old, other);
  const whole = sides.parentElement.querySelector('[data-whole]');
  whole.hidden = false;
  whole.addEventListener('click', () => old.get('canvas').zoom('fit-viewport', 'auto'));
}

let isFollowing = false;

function follow(viewer, other) {
  viewer.on('canvas.viewbox.changed', () => along(viewer, other));
}

function along(viewer, other) {
  if (isFollowing) return;
  isFollowing = true;
  const { x, y, width, height } = viewer.get('canvas').viewbox();
  other.get('canvas').viewbox({ x, y, width, height });
  isFollowing = false;
}

/** A drawing too wide to be read is shown where somebody stands; what cannot go comes first. */
function comeNear(viewer, place) {
  const canvas = viewer.get('canvas');
  const registry = viewer.get('elementRegistry');
  const marks = JSON.parse(place.dataset.marks || '{}');
  const counts = JSON.parse(place.dataset.counts || '{}');
  const counted = Object.keys(counts).filter((id) => registry.get(id));
  const first = counted.find((id) => marks[id] === 'cannot') ?? counted.sort((a, b) => counts[b] - counts[a])[0];
  if (!first || canvas.zoom() >= READABLE) return;
  const { x, y, width, height } = registry.get(first);
  canvas.zoom(READABLE);
  const { width: wide, height: high } = canvas.viewbox();
  canvas.viewbox({ x: x + width / 2 - wide / 2, y: y + height / 2 - high / 2, width: wide, height: high });
}

function listen(viewer, place) {
  const isOld = place.dataset.side === 'old';
  viewer.on('element.click', ({ element }) => {
    if (!element.businessObject || element.waypoints || element.type === 'label') return;
    const shape = element.labelTarget ?? element;
    if (!shape.parent || /Process|Lane|Participant|Collaboration/.test(shape.type)) return;
    if (isOld) pick(viewer, shape);
    else if (picked) lead(picked.shape.id, shape.id, shape.businessObject.name || shape.id);
  });
}

function pick(viewer, shape) {
  letGo();
  picked = { viewer, shape };
  viewer.get('canvas').addMarker(shape, 'is-picked');
  guide.textContent = guide.dataset.second.replace('{name}', shape.businessObject.name || shape.id);
}

function letGo() {
  picked?.viewer.get('canvas').removeMarker(picked.shape, 'is-picked');
  picked = null;
  guide.textContent = guide.dataset.first;
}

/** What was clicked becomes a line of the form, which is sent: the trial is made again. */
function lead(old, id, name) {
  const chooser = form.querySelector(`select[data-old="${CSS.escape(old)}"]`);
  const value = `${old}=${id}`;
  if (chooser) {
    if (![...chooser.options].some((each) => each.value === value)) chooser.add(new Option(name, value));
    chooser.value = value;
  } else {
    const field = Object.assign(document.createElement('input'), { type: 'hidden', name: 'm', value });
    form.append(field);
  }
  letGo();
  form.requestSubmit();
}

function stale() {
  if (!begin) return;
  begin.querySelector('[data-stale]').hidden = false;
  begin.querySelector('button').disabled = true;
}

if (form) {
  guide.hidden = false;
  guide.textContent = guide.dataset.first;
  form.addEventListener('change', stale);
  document.addEventListener('keydown', ({ key }) => { if (key === 'Escape') letGo(); });
  // What is empty, or as it was proposed, only makes the address long.
  form.addEventListener('submit', () => {
    for (const field of form.querySelectorAll('input:not([type=checkbox]), textarea, select')) {
      const isProposed = 'proposed' in field.dataset && field.selectedOptions[0]?.defaultSelected;
      field.disabled = field.value === '' || isProposed === true;
    }
  });
}
