// What the law says beside the drawing: term, fee, roles, papers, results, decision – the sheet, as a page to fill in.

import { el, field, fill, select } from './dom';
import { termFrom, termWords } from './words';

export class SheetPage {
  constructor(place, draft, desk) { Object.assign(this, { place, draft, desk }); }

  change(act) {
    const sheet = structuredClone(this.draft.sheet);
    act(sheet);
    this.draft.changeSheet(sheet);
  }

  show() {
    const { draft } = this;
    const sheet = draft.sheet;
    if (!sheet) { fill(this.place, el('p.empty', {}, 'Tờ quy định của thủ tục chưa đọc được. Sửa ở mục Tệp.')); return; }
    const law = sheet.law[sheet.law.length - 1];
    const at = sheet.law.length - 1;
    fill(this.place, el('div.pair', {},
      el('section.card', {}, el('h2', {}, 'Thủ tục'),
        this.text('Tên thủ tục', sheet.name, (page, value) => { page.name = value; }, { long: true }),
        el('div.grid', {}, this.text('Mã thủ tục', sheet.code, (page, value) => { page.code = value; }), this.text('Lĩnh vực', sheet.field, (page, value) => set(page, 'field', value))),
        el('div.grid', {}, this.term('Thời hạn luật định', law.term, (page, value) => { page.law[at].term = value; }), this.term('Thời hạn đơn vị cam kết (nếu ngắn hơn)', law.commitment, (page, value) => set(page.law[at], 'commitment', value))),
        this.text('Căn cứ', law.basis, (page, value) => { page.law[at].basis = value; }),
        el('div.grid', {}, this.choice('Bổ sung xong thì', [['restart', 'tính lại từ đầu'], ['suspend', 'tính tiếp phần còn lại']], law.on_supplement ?? 'restart', (page, value) => { page.law[at].on_supplement = value; }),
          this.text('Lệ phí, phí (đồng)', String(sheet.fee?.amount ?? 0), (page, value) => { page.fee = { ...page.fee, amount: Number(value.replace(/\D/g, '')) || 0 }; })),
        this.text('Căn cứ thu phí, lệ phí', sheet.fee?.basis, (page, value) => { page.fee = { amount: 0, ...page.fee }; set(page.fee, 'basis', value); }),
        this.messages(sheet)),
      el('section.card', {}, el('h2', {}, 'Phê duyệt'),
        this.text('Quyết định phê duyệt quy trình', sheet.approval?.reference, (page, value) => { page.approval = { ...page.approval, reference: value }; }),
        el('div.grid', {}, this.day('Áp dụng từ ngày', sheet.approval?.valid_from, 'valid_from'), this.day('Đến hết ngày', sheet.approval?.valid_to, 'valid_to')),
        el('h2', {}, 'Vai trò'),
        this.table(['Mã', 'Tên', 'Thuộc', 'Số người'], Object.entries(sheet.roles ?? {}).map(([key, role]) => [
          el('code', {}, key), this.cell(role.name, (page, value) => { page.roles[key].name = value; }, 'Tên vai trò'),
          this.pick([['receiving', 'đơn vị tiếp nhận'], ['handling', 'đơn vị giải quyết']], role.unit, (page, value) => { page.roles[key].unit = value; }, 'Đơn vị'),
          el('span', { class: draft.names.people[key] ? '' : 'over' }, String(draft.names.people[key] ?? 0)),
          this.remove(`Bỏ vai trò ${role.name}`, (page) => { delete page.roles[key]; })])),
        this.adding('Thêm vai trò', Object.keys(draft.names.people).filter((key) => !sheet.roles?.[key] && !['giam_sat', 'thiet_ke', 'quan_tri'].includes(key)).map((key) => [key, this.desk.roleName(key)]), (page, key) => { page.roles = { ...page.roles, [key]: { name: this.desk.roleName(key), unit: 'handling' } }; }, 'vai_tro_moi'))),
      el('section.card', {}, el('h2', {}, 'Thành phần hồ sơ'),
        this.table(['Mã giấy tờ', 'Tên', 'Bản chính', 'Bản sao', 'Không bắt buộc', 'Căn cứ'], (sheet.component ?? []).map((paper, index) => [
          this.cell(paper.code, (page, value) => { page.component[index].code = value; }, 'Mã giấy tờ'), this.cell(paper.name, (page, value) => { page.component[index].name = value; }, 'Tên giấy tờ'),
          this.cell(String(paper.originals ?? 1), (page, value) => { page.component[index].originals = Number(value) || 0; }, 'Số bản chính', 'number'), this.cell(String(paper.copies ?? 0), (page, value) => { page.component[index].copies = Number(value) || 0; }, 'Số bản sao', 'number'),
          this.tick(paper.optional, (page, value) => { page.component[index].optional = value; }, 'Không bắt buộc'), this.cell(paper.basis, (page, value) => set(page.component[index], 'basis', value), 'Căn cứ'), this.remove(`Bỏ giấy tờ ${paper.name}`, (page) => { page.component.splice(index, 1); })])),
        this.plus('Thêm giấy tờ', (page) => { page.component = [...(page.component ?? []), { code: `giay_to_${(page.component ?? []).length + 1}`, name: 'Giấy tờ mới', originals: 1, copies: 0 }]; })),
      el('section.card', {}, el('h2', {}, 'Kết quả'),
        this.table(['Mã', 'Tên', 'Loại', 'Mẫu', 'Sổ', 'Ký hiệu'], (sheet.result ?? []).map((result, index) => [
          this.cell(result.key, (page, value) => { page.result[index].key = value; }, 'Mã kết quả'), this.cell(result.name, (page, value) => { page.result[index].name = value; }, 'Tên kết quả'),
          this.pick([['granted', 'cấp, đồng ý'], ['refused', 'từ chối']], result.kind, (page, value) => { page.result[index].kind = value; }, 'Loại'),
          this.cell(result.template, (page, value) => { page.result[index].template = value; }, 'Mẫu'), this.cell(result.number, (page, value) => { page.result[index].number = value; }, 'Sổ'), this.cell(result.symbol, (page, value) => { page.result[index].symbol = value; }, 'Ký hiệu'),
          this.remove(`Bỏ kết quả ${result.name}`, (page) => { page.result.splice(index, 1); })])),
        this.plus('Thêm kết quả', (page) => { page.result = [...(page.result ?? []), { key: `ket_qua_${(page.result ?? []).length + 1}`, name: 'Kết quả mới', kind: 'granted', template: 'ket_qua', number: '', symbol: '' }]; })),
      el('section.card', {}, el('h2', {}, 'Đơn, tờ khai'), field('Biểu mẫu người dân điền', select(this.desk.formNames(), sheet.form?.application, { onchange: (event) => this.change((page) => { page.form = { ...page.form, application: event.target.value }; }) }))));
  }

