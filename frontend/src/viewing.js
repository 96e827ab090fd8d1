// How a page shows a drawing: fetched, fitted, marked, with figures on its shapes.

import { ROLES } from './studio/words';

const FONT = '"Be Vietnam Pro", "Noto Sans", "DejaVu Sans", sans-serif';
export const TEXT = { defaultStyle: { fontFamily: FONT, fontSize: 12, lineHeight: 1.25 }, externalStyle: { fontSize: 10.5, lineHeight: 1.25 } };

/** A name outside its shape is never broken inside a word, however narrow the drawing's own box for it is. */
function WholeWords(textRenderer) {
  const draw = textRenderer.createText;
  textRenderer.createText = (text, options = {}) => {
    const { box, style } = options;
    // Only what stands outside has a place of its own.
    const wanted = box && 'x' in box ? widest(text ?? '', style) : 0;
    if (wanted <= (box?.width ?? 0)) return draw(text, options);
    const drawn = draw(text, { ...options, box: { ...box, width: wanted } });
    drawn.setAttribute('transform', `translate(${(box.width - wanted) / 2}, 0)`);
    return drawn;
  };
}
WholeWords.$inject = ['textRenderer'];
export const wholeWords = { __init__: ['wholeWords'], wholeWords: ['type', WholeWords] };

const pen = document.createElement('canvas').getContext('2d');

function widest(text, { fontSize, fontFamily }) {
  pen.font = `${fontSize}px ${fontFamily}`;
  return Math.ceil(Math.max(...text.split(/\s+/).map((word) => pen.measureText(word).width)) * 1.05) + 1;
}

export async function show(place, Viewer, moddleExtensions) {
  const answer = await fetch(place.dataset.diagram, { headers: { Accept: 'application/xml' } });
  if (!answer.ok) throw new Error(`${answer.status}`);
  const viewer = new Viewer({ container: place, textRenderer: TEXT, moddleExtensions, additionalModules: [wholeWords] });
  await viewer.importXML(named(await answer.text()));
  viewer.get('canvas').zoom('fit-viewport', 'auto');
  mark(viewer, read(place.dataset.marks));
  count(viewer, read(place.dataset.counts));
  place.dataset.ready = 'yes';
  return viewer;
}

/** Lanes are named by the key of a role; who looks at a drawing reads its name. */
function named(xml) {
  return xml.replace(/(<bpmn:lane\b[^>]*\bname=")(\w+)"/g, (whole, head, key) => `${head}${ROLES[key] ?? key}"`);
}

function read(text) {
  return text ? JSON.parse(text) : {};
}

/** `{element: "done here"}`: each word becomes the class `mark-…` of the shape. */
export function mark(viewer, marks) {
  const canvas = viewer.get('canvas');
  const registry = viewer.get('elementRegistry');
  for (const [id, words] of Object.entries(marks)) {
    if (!registry.get(id)) continue;
    for (const word of words.split(' ')) canvas.addMarker(id, `mark-${word}`);
  }
}

/** `{element: 12}`: the figure in a round sign at the shape's corner. */
export function count(viewer, counts) {
  const overlays = viewer.get('overlays');
  const registry = viewer.get('elementRegistry');
  for (const [id, figure] of Object.entries(counts)) {
    if (!registry.get(id)) continue;
    const sign = document.createElement('span');
    sign.className = 'count-sign';
    sign.textContent = String(figure);
    overlays.add(id, 'count', { position: { top: -12, right: 12 }, html: sign });
  }
}
