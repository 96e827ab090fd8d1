// The panel in the designer's words: what a decision says about a step comes first, the technical part behind.

import { FeelEntry, SelectEntry, TextAreaEntry, TextFieldEntry, isSelectEntryEdited, isTextFieldEntryEdited, isTextAreaEntryEdited, isFeelEntryEdited } from '@bpmn-io/properties-panel';
import { useService } from 'bpmn-js-properties-panel';
import { useEffect, useRef } from '@bpmn-io/properties-panel/preact/hooks';
import { Model, is } from './model';
import { HEADERS, OPERATIONS, STATES, termFrom, termWords } from './words';
import { builder } from './builder';
import { el } from './dom';

const Text = (props) => TextFieldEntry({ ...props, debounce: useService('debounceInput') });
const Long = (props) => TextAreaEntry({ ...props, debounce: useService('debounceInput'), autoResize: true });
const Feel = (props) => FeelEntry({ ...props, debounce: useService('debounceInput'), feel: 'required' });
const Choice = (props) => SelectEntry({ ...props });

function Plain({ build, element, version }) {
  const place = useRef();
  useEffect(() => { place.current?.replaceChildren(build()); }, [element, version]);
  return <div class="bio-properties-panel-entry ours-plain" ref={place} />;
}

const text = (id, label, getValue, setValue, more = {}) => ({ id, label, getValue, setValue, component: Text, isEdited: isTextFieldEntryEdited, ...more });
const long = (id, label, getValue, setValue, more = {}) => ({ id, label, getValue, setValue, component: Long, isEdited: isTextAreaEntryEdited, ...more });
const feel = (id, label, getValue, setValue, more = {}) => ({ id, label, getValue, setValue, component: Feel, isEdited: isFeelEntryEdited, ...more });
const choice = (id, label, options, getValue, setValue, more = {}) => ({
  id, label, getValue, component: Choice, isEdited: isSelectEntryEdited, ...more,
  setValue: (value) => setValue(value ?? ''),
  getOptions: () => {
    const offered = [{ value: '', label: '(chọn)' }, ...options.map(([value, words]) => ({ value, label: words }))];
    const now = getValue();
    return offered.some((each) => each.value === now) || !now ? offered : [...offered, { value: now, label: `${now} (không có trong danh sách)` }];
  },
});

function help() {
  return el('div.help', {}, el('p', {}, 'Bấm vào một bước, một câu hỏi hay một đường đi trên sơ đồ: ở đây sửa tên, vai trò, thời hạn, biểu mẫu, căn cứ, điều kiện.'),
    el('p', {}, 'Thêm bước: kéo từ thanh bên trái, hoặc bấm một hình rồi chọn hình nối tiếp. Bảng bước cho người thích gõ bàn phím.'),
    el('p', {}, 'Mọi thay đổi được lưu ngay; các bản đã lưu lấy lại được.'));
}

/** The parts of the technical panel that ours says better. */
const DROPPED = /listener|extensionprop|headers|taskDefinition|^general$|documentation|^condition$|^form$|calledDecision|implementation|example|jobPriority|businessRule|userTaskImpl|activeElements|template/i;

export class DesignerPanel {
  constructor(propertiesPanel, injector, desk) {
    Object.assign(this, { injector, desk });
    propertiesPanel.registerProvider(100, this);
  }

  get model() { return (this.made ??= new Model(this.injector.get('modeler', false) ?? { get: (name) => this.injector.get(name) })); }

  getGroups(element) {
    return (groups) => {
      const technical = groups.filter((group) => !DROPPED.test(group.id)).map((group) => ({ ...group, shouldOpen: false }));
      return [...this.ours(element), ...technical];
    };
  }

