// What every part of the studio asks: names for keys, lists to pick from, fields that conditions may look at.

import { el } from './dom';
import { decisionTable } from './filepages';
import { is } from './model';
import { GIVEN_BACK, OUTCOMES, ROLES } from './words';

export class Desk {
  constructor(draft) { this.draft = draft; }

  get names() { return this.draft.names; }

  roleName(key) { return this.draft.sheet?.roles?.[key]?.name ?? ROLES[key] ?? key ?? ''; }

  roles() {
    const own = Object.keys(this.draft.sheet?.roles ?? {});
    return (own.length ? own : Object.keys(this.names.people)).map((key) => [key, this.roleName(key)]);
  }

  peopleWords(role) {
    const count = this.names.people[role] ?? 0;
    return role ? (count ? `${count} công chức giữ vai trò này` : 'Chưa công chức nào giữ vai trò này') : '';
  }

  formNames() { return Object.keys(this.names.forms).map((id) => [id, this.fileWords(`${id}.json`)]); }

  fileWords(name) {
    const [slug, key, ending] = name.split('.');
    const title = name.endsWith('.json') ? formTitle(this.draft.files[name]) : name.endsWith('.dmn') ? decisionTitle(this.draft.files[name]) : name.endsWith('.html') ? this.draft.sheet?.result?.find((each) => each.template === key)?.name : '';
    if (name.endsWith('.bpmn')) return slug === this.draft.slug ? 'Sơ đồ' : `Sơ đồ ${this.partName(slug)}`;
    if (name.endsWith('.toml')) return key === 'scenarios' ? 'Kịch bản' : 'Tờ quy định';
    const words = title || (key ?? slug).replaceAll('_', ' ');
    return slug === this.draft.slug || !ending ? words : `${words} (${this.partName(slug)})`;
  }

  partName(key) { return this.names.parts[key]?.name ?? this.names.shared[key] ?? key ?? ''; }

  parts() { return Object.entries({ ...this.names.shared, ...Object.fromEntries(Object.entries(this.names.parts).map(([key, part]) => [key, part.name])) }); }

  decisions() { return Object.keys(this.draft.files).filter((name) => name.endsWith('.dmn')).map((name) => [name.split('.').at(-2), this.fileWords(name)]); }
  decisionName(key) { return this.decisions().find(([id]) => id === key)?.[1] ?? key ?? ''; }

  messageName(key) { return key === 'ho_so_bo_sung' ? 'Người nộp bổ sung hồ sơ' : this.draft.sheet?.messages?.[key]?.name ?? key; }
  messages() { return [...new Set([...(this.names.messages ?? []), ...Object.keys(this.draft.sheet?.messages ?? {})])].map((key) => [key, this.messageName(key)]); }

  offered(sort) {
    if (sort === 'result') return (this.draft.sheet?.result ?? []).map((each) => [each.key, each.name || each.key]);
    if (sort === 'role') return [...this.roles(), ['giam_sat', 'Người giám sát']];
    if (sort === 'notice') return this.names.notices.map((key) => [key, { reminder: 'Nhắc việc' }[key] ?? key]);
    if (sort === 'term') return Object.keys(this.draft.sheet?.terms ?? {}).map((key) => [key, key]);
    return null;
  }

  elementName(id) {
    const element = this.modeler?.get('elementRegistry').get(id);
    if (element?.businessObject?.name) return element.businessObject.name;
    for (const part of Object.values(this.names.parts)) for (const step of part.steps) if (step.id === id) return step.name;
    return id;
  }

  /** Every field a form of this draft asks for, once. */
  fields() {
    const found = new Map();
    for (const [id, fields] of Object.entries(this.names.forms)) {
      if (!id.startsWith(`${this.draft.slug}.`)) continue;
      for (const each of fields) if (!found.has(each.key)) found.set(each.key, each);
    }
    return [...found.values()];
  }

  /** What FEEL offers while one types. */
  variables() {
    const steps = this.fields().map((each) => ({ name: each.key, info: each.values?.length ? each.values.map((one) => `"${one.value}" ${one.label}`).join(', ') : each.label, detail: each.label, isList: each.type === 'dynamiclist', entries: (each.inner ?? []).map((one) => ({ name: one.key, info: one.label })) }));
    const own = [{ name: 'dossier', info: 'Hồ sơ', entries: [{ name: 'code', info: 'Mã hồ sơ' }, { name: 'due_at', info: 'Ngày hẹn trả' }] }];
    return [...steps, ...own, ...[...new Set(Object.keys(this.names.parts).flatMap((part) => Object.keys(GIVEN_BACK[part] ?? {})))].filter((name) => !steps.some((each) => each.name === name)).map((name) => ({ name, info: 'Từ phần dùng chung' }))];
  }

