// What stands under the drawing: the budget of time as a bar, and what is to be mended.

import { el, fill } from './dom';
import { hours, hoursOf, termWords } from './words';

export function budgetBar(place, { budgets, slug, onStep, onCritical, isCritical }) {
  if (!budgets.length) { fill(place, el('p.hint', {}, 'Chưa tính được thời hạn: bộ tệp còn lỗi.')); return; }
  fill(place, budgets.map((budget, index) => bar(budget, index, { slug, onStep, onCritical, isCritical })));
}

function bar(budget, index, { slug, onStep, onCritical, isCritical }) {
  const { used, allowed, promised, unit } = budget;
  const say = (amount) => (unit === 'wh' ? hours(amount) : `${Math.round(amount)} ngày`);
  const slack = allowed - used;
  const whole = Math.max(used, allowed, 1);
  const parts = budget.way.map(([name, term], at) => {
    const [process, element] = budget.places[at];
    const share = (unit === 'wh' ? hoursOf(term) : hoursOf(term) / 8 * 7 / 5) / whole * 100;
    const part = el('button.part', { type: 'button', title: `${name}: ${termWords(term)}`, onclick: () => onStep(process, element) }, el('span', {}, name));
    part.style.flexBasis = `${share}%`;
    part.classList.toggle('own', process === slug);
    return part;
  });
  const rest = el('span.rest', {});
  rest.style.flexBasis = `${Math.max(0, slack) / whole * 100}%`;
  const isShorter = promised < allowed;
  const words = slack < 0 ? el('strong.over', {}, `vượt ${say(-slack)}`) : el('strong.good', {}, slack ? `còn ${say(slack)}` : 'vừa đủ');
  const law = el('i.law', { title: `Thời hạn luật định: ${say(allowed)}` });
  law.style.insetInlineStart = `${allowed / whole * 100}%`;
  const promise = isShorter ? el('i.promise', { title: `Thời hạn cam kết: ${say(promised)}` }) : null;
  if (promise) promise.style.insetInlineStart = `${promised / whole * 100}%`;
  return el('div.budget', {},
    el('div.budget-words', {}, el('span', {}, budget.phase ? `Giai đoạn ${budget.phase}: ` : 'Đường dài nhất: ', el('b', {}, say(used)), ` trên thời hạn ${say(allowed)}, `, words, isShorter ? el('span', { class: used > promised ? 'over' : '' }, `; cam kết ${say(promised)}`) : null),
      index ? null : el('label.choice', {}, el('input', { type: 'checkbox', checked: isCritical, onchange: (event) => onCritical(event.target.checked) }), 'Tô đường dài nhất')),
    el('div.budget-bar', { role: 'group', 'aria-label': `Đường dài nhất ${say(used)} trên ${say(allowed)}` }, parts, rest, law, promise));
}

export function problemList(place, { findings, nameOf, onOpen }) {
  const errors = findings.filter((each) => each.severity === 'error').length;
  const title = findings.length ? `${errors ? `${errors} lỗi phải sửa` : 'Không có lỗi'}${findings.length - errors ? `, ${findings.length - errors} điều nên xem` : ''}` : 'Không có gì phải sửa';
  fill(place, el('h3', { class: errors ? 'bad' : 'fine' }, title),
    el('ul', {}, findings.map((each) => el('li', { class: each.severity }, el('button.link', { type: 'button', onclick: () => onOpen(each) }, nameOf(each) || each.file || 'Bộ tệp'), ' ', el('span', {}, each.message), each.mend ? el('span.mend', {}, ` ${each.mend}`) : null))));
}

/** The sign on a shape: how many, the gravest colour, all sentences on hover. */
export function problemSigns(findings) {
  const named = new Map();
  for (const each of findings) if (each.element) named.set(each.element, [...(named.get(each.element) ?? []), each]);
  return [...named].map(([element, found]) => ({
    element, place: { top: -10, left: -10 },
    node: el('span.problem-sign', { class: `problem-sign ${found.some((each) => each.severity === 'error') ? 'error' : 'warning'}`, tabindex: '0', role: 'note', 'aria-label': found.map((each) => each.message).join(' ') },
      found.some((each) => each.severity === 'error') ? '!' : '?', el('span.problem-words', {}, found.map((each) => el('span', {}, each.message, ' ', el('em', {}, each.mend))))),
  }));
}