  ours(element) {
    if (is(element, 'bpmn:Collaboration')) return [{ id: 'ours-none', label: 'Chọn một hình để sửa', entries: [{ id: 'ours-help', component: Plain, element, version: 0, build: help }], shouldOpen: true }];
    if (element.labelTarget) return this.ours(element.labelTarget);
    const groups = [{ id: 'ours-what', label: this.title(element), entries: this.what(element), shouldOpen: true }];
    if (is(element, 'bpmn:UserTask')) groups.push(this.group('ours-term', 'Thời hạn', this.term(element)), this.group('ours-law', 'Sản phẩm và căn cứ', this.law(element)));
    if (is(element, 'bpmn:ServiceTask') || is(element, 'bpmn:SendTask')) groups.push(this.group('ours-machine', 'Việc của máy', this.machine(element)));
    if (is(element, 'bpmn:CallActivity')) groups.push(this.group('ours-part', 'Phần dùng chung', this.part(element)));
    if (is(element, 'bpmn:BusinessRuleTask')) groups.push(this.group('ours-decision', 'Bảng quyết định', this.decision(element)));
    if (this.model.awaits(element)) groups.push(this.group('ours-message', 'Thông điệp chờ nhận', this.message(element)));
    if (is(element, 'bpmn:SequenceFlow') && this.asks(element)) groups.push(this.group('ours-condition', 'Điều kiện của đường này', this.condition(element)));
    return groups;
  }

  group(id, label, entries) { return { id, label, entries, shouldOpen: true }; }

  title(element) {
    const names = [['bpmn:UserTask', 'Bước'], ['bpmn:CallActivity', 'Phần dùng chung'], ['bpmn:ServiceTask', 'Việc của máy'], ['bpmn:BusinessRuleTask', 'Bảng quyết định'], ['bpmn:Gateway', 'Câu hỏi'], ['bpmn:StartEvent', 'Bắt đầu'], ['bpmn:EndEvent', 'Kết thúc'], ['bpmn:Event', 'Sự kiện'], ['bpmn:SequenceFlow', 'Đường đi'], ['bpmn:Lane', 'Vai trò'], ['bpmn:Participant', 'Quy trình'], ['bpmn:SubProcess', 'Quy trình con']];
    return names.find(([type]) => is(element, type))?.[1] ?? 'Hình';
  }

  what(element) {
    const { model, desk } = this;
    if (is(element, 'bpmn:Lane')) {
      return [choice('ours-lane', 'Vai trò của làn', desk.roles(), () => element.businessObject.name ?? '', (value) => value && model.rename(element, value), { description: desk.peopleWords(element.businessObject.name) })];
    }
    const entries = [long('ours-name', 'Tên', () => element.businessObject.name ?? '', (value) => model.rename(element, value || undefined))];
    if (is(element, 'bpmn:UserTask')) {
      entries.push(choice('ours-role', 'Vai trò thực hiện', desk.roles(), () => model.role(element), (value) => value && model.setRole(element, value)));
      entries.push(choice('ours-form', 'Biểu mẫu', desk.formNames(), () => model.form(element), (value) => model.setForm(element, value)));
      entries.push({ id: 'ours-form-open', component: Plain, element, version: model.form(element), build: () => desk.formLinks(element) });
    }
    entries.push(long('ours-note', 'Ghi chú, hướng dẫn', () => element.businessObject.documentation?.[0]?.text ?? '', (value) => this.document(element, value)));
    return entries;
  }

  document(element, value) {
    const made = value ? [this.model.factory.create('bpmn:Documentation', { text: value })] : [];
    made.forEach((each) => { each.$parent = element.businessObject; });
    this.model.modeling.updateProperties(element, { documentation: made });
  }

  term(element) {
    const { model } = this;
    const of = (name) => () => model.property(element, name);
    const put = (name) => (value) => model.setProperty(element, name, value ? termFrom(value) : '');
    const warn = model.property(element, 'warn');
    return [
      text('ours-term-term', 'Thời hạn của bước', of('term'), put('term'), { description: termWords(model.property(element, 'term')) || 'Ví dụ: 4 giờ, 2 ngày' }),
      choice('ours-term-warn', 'Báo sắp đến hạn', [['0.5', 'khi đã dùng một nửa'], ['0.75', 'khi đã dùng ba phần tư'], ['0.9', 'khi còn một phần mười']], () => warn, (value) => model.setProperty(element, 'warn', value)),
      text('ours-term-escalate', 'Quá hạn bao lâu thì báo cấp trên', of('escalateAfter'), put('escalateAfter'), { description: termWords(model.property(element, 'escalateAfter')) }),
      choice('ours-term-to', 'Báo cho', [...this.desk.roles(), ['giam_sat', 'Người giám sát']], of('escalateTo'), (value) => model.setProperty(element, 'escalateTo', value), { description: 'Để trống: cấp trên trực tiếp' }),
    ];
  }

