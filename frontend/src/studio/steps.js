// The step table of the decision: the same drawing as lines. Every cell is an input; arrows and Enter go from line to
// line, so that a whole procedure can be written without touching the mouse.

import { el, fill, select } from './dom';
import { Model, is } from './model';
import { OPERATIONS, termFrom, termWords } from './words';

const COLUMNS = ['TT', 'Bước công việc', 'Vai trò', 'Thời hạn', 'Sản phẩm', 'Biểu mẫu', 'Căn cứ pháp lý', ''];

export class StepTable {
  constructor(place, modeler, desk) {
    Object.assign(this, { place, modeler, desk, model: new Model(modeler) });
    place.addEventListener('keydown', (event) => this.move(event));
  }

  rows() {
    const kinds = ['bpmn:UserTask', 'bpmn:CallActivity', 'bpmn:ServiceTask', 'bpmn:BusinessRuleTask', 'bpmn:ReceiveTask'];
    return this.model.inOrder().filter((each) => kinds.some((kind) => is(each, kind)));
  }

  show() {
    const focused = document.activeElement?.dataset?.cell;
    let number = 0;
    const lines = this.rows().flatMap((element) => {
      const isStep = is(element, 'bpmn:UserTask');
      if (isStep) number += 1;
      const line = isStep ? this.step(element, number) : is(element, 'bpmn:CallActivity') ? this.part(element, (n) => (number += n)) : this.other(element);
      return line;
    });
    const table = el('table.steps-table', {}, el('thead', {}, el('tr', {}, COLUMNS.map((name) => el('th', { scope: 'col' }, name)))), el('tbody', {}, lines));
    fill(this.place,
      el('p.hint', {}, 'Mỗi dòng là một hình trên sơ đồ; sửa ở đây là sửa sơ đồ. Phím Enter, mũi tên lên xuống: sang dòng khác; Alt+Enter: thêm bước sau dòng này; Alt+Delete: xóa bước.'),
      el('div.sheet', {}, table), el('p', {}, el('button.plain.slim', { type: 'button', onclick: () => this.add(this.rows().filter((each) => is(each, 'bpmn:UserTask')).at(-1)) }, 'Thêm bước')));
    if (focused) this.place.querySelector(`[data-cell="${CSS.escape(focused)}"]`)?.focus();
  }

  step(element, number) {
    const { model, desk } = this;
    const id = element.id;
    const property = (name, label, from = (text) => text) => this.input(id, name, label, model.property(element, name), (text) => model.setProperty(element, name, from(text)));
    const term = model.property(element, 'term');
    return el('tr', { data: { element: id } },
      el('td.number', {}, String(number)),
      el('td', {}, this.input(id, 'name', 'Tên bước', element.businessObject.name ?? '', (text) => model.rename(element, text))),
      el('td', {}, this.choice(id, 'role', 'Vai trò', desk.roles(), model.role(element), (role) => model.setRole(element, role))),
      el('td.narrow', {}, this.input(id, 'term', 'Thời hạn', termWords(term), (text) => model.setProperty(element, 'term', termFrom(text)))),
      el('td', {}, property('product', 'Sản phẩm')),
      el('td', {}, this.choice(id, 'form', 'Biểu mẫu', [['', '–'], ...desk.formNames()], model.form(element), (form) => model.setForm(element, form))),
      el('td', {}, property('legalBasis', 'Căn cứ')),
      el('td.tight', {}, el('button.link', { type: 'button', title: 'Thêm bước sau dòng này', 'aria-label': `Thêm bước sau ${element.businessObject.name ?? id}`, onclick: () => this.add(element) }, '+'),
        el('button.link', { type: 'button', title: 'Xóa bước', 'aria-label': `Xóa ${element.businessObject.name ?? id}`, onclick: () => this.remove(element) }, '×')));
  }

  /** A shared part: its own line, and one for each of its steps, whose term is set here. */
  part(element, count) {
    const { model, desk } = this;
    const steps = desk.names.parts[model.called(element)]?.steps ?? [];
    const head = el('tr.part', { data: { element: element.id } }, el('td', {}, ''), el('td', {}, this.input(element.id, 'name', 'Tên phần', element.businessObject.name ?? '', (text) => model.rename(element, text))),
      el('td.quiet', { colspan: 6 }, `Phần dùng chung: ${desk.partName(model.called(element))}`));
    return [head, ...steps.map((step) => {
      const name = `term.${step.id}`;
      const own = model.property(element, name);
      return el('tr.inner', { data: { element: element.id } }, el('td.number', {}, String(count(1))), el('td', {}, step.name), el('td', {}, desk.roleName(step.role)),
        el('td.narrow', {}, this.input(element.id, name, `Thời hạn ${step.name}`, termWords(own || step.term), (text) => model.setProperty(element, name, termFrom(text) === step.term ? '' : termFrom(text)))),
        el('td.quiet', { colspan: 4 }, own && own !== step.term ? `mặc định ${termWords(step.term) || 'không ấn định'}` : ''));
    })];
  }

