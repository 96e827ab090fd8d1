// Elements made in one line: el('button.plain', {onclick}, 'Lưu'). Texts are always texts, never markup.

export function el(name, attributes = {}, ...children) {
  const [tag, ...classes] = name.split('.');
  const node = document.createElement(tag || 'div');
  if (classes.length) node.className = classes.join(' ');
  for (const [key, value] of Object.entries(attributes)) set(node, key, value);
  node.append(...children.flat(Infinity).filter((child) => child !== null && child !== undefined && child !== false));
  return node;
}

function set(node, key, value) {
  if (value === null || value === undefined || value === false) return;
  if (key.startsWith('on')) node.addEventListener(key.slice(2), value);
  else if (key === 'value' && node.tagName === 'INPUT') { node.defaultValue = value; node.value = value; } else if (key === 'value' || key === 'checked' || key === 'disabled' || key === 'hidden') node[key] = value;
  else if (key === 'data') Object.assign(node.dataset, value);
  else node.setAttribute(key, value === true ? '' : value);
}

export function fill(node, ...children) {
  node.replaceChildren(...children.flat(Infinity).filter((child) => child !== null && child !== undefined && child !== false));
  return node;
}

export function select(options, value, attributes = {}) {
  const known = options.some(([key]) => key === (value ?? ''));
  const all = known || !value ? options : [...options, [value, value]];
  const node = el('select', attributes, all.map(([key, words]) => el('option', { value: key }, words)));
  node.value = value ?? '';
  return node;
}

let last = 0;
export function field(label, control, hint) {
  control.id ||= `s-${(last += 1)}`;
  return el('div.field', {}, el('label', { for: control.id }, label), control, hint ? el('p.hint', {}, hint) : null);
}

export function debounce(delay, act) {
  let timer = 0;
  const later = (...given) => { clearTimeout(timer); timer = setTimeout(() => act(...given), delay); };
  later.cancel = () => clearTimeout(timer);
  return later;
}
