// The step table of the decision: the same drawing as lines. Every cell is an input; arrows and Enter go from line to
// line, so that a whole procedure can be written without touching the mouse.

import { el, fill, select } from './dom';
import { Model, is } from './model';
import { OPERATIONS, termFrom, termWords } from './words';

const GAP = 60;
const COLUMNS = ['TT', 'Bước công việc', 'Vai trò', 'Thời hạn', 'Sản phẩm', 'Biểu mẫu', 'Căn cứ pháp lý', ''];

export class StepTable {
  constructor(place, modeler, desk) {
    Object.assign(this, { place, modeler, desk, model: new Model(modeler) });
    modeler.get('commandStack').register('steps.insert', { preExecute: (context) => this.insert(context) });
    place.addEventListener('keydown', (event) => this.move(event));
    place.addEventListener('focusin', (event) => { this.last = event.target.closest('tr')?.dataset.element ?? this.last; });
  }

  rows() {
    const kinds = ['bpmn:UserTask', 'bpmn:CallActivity', 'bpmn:ServiceTask', 'bpmn:BusinessRuleTask', 'bpmn:ReceiveTask'];
    return this.model.inOrder().filter((each) => kinds.some((kind) => is(each, kind)));
  }

  show() {
    const active = this.place.contains(document.activeElement) ? document.activeElement : null;
    const before = active?.dataset?.cell && { cell: active.dataset.cell, value: active.value, from: active.selectionStart, to: active.selectionEnd, isTyping: active.tagName === 'INPUT' && active.value !== active.defaultValue };
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
      el('div.sheet', {}, table), this.adding());
    if (before) this.refocus(before);
  }

  /** What can be put behind the line one was in last. */
  adding() {
    const after = () => this.modeler.get('elementRegistry').get(this.last) ?? this.rows().filter((each) => is(each, 'bpmn:UserTask')).at(-1);
    const button = (type, words) => el('button.plain.slim', { type: 'button', onclick: () => this.add(after(), type) }, words);
    return el('div.row.adding', {}, el('span.quiet', {}, 'Thêm sau dòng đang chọn:'), button('bpmn:UserTask', 'Bước của công chức'), button('bpmn:BusinessRuleTask', 'Bảng quyết định'), button('bpmn:ServiceTask', 'Việc của máy'));
  }

  /** The table was drawn anew under somebody's hands: he goes on where he was, with what he was typing. */
  refocus({ cell, value, from, to, isTyping }) {
    const control = this.place.querySelector(`[data-cell="${CSS.escape(cell)}"]`);
    if (!control) return;
    control.focus();
    if (isTyping) control.value = value;
    if (control.tagName === 'INPUT') control.setSelectionRange(from, Math.min(to, control.value.length));
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
      el('td', {}, this.choice(id, 'form', 'Biểu mẫu', [['', '–'], ...desk.formNames(), ['+', '＋ tạo biểu mẫu cho bước này']], model.form(element), (form) => (form === '+' ? desk.newForm(element) : model.setForm(element, form)))),
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
    return el('tr.machine', { data: { element: element.id } }, el('td', {}, '⚙'), el('td', {}, this.input(element.id, 'name', 'Tên', element.businessObject.name ?? '', (text) => model.rename(element, text))), el('td.quiet', { colspan: 2 }, words),
      el('td', {}, is(element, 'bpmn:ServiceTask') ? this.input(element.id, 'product', 'Sản phẩm', model.property(element, 'product'), (text) => model.setProperty(element, 'product', text)) : ''), el('td', { colspan: 3 }));
  }

  input(id, name, label, value, set) {
    return el('input', { value, 'aria-label': label, data: { cell: `${id}/${name}`, column: name }, onchange: (event) => { if (event.target.value !== value) set(event.target.value.trim()); } });
  }

  choice(id, name, label, options, value, set) {
    return select(options, value, { 'aria-label': label, 'data-cell': `${id}/${name}`, 'data-column': name, onchange: (event) => set(event.target.value) });
  }

  /** A new step behind this one, in the middle of the way that leads on; all of it is undone as one. */
  add(element, type = 'bpmn:UserTask') {
    const after = element ?? this.model.inOrder().find((each) => is(each, 'bpmn:StartEvent'));
    if (!after) return;
    const context = { after, type };
    this.modeler.get('commandStack').execute('steps.insert', context);
    this.focus(context.made.id, 'name');
  }

  insert(context) {
    const { after, type } = context;
    const modeling = this.modeler.get('modeling');
    const shape = this.modeler.get('elementFactory').createShape({ type });
    const flow = after.outgoing?.length === 1 ? after.outgoing[0] : null;
    if (flow) {
      this.makeRoom(after, shape.width + GAP);
      const middle = { x: after.x + after.width + GAP + shape.width / 2, y: after.y + after.height / 2 };
      context.made = modeling.createShape(shape, middle, after.parent);
      const next = flow.target;
      modeling.reconnectEnd(flow, context.made, { x: middle.x, y: middle.y });
      modeling.connect(context.made, next);
    } else {
      context.made = this.modeler.get('autoPlace').append(after, shape);
    }
    this.model.rename(context.made, { 'bpmn:UserTask': 'Bước mới', 'bpmn:BusinessRuleTask': 'Bảng quyết định mới', 'bpmn:ServiceTask': 'Việc mới của máy' }[type]);
    if (type === 'bpmn:BusinessRuleTask') this.desk.newDecision(context.made);
  }

  /** Everything right of a step moves on, and the pool grows with it. */
  makeRoom(after, room) {
    const modeling = this.modeler.get('modeling');
    const registry = this.modeler.get('elementRegistry');
    const pool = registry.find((each) => is(each, 'bpmn:Participant') && each.children?.includes(after));
    if (pool) modeling.resizeLane(pool, { x: pool.x, y: pool.y, width: pool.width + room, height: pool.height }, false);
    const moving = registry.filter((each) => is(each, 'bpmn:FlowNode') && !each.labelTarget && !each.host && each.parent === after.parent && each.x >= after.x + after.width);
    if (moving.length) modeling.moveElements(moving, { x: room, y: 0 });
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