  other(element) {
    const { model, desk } = this;
    const words = is(element, 'bpmn:ServiceTask') ? OPERATIONS[model.operation(element)] ?? 'Việc của máy' : is(element, 'bpmn:BusinessRuleTask') ? `Bảng quyết định: ${desk.decisionName(model.decision(element).decisionId)}` : 'Chờ thông điệp';
    return el('tr.machine', { data: { element: element.id } }, el('td', {}, '⚙'), el('td', {}, this.input(element.id, 'name', 'Tên', element.businessObject.name ?? '', (text) => model.rename(element, text))), el('td.quiet', { colspan: 3 }, words),
      el('td', {}), el('td', {}, is(element, 'bpmn:ServiceTask') ? this.input(element.id, 'product', 'Sản phẩm', model.property(element, 'product'), (text) => model.setProperty(element, 'product', text)) : ''), el('td', {}));
  }

  input(id, name, label, value, set) {
    return el('input', { value, 'aria-label': label, data: { cell: `${id}/${name}`, column: name }, onchange: (event) => { if (event.target.value !== value) set(event.target.value.trim()); } });
  }

  choice(id, name, label, options, value, set) {
    return select(options, value, { 'aria-label': label, 'data-cell': `${id}/${name}`, 'data-column': name, onchange: (event) => set(event.target.value) });
  }

  /** A new step behind this one: drawn into the way that leads on, or at its end. */
  add(element) {
    const { modeler } = this;
    const after = element ?? this.model.inOrder().find((each) => is(each, 'bpmn:StartEvent'));
    if (!after) return;
    const shape = modeler.get('elementFactory').createShape({ type: 'bpmn:UserTask' });
    const flow = after.outgoing?.length === 1 ? after.outgoing[0] : null;
    const next = flow?.target;
    const made = modeler.get('autoPlace').append(after, shape);
    this.model.rename(made, 'Bước mới');
    if (flow && next) {
      const isLoop = next === made;
      if (!isLoop) { modeler.get('modeling').reconnectStart(flow, made, { x: made.x + made.width, y: made.y + made.height / 2 }); this.makeRoom(made, next); }
    }
    this.focus(made.id, 'name');
  }

  makeRoom(made, next) {
    const over = made.x + made.width + 60 - next.x;
    if (over > 0 && next.x >= made.x - 10) this.modeler.get('spaceTool') && this.shift(made, over);
  }

  /** Everything right of the new step moves on, so that it has its place. */
  shift(made, over) {
    const moving = this.modeler.get('elementRegistry').filter((each) => is(each, 'bpmn:FlowNode') && !each.labelTarget && !each.host && each !== made && each.x >= made.x - 1 && each.parent === made.parent);
    if (moving.length) this.modeler.get('modeling').moveElements(moving, { x: Math.ceil(over / 10) * 10, y: 0 }, undefined, { autoResize: true });
    const pool = made.parent;
    const right = Math.max(...moving.map((each) => each.x + each.width)) + 60;
    if (is(pool, 'bpmn:Participant') && right > pool.x + pool.width) this.modeler.get('modeling').resizeShape(pool, { x: pool.x, y: pool.y, width: right - pool.x, height: pool.height });
  }

  remove(element) {
    const into = element.incoming ?? [];
    const out = element.outgoing ?? [];
    const modeling = this.modeler.get('modeling');
    if (out.length === 1 && into.length) {
      const target = out[0].target;
      for (const flow of [...into]) modeling.reconnectEnd(flow, target, { x: target.x, y: target.y + target.height / 2 });
    }
    modeling.removeElements([element]);
  }

  focus(id, column) {
    this.show();
    const cell = this.place.querySelector(`[data-cell="${CSS.escape(`${id}/${column}`)}"]`);
    cell?.focus();
    cell?.select?.();
  }

  move(event) {
    const cell = event.target;
    if (!cell.dataset?.cell) return;
    const id = cell.closest('tr').dataset.element;
    const element = this.modeler.get('elementRegistry').get(id);
    if (event.altKey && event.key === 'Enter') { event.preventDefault(); cell.blur(); this.add(element); return; }
    if (event.altKey && event.key === 'Delete') { event.preventDefault(); this.remove(element); return; }
    const step = event.key === 'Enter' || event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
    if (!step || (cell.tagName === 'SELECT' && event.key !== 'Enter')) return;
    event.preventDefault();
    const cells = [...this.place.querySelectorAll(`[data-column="${CSS.escape(cell.dataset.column)}"]`)];
    const target = cells[cells.indexOf(cell) + step];
    if (target) { target.focus(); target.select?.(); } else cell.blur();
  }
}