  law(element) {
    const { model } = this;
    const of = (name) => () => model.property(element, name);
    const put = (name) => (value) => model.setProperty(element, name, value ?? '');
    return [
      text('ours-product', 'Sản phẩm của bước', of('product'), put('product'), { description: 'Giấy tờ bước này làm ra, ví dụ phieu_tham_dinh' }),
      text('ours-basis', 'Căn cứ pháp lý', of('legalBasis'), put('legalBasis'), { description: 'Ví dụ: khoản 2 Điều 9 Nghị định 219/2025/NĐ-CP' }),
      choice('ours-state', 'Khi vào bước, hồ sơ chuyển sang', this.desk.names.states.map((key) => [key, STATES[key] ?? key]), of('dossierState'), put('dossierState')),
    ];
  }

  machine(element) {
    const { model, desk } = this;
    const kind = model.operation(element);
    const entries = [choice('ours-operation', 'Máy làm gì', desk.names.operations.map((key) => [key, OPERATIONS[key] ?? key]), () => kind, (value) => model.setOperation(element, value))];
    for (const [key, label, sort] of HEADERS[kind] ?? []) {
      const of = () => model.header(element, key);
      const put = (value) => model.setHeader(element, key, value ?? '');
      const offered = desk.offered(sort);
      entries.push(offered ? choice(`ours-header-${key}`, label, offered, of, put) : text(`ours-header-${key}`, label, of, put));
    }
    return entries;
  }

  part(element) {
    const { model, desk } = this;
    const called = model.called(element);
    const entries = [choice('ours-called', 'Phần được gọi', desk.parts(), () => called, (value) => value && desk.callPart(element, value))];
    for (const step of desk.names.parts[called]?.steps ?? []) {
      const name = `term.${step.id}`;
      entries.push(text(`ours-part-${step.id}`, `Thời hạn: ${step.name}`, () => model.property(element, name), (value) => model.setProperty(element, name, value ? termFrom(value) : ''), { description: step.term ? `Mặc định ${termWords(step.term)}` : '' }));
    }
    return entries;
  }

  decision(element) {
    const { model, desk } = this;
    const called = model.decision(element);
    return [
      choice('ours-decision-id', 'Bảng', desk.decisions(), () => called.decisionId ?? '', (value) => model.setDecision(element, value, called.resultVariable)),
      text('ours-decision-result', 'Ghi kết quả vào biến', () => called.resultVariable ?? '', (value) => model.setDecision(element, called.decisionId, value)),
      { id: 'ours-decision-open', component: Plain, element, version: called.decisionId, build: () => desk.decisionLinks(element, called.decisionId) },
    ];
  }

  message(element) {
    const { model, desk } = this;
    return [choice('ours-message-name', 'Thông điệp', desk.messages(), () => model.message(element)?.name ?? '', (value) => model.setMessage(element, value), { description: 'Thêm thông điệp ở Tờ quy định; hồ sơ nào nhận được nhận ra theo mã hồ sơ.' })];
  }

  asks(flow) { return is(flow.source, 'bpmn:ExclusiveGateway') || is(flow.source, 'bpmn:InclusiveGateway'); }

  condition(flow) {
    const { model, desk } = this;
    const isDefault = flow.source.businessObject.default === flow.businessObject;
    const body = model.condition(flow);
    return [
      { id: 'ours-builder', component: Plain, element: flow, version: `${body}${isDefault}`, build: () => builder({ flow, model, fields: desk.fieldsBefore(flow.source), isDefault }) },
      ...(isDefault ? [] : [feel('ours-feel', 'Biểu thức FEEL', () => body, (value) => model.setCondition(flow, value), { variables: desk.variables() })]),
    ];
  }
}
DesignerPanel.$inject = ['propertiesPanel', 'injector', 'config.desk'];
