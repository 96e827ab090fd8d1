// The condition builder of the panel: lines of field, comparison and value, and the sentence they make.

import { COMPARISONS, read, said, write } from './condition';
import { el, select } from './dom';

export function builder({ flow, model, fields, isDefault }) {
  const set = (condition) => model.setCondition(flow, write(condition));
  const now = read(model.condition(flow));
  const makeDefault = (isOn) => {
    if (isOn && model.condition(flow)) model.setCondition(flow, '');
    model.modeling.updateProperties(flow.source, { default: isOn ? flow.businessObject : undefined });
  };
  const box = el('label.choice', {}, el('input', { type: 'checkbox', checked: isDefault, onchange: (event) => makeDefault(event.target.checked) }), 'Nhánh còn lại: đi khi không nhánh nào đúng');
  if (isDefault) return el('div.builder', {}, box);
  if (!now) return el('div.builder', {}, box, el('p.hint', {}, 'Điều kiện này viết bằng FEEL; sửa ở dưới.'));
  const change = (index, more) => set({ ...now, lines: now.lines.map((line, at) => (at === index ? { ...line, ...more } : line)) });
  const lines = now.lines.map((line, index) => row(line, fields, (more) => change(index, more), () => set({ ...now, lines: now.lines.filter((_, at) => at !== index) })));
  const first = fields[0];
  const add = el('button.plain.slim', { type: 'button', disabled: !first, onclick: () => set({ ...now, lines: [...now.lines, { field: first.key, comparison: '=', value: first.values?.[0]?.value ?? (first.type === 'number' ? 0 : first.type === 'checkbox' ? true : '') }] }) }, now.lines.length ? 'Thêm dòng' : 'Thêm điều kiện');
  const joined = now.lines.length > 1 ? select([['and', 'mọi dòng đều đúng'], ['or', 'một dòng đúng là đủ']], now.joined, { 'aria-label': 'Cách nối các dòng', onchange: (event) => set({ ...now, joined: event.target.value }) }) : null;
  return el('div.builder', {}, lines, joined, el('div.row', {}, add), el('p.said', {}, said(now, fields)), box);
}

function row(line, fields, change, remove) {
  const known = fields.find((each) => each.key === line.field);
  const field = select(fields.map((each) => [each.key, each.label]), line.field, {
    'aria-label': 'Trường', onchange: (event) => {
      const chosen = fields.find((each) => each.key === event.target.value);
      change({ field: event.target.value, value: chosen?.values?.[0]?.value ?? (chosen?.type === 'number' ? 0 : chosen?.type === 'checkbox' ? true : '') });
    },
  });
  const comparison = select(known && ['number', 'datetime'].includes(known.type) ? COMPARISONS : COMPARISONS.slice(0, 2), line.comparison, { 'aria-label': 'So sánh', onchange: (event) => change({ comparison: event.target.value }) });
  return el('div.line', {}, field, comparison, valueOf(line, known, change), el('button.link', { type: 'button', 'aria-label': 'Bỏ dòng', onclick: remove }, '×'));
}

function valueOf(line, known, change) {
  if (known?.values?.length) {
    return select(known.values.map((each) => [JSON.stringify(each.value), each.label ?? String(each.value)]), JSON.stringify(line.value), { 'aria-label': 'Giá trị', onchange: (event) => change({ value: JSON.parse(event.target.value) }) });
  }
  if (typeof line.value === 'boolean') {
    return select([['true', 'có'], ['false', 'không']], String(line.value), { 'aria-label': 'Giá trị', onchange: (event) => change({ value: event.target.value === 'true' }) });
  }
  const isNumber = known?.type === 'number' || typeof line.value === 'number';
  return el('input', { 'aria-label': 'Giá trị', type: isNumber ? 'number' : 'text', value: line.value ?? '', onchange: (event) => change({ value: isNumber ? Number(event.target.value) : event.target.value }) });
}