  /** What may come from outside while the dossier is handled, and who enters it. */
  messages(sheet) {
    const roles = this.desk.roles();
    return el('div', {}, el('h3', {}, 'Thông điệp từ bên ngoài'), this.table(['Mã', 'Tên', 'Ai nhập'], Object.entries(sheet.messages ?? {}).map(([key, told]) => [
      el('code', {}, key), this.cell(told.name, (page, value) => { page.messages[key].name = value; }, 'Tên thông điệp'),
      this.pick(roles, told.role, (page, value) => { page.messages[key].role = value; }, 'Vai trò nhập'), this.remove(`Bỏ thông điệp ${told.name}`, (page) => { delete page.messages[key]; })])),
    this.adding('Thêm thông điệp', [], (page, key) => { page.messages = { ...page.messages, [key]: { name: 'Thông điệp mới', role: roles[0]?.[0] ?? '' } }; }, 'thong_bao_moi'));
  }

  text(label, value, put, { long } = {}) {
    const control = long ? el('textarea', { rows: 2 }, value ?? '') : el('input', { value: value ?? '' });
    control.addEventListener('change', () => this.change((page) => put(page, control.value.trim())));
    return field(label, control);
  }

  term(label, value, put) {
    const control = el('input', { value: termWords(value) });
    control.addEventListener('change', () => { this.change((page) => put(page, termFrom(control.value))); this.show(); });
    return field(label, control);
  }

  day(label, value, name) {
    const control = el('input', { type: 'date', value: value ?? '' });
    control.addEventListener('change', () => this.change((page) => { page.approval = { ...page.approval }; set(page.approval, name, control.value); }));
    return field(label, control);
  }

  choice(label, options, value, put) {
    return field(label, select(options, value, { onchange: (event) => this.change((page) => put(page, event.target.value)) }));
  }

  cell(value, put, label, type = 'text') {
    return el('input', { type, value: value ?? '', 'aria-label': label, min: 0, onchange: (event) => this.change((page) => put(page, event.target.value.trim())) });
  }

  pick(options, value, put, label) {
    return select(options, value, { 'aria-label': label, onchange: (event) => this.change((page) => put(page, event.target.value)) });
  }

  tick(value, put, label) {
    return el('input', { type: 'checkbox', checked: Boolean(value), 'aria-label': label, onchange: (event) => this.change((page) => put(page, event.target.checked)) });
  }

  remove(label, put) {
    return el('button.link', { type: 'button', 'aria-label': label, title: label, onclick: () => { this.change(put); this.show(); } }, '×');
  }

  plus(label, put) {
    return el('p', {}, el('button.plain.slim', { type: 'button', onclick: () => { this.change(put); this.show(); } }, label));
  }

  adding(label, options, put, fresh) {
    const chosen = select([...options, ['', 'mã khác…']], options[0]?.[0] ?? '', { 'aria-label': label });
    return el('p.row', {}, chosen, el('button.plain.slim', { type: 'button', onclick: () => {
      const key = chosen.value || (prompt('Mã (chữ thường không dấu, gạch dưới):', fresh) ?? '').trim();
      if (/^[a-z][a-z0-9_]{1,60}$/.test(key)) { this.change((page) => put(page, key)); this.show(); }
    } }, label));
  }

  table(heads, rows) {
    return el('div.sheet', {}, el('table.fill', {}, el('thead', {}, el('tr', {}, [...heads, ''].map((each) => el('th', { scope: 'col' }, each)))), el('tbody', {}, rows.map((row) => el('tr', {}, row.map((each) => el('td', {}, each)))))));
  }
}

function set(table, name, value) { if (value) table[name] = value; else delete table[name]; }