  /** The fields a question may ask about: those of the step before it first. */
  fieldsBefore(gateway) {
    const { model } = this;
    const near = [];
    for (const step of model.before(gateway)) {
      const form = is(step, 'bpmn:UserTask') ? this.names.forms[model.form(step)] ?? [] : [];
      near.push(...form.filter((each) => each.type !== 'text'));
      for (const [key, values] of Object.entries(GIVEN_BACK[model.called(step)] ?? {})) near.push({ key, label: { outcome: 'Kết quả', tiep_nhan: 'Việc tiếp nhận', bo_sung: 'Việc bổ sung' }[key] ?? key, type: 'select', values: values.map((value) => ({ value, label: OUTCOMES[value] ?? value })) });
      const decision = model.decision(step);
      if (decision.decisionId) near.push({ key: decision.resultVariable ?? decision.decisionId, label: this.decisionName(decision.decisionId), type: 'textfield', values: decisionValues(this.draft.files, decision.decisionId) });
    }
    const known = new Set();
    return [...near, ...this.fields()].filter((each) => !known.has(each.key) && known.add(each.key));
  }

  formLinks(element) {
    const form = this.model.form(element);
    const own = form && this.draft.files[`${form}.json`];
    return el('div.row', {}, own ? el('button.plain.slim', { type: 'button', onclick: () => this.go('forms', `${form}.json`) }, 'Mở biểu mẫu') : null,
      form ? null : el('button.plain.slim', { type: 'button', onclick: () => this.newForm(element) }, 'Tạo biểu mẫu cho bước này'));
  }

  decisionLinks(element, id) {
    const name = Object.keys(this.draft.files).find((each) => each.endsWith(`.${id}.dmn`));
    return el('div.row', {}, el('button.plain.slim', { type: 'button', onclick: () => (name ? this.go('decisions', name) : this.newDecision(element)) }, name ? 'Mở bảng' : 'Tạo bảng quyết định'));
  }

  /** A table of its own for this decision, and its call. */
  newDecision(element) {
    const taken = (key) => this.draft.files[`${this.draft.slug}.${key}.dmn`];
    let key = 'bang_quyet_dinh';
    for (let n = 2; taken(key); n += 1) key = `bang_quyet_dinh_${n}`;
    this.draft.change(`${this.draft.slug}.${key}.dmn`, decisionTable(key, this.fields()), { names: true });
    this.model.setDecision(element, key, key);
  }

  newForm(element) {
    const base = slugOf(element.businessObject.name ?? 'bieu_mau');
    let key = base;
    for (let n = 2; this.draft.files[`${this.draft.slug}.${key}.json`]; n += 1) key = `${base}_${n}`;
    const id = `${this.draft.slug}.${key}`;
    const title = element.businessObject.name ?? 'Biểu mẫu';
    this.draft.change(`${id}.json`, `${JSON.stringify({ components: [{ type: 'text', text: `### ${title}`, id: 'Field_title' }, { type: 'textarea', key: `y_kien_${key}`.slice(0, 60), label: 'Ý kiến', id: 'Field_y_kien' }], type: 'default', id, schemaVersion: 18 }, null, 2)}\n`, { names: true });
    this.names.forms[id] = [{ key: `y_kien_${key}`.slice(0, 60), label: 'Ý kiến', type: 'textarea', values: [], inner: [] }];
    this.model.setForm(element, id);
    return id;
  }

  /** Call a shared part; its files come into the draft when they are not there yet. */
  async callPart(element, key) {
    const outs = Object.keys(GIVEN_BACK[key] ?? {});
    this.model.setCalled(element, key);
    this.model.outputs(element, outs.map((name) => [`=${name}`, name]));
    if (!element.businessObject.name) this.model.rename(element, this.partName(key));
    if (!this.draft.files[`${key}.bpmn`]) {
      const { files } = await this.draft.talk.get(`/parts/${key}`);
      for (const [name, text] of Object.entries(files)) if (!this.draft.files[name]) this.draft.change(name, text, { names: true });
    }
  }
}

export function slugOf(text) {
  return text.toLowerCase().replaceAll('đ', 'd').normalize('NFD').replace(/[\u0300-\u036f]/g, '').replace(/[^a-z0-9]+/g, '_').replace(/^_+|_+$/g, '').replace(/^(\d)/, 'b$1').slice(0, 40) || 'bieu_mau';
}

function formTitle(text) {
  try {
    const first = JSON.parse(text).components?.find((each) => each.type === 'text' && /^#/.test(each.text ?? ''));
    return first?.text.split('\n')[0].replace(/^#+\s*/, '') ?? '';
  } catch { return ''; }
}

const decisionTitle = (text) => /<(?:\w+:)?decision\b[^>]*\bname="([^"]*)"/.exec(text ?? '')?.[1].replace(/&(amp|lt|gt|quot);/g, (_, sign) => ({ amp: '&', lt: '<', gt: '>', quot: '"' })[sign]) ?? '';

function decisionValues(files, id) {
  const text = Object.entries(files).find(([name]) => name.endsWith(`.${id}.dmn`))?.[1] ?? '';
  const page = new DOMParser().parseFromString(text, 'text/xml');
  const outputs = [...page.getElementsByTagNameNS('*', 'outputEntry')].map((each) => each.textContent.trim()).filter((each) => /^".*"$/.test(each));
  const isSingle = page.getElementsByTagNameNS('*', 'output').length === 1;
  return isSingle ? [...new Set(outputs)].map((each) => ({ value: JSON.parse(each), label: JSON.parse(each) })) : [];
}
