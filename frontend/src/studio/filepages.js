// Forms, decision tables, result templates: the files beside the drawing, each with its editor.

import { el, field, fill, select } from './dom';
import { part } from './parts';

const FORM = { components: [{ type: 'text', text: '### Biểu mẫu mới', id: 'Field_title' }, { type: 'textarea', key: 'y_kien', label: 'Ý kiến', id: 'Field_y_kien' }], type: 'default', schemaVersion: 18 };
const KEY = /^[a-z][a-z0-9_]{0,59}$/;
const xml = (text) => text.replace(/[<>&"]/g, (sign) => ({ '<': '&lt;', '>': '&gt;', '&': '&amp;', '"': '&quot;' })[sign]);

export class FilePages {
  constructor(draft, desk) { Object.assign(this, { draft, desk }); }

  names(ending) {
    return Object.keys(this.draft.files).filter((name) => name.endsWith(ending)).sort((a, b) => Number(!a.startsWith(this.draft.slug)) - Number(!b.startsWith(this.draft.slug)) || a.localeCompare(b));
  }

  /** A page with a list at the left and the chosen file's editor. */
  async page(place, { ending, chosen, label, create, open }) {
    await this.close();
    const names = this.names(ending);
    const now = names.includes(chosen) ? chosen : names[0];
    const editor = el('div.file-editor', {});
    const list = el('nav.file-list', { 'aria-label': label }, el('ul', {}, names.map((name) => el('li', {}, el('button.link', { type: 'button', 'aria-current': name === now ? 'true' : null, onclick: () => this.page(place, { ending, chosen: name, label, create, open }) }, this.desk.fileWords(name))))),
      create ? el('button.plain.slim', { type: 'button', onclick: () => this.page(place, { ending, chosen: create(), label, create, open }) }, `Thêm ${label}`) : null);
    fill(place, el('div.file-page', {}, list, editor));
    if (now) this.opened = await open(editor, now); else fill(editor, el('p.empty', {}, `Chưa có ${label} nào.`));
  }

  async close() { this.opened?.destroy?.(); this.opened = null; }

  forms(place, chosen) {
    return this.page(place, { ending: '.json', chosen, label: 'biểu mẫu', create: () => this.fresh('.json', (name) => JSON.stringify({ ...FORM, id: name.replace(/\.json$/, '') }, null, 2)), open: (editor, name) => this.form(editor, name) });
  }

  /** Ask for a key and begin the file; the name of what was made, or nothing. */
  fresh(ending, content) {
    const key = (prompt('Mã ngắn (chữ thường không dấu, gạch dưới):', ending === '.dmn' ? 'muc_ho_tro' : 'bieu_mau') ?? '').trim();
    const name = `${this.draft.slug}.${key}${ending}`;
    if (!KEY.test(key) || this.draft.files[name]) return '';
    this.draft.change(name, content(name));
    return name;
  }

  async form(place, name) {
    const editors = await part('formeditor');
    const box = el('div.form-editor', {});
    const preview = el('div.form-preview', {});
    const roles = select([['', 'mọi vai trò'], ...this.desk.roles()], '', { 'aria-label': 'Xem như vai trò', onchange: () => show() });
    let shown = null;
    let schema = JSON.parse(this.draft.files[name]);
    const show = async () => {
      shown?.destroy();
      shown = await editors.show(preview, forRole(schema, roles.value));
    };
    const tabs = el('div.row.spread', {}, el('h3', {}, this.desk.fileWords(name)), el('div.row', {},
      el('button.plain.slim', { type: 'button', onclick: () => { const isOn = box.hidden; box.hidden = !isOn; preview.hidden = isOn; roles.hidden = isOn; if (!isOn) show(); } }, 'Sửa ⇄ Xem thử'), roles));
    fill(place, tabs, box, preview);
    preview.hidden = roles.hidden = true;
    const editor = await editors.edit(box, schema, (changed) => { schema = changed; this.draft.change(name, `${JSON.stringify(changed, null, 2)}\n`); }, this.desk.roles());
    return { destroy: () => { editor.destroy(); shown?.destroy(); } };
  }

  decisions(place, chosen) {
    return this.page(place, { ending: '.dmn', chosen, label: 'bảng quyết định', create: () => this.fresh('.dmn', (name) => decisionTable(name.split('.')[1], this.desk.fields())), open: (editor, name) => this.decision(editor, name) });
  }

  async decision(place, name) {
    const editors = await part('decision');
    const box = el('div.decision-editor', {});
    const findings = el('div.decision-findings', {});
    const trial = el('div.decision-trial', {});
    fill(place, el('h3', {}, this.desk.fileWords(name)), box, findings, trial);
    const editor = await editors.edit(box, this.draft.files[name], (text) => this.draft.change(name, text));
    const tell = () => {
      const found = this.draft.judgement.findings.filter((each) => each.file === name || each.file?.endsWith(`/${name}`));
      fill(findings, el('h4', {}, found.length ? 'Kiểm tra bảng' : 'Kiểm tra bảng: không hở, không chồng'), el('ul', {}, found.map((each) => el('li', { class: each.severity }, each.message, ' ', el('em', {}, each.mend)))));
    };
    this.draft.addEventListener('judged', tell);
    tell();
    this.tryRow(trial, name);
    return { destroy: () => { this.draft.removeEventListener('judged', tell); editor.destroy(); } };
  }

  /** One line of inputs, and what the table says of it. */
  tryRow(place, name) {
    const document_ = new DOMParser().parseFromString(this.draft.files[name], 'text/xml');
    const asked = [...document_.getElementsByTagNameNS('*', 'inputExpression')].map((each) => ({ key: each.getElementsByTagNameNS('*', 'text')[0]?.textContent?.trim() ?? '', label: each.parentNode.getAttribute('label'), isText: each.getAttribute('typeRef') === 'string' })).filter(({ key }) => /^[\p{L}_][\p{L}\p{N}_]*$/u.test(key));
    const controls = [...new Map(asked.map((each) => [each.key, each])).values()].map((each) => ({ ...each, control: el('input', { 'aria-label': each.label || each.key, title: each.key }) }));
    const answer = el('output', {});
    const ask = async () => {
      const given = Object.fromEntries(controls.map(({ key, control, isText }) => [key, isText ? control.value.trim() || null : read(control.value)]));
      try {
        const told = await this.draft.talk.post('/decision', { ...this.draft.pending, file: name, given });
        fill(answer, el('p', {}, el('b', {}, 'Kết quả: '), el('code', {}, JSON.stringify(told.value))), told.told.map((each) => el('p.hint', {}, each)), told.warnings.map((each) => el('p.over', {}, each)));
      } catch (refusal) { fill(answer, el('span.over', {}, refusal.message)); }
    };
    fill(place, el('h4', {}, 'Thử một dòng'), el('div.search', {}, controls.map(({ key, label, control }) => field(label || key, control)), el('button.plain', { type: 'button', onclick: ask }, 'Hỏi bảng')), answer);
  }

  templates(place, chosen) {
    return this.page(place, { ending: '.html', chosen, label: 'mẫu kết quả', create: null, open: (editor, name) => this.template(editor, name) });
  }

  async template(place, name) {
    const control = el('textarea.template', { spellcheck: 'false', 'aria-label': 'Mẫu kết quả' }, this.draft.files[name]);
    control.addEventListener('input', () => this.draft.change(name, control.value));
    const fields = this.desk.fields().map((each) => el('button.link', { type: 'button', title: each.label, onclick: () => { control.setRangeText(`{{ answers.${each.key} }}`, control.selectionStart, control.selectionEnd, 'end'); control.dispatchEvent(new Event('input')); control.focus(); } }, each.label));
    const kinds = (this.draft.sheet?.result ?? []).filter((each) => name === `${this.draft.slug}.${each.template}.html`);
    const looks = kinds.map((each) => el('a.button.plain.slim', { href: `/templates/${this.draft.id}/${each.key}`, target: '_blank', rel: 'noopener', title: 'In thử bản đã lưu với dữ liệu ví dụ' }, `Xem thử: ${each.name || each.key}`));
    fill(place, el('h3', {}, this.desk.fileWords(name)), el('p.row', {}, looks), el('p.hint', {}, 'Chèn từ tờ khai: ', fields.flatMap((each) => [each, ' '])), el('div.template-page', {}, control));
    return {};
  }
}

function read(text) {
  const plain = text.trim();
  if (plain === '') return null;
  try { return JSON.parse(plain); } catch { return plain; }
}

/** What a role sees of a form: fields it may not read are left out, those it may not write are shown only. */
export function forRole(schema, role) {
  if (!role) return schema;
  const list = (text) => (text ?? '').split(',').map((each) => each.trim()).filter(Boolean);
  const seen = (component) => {
    const readers = list(component.properties?.readRoles);
    const writers = list(component.properties?.writeRoles);
    if (readers.length && !readers.includes(role) && !writers.includes(role)) return null;
    const isLocked = writers.length ? !writers.includes(role) : readers.length && !readers.includes(role);
    return { ...component, ...(isLocked ? { readonly: true } : {}), ...(component.components ? { components: component.components.map(seen).filter(Boolean) } : {}) };
  };
  return { ...schema, components: schema.components.map(seen).filter(Boolean) };
}

export function decisionTable(key, fields) {
  const first = fields.find((each) => ['number', 'select', 'radio', 'textfield'].includes(each.type)) ?? { key: 'dieu_kien', label: 'Điều kiện', type: 'textfield' };
  const kind = first.type === 'number' ? 'number' : 'string';
  return `<?xml version="1.0" encoding="UTF-8"?>
<definitions xmlns="https://www.omg.org/spec/DMN/20191111/MODEL/" xmlns:dmndi="https://www.omg.org/spec/DMN/20191111/DMNDI/" xmlns:dc="http://www.omg.org/spec/DMN/20180521/DC/" xmlns:di="http://www.omg.org/spec/DMN/20180521/DI/" id="Definitions_${key}" name="Bảng quyết định" namespace="http://camunda.org/schema/1.0/dmn">
  <inputData id="${key}_input" name="${first.key}"><variable id="${key}_input_variable" name="${first.key}" typeRef="${kind}" /></inputData>
  <decision id="${key}" name="Bảng quyết định">
    <variable id="${key}_variable" name="${key}" />
    <informationRequirement id="${key}_need"><requiredInput href="#${key}_input" /></informationRequirement>
    <decisionTable id="${key}_table" hitPolicy="FIRST">
      <input id="${key}_in" label="${xml(first.label)}"><inputExpression id="${key}_in_x" typeRef="${kind}"><text>${first.key}</text></inputExpression></input>
      <output id="${key}_out" label="Kết quả" name="ket_qua" typeRef="string" />
      <rule id="${key}_r1"><inputEntry id="${key}_r1_i"><text></text></inputEntry><outputEntry id="${key}_r1_o"><text>"binh_thuong"</text></outputEntry></rule>
    </decisionTable>
  </decision>
  <dmndi:DMNDI><dmndi:DMNDiagram id="${key}_diagram">
    <dmndi:DMNShape id="${key}_shape" dmnElementRef="${key}"><dc:Bounds x="160" y="80" width="180" height="80" /></dmndi:DMNShape>
    <dmndi:DMNShape id="${key}_input_shape" dmnElementRef="${key}_input"><dc:Bounds x="187" y="220" width="125" height="45" /></dmndi:DMNShape>
    <dmndi:DMNEdge id="${key}_edge" dmnElementRef="${key}_need"><di:waypoint x="250" y="220" /><di:waypoint x="250" y="160" /></dmndi:DMNEdge>
  </dmndi:DMNDiagram></dmndi:DMNDI>
</definitions>
`;
}
