// Trying it out: a story is told by doing its steps one after another with a clock that can be moved, kept as lines that
// can be edited, and played again against the draft; what the stories reach is painted on the drawing.

import { el, field, fill, select } from './dom';
import { part } from './parts';
import { instantFrom, STATES, termFrom, termWords } from './words';

const when = (text) => (text ? `${text.slice(8, 10)}/${text.slice(5, 7)}/${text.slice(0, 4)} ${text.slice(11, 16)}` : '–');

export class Trying {
  constructor(place, draft, desk) {
    Object.assign(this, { place, draft, desk });
    this.chosen = 0;
    this.results = null;
  }

  get stories() { return this.draft.stories.scenario ?? []; }
  get story() { return this.stories[this.chosen]; }

  change(act) {
    const stories = structuredClone(this.draft.stories);
    stories.scenario ??= [];
    act(stories.scenario, stories);
    this.draft.changeStories(stories);
  }

  async show() {
    const list = el('nav.file-list', { 'aria-label': 'Kịch bản' },
      el('ul', {}, this.stories.map((story, index) => el('li', {}, el('button.link', { type: 'button', 'aria-current': index === this.chosen ? 'true' : null, onclick: () => { this.chosen = index; this.show(); } }, this.sign(story.name), story.name)))),
      el('div.stack', {}, el('button.plain.slim', { type: 'button', onclick: () => this.begin() }, 'Ghi kịch bản mới'),
        el('button.slim', { type: 'button', disabled: !this.stories.length, onclick: () => this.play() }, 'Chạy tất cả')),
      this.report = el('div.coverage', {}));
    this.board = el('div.story', {});
    fill(this.place, el('div.file-page', {}, list, this.board));
    this.tell();
    if (this.story) { this.table(); await this.rehearse(); } else fill(this.board, el('p.empty', {}, 'Chưa có kịch bản. Bấm “Ghi kịch bản mới”, rồi lần lượt làm các bước như công chức sẽ làm.'));
  }

  sign(name) {
    const told = this.results?.playings.find((each) => each.name === name);
    return told ? el('span', { class: told.passed ? 'good' : 'over', 'aria-label': told.passed ? 'đạt' : 'không đạt' }, told.passed ? '✓ ' : '✗ ') : null;
  }

  begin() {
    const name = (prompt('Tên kịch bản:', `Kịch bản ${this.stories.length + 1}`) ?? '').trim();
    if (!name) return;
    const cast = Object.fromEntries(Object.keys(this.draft.sheet?.roles ?? {}).map((role) => [role, role]));
    const shared = this.draft.stories;
    const given = Object.keys(shared.given ?? {}).length ? {} : this.example();
    this.change((stories) => stories.push({ name, at: shared.at ?? `${new Date().getFullYear()}-08-25T09:30:00+07:00`, cast: { ...cast, ...shared.cast }, given, do: [], expect: [{ after: 0 }] }));
    this.chosen = this.stories.length - 1;
    this.show();
  }

  /** A filled application to begin with: every field that must be there has something sensible in it. */
  example() {
    const fields = this.draft.names.forms[this.draft.sheet?.form?.application] ?? [];
    const value = ({ type, key, inner, example }) => {
      if (example !== null) return example;
      if (type === 'dynamiclist') return [Object.fromEntries(inner.map((each) => [each.key, value(each)]))];
      return { checkbox: true, datetime: `${new Date().getFullYear()}-08-20`, checklist: [] }[type] ?? (/ten/.test(key) ? 'Nguyễn Văn An' : 'Minh họa');
    };
    return Object.fromEntries(fields.map((each) => [each.key, value(each)]));
  }

  async rehearse() {
    const { story } = this;
    fill(this.standing, el('p.quiet', {}, 'Đang chạy…'));
    try {
      const shared = this.draft.stories;
      const whole = { ...story, at: story.at ?? shared.at, cast: { ...shared.cast, ...story.cast }, given: { ...shared.given, ...story.given }, answers: { ...shared.answers, ...story.answers } };
      this.now = await this.draft.talk.post('/rehearsal', { ...this.draft.pending, pages: {}, story: whole });
      this.desk.paint({ reached: this.now.entered.filter(([process]) => process === this.draft.slug).map(([, element]) => element), here: this.now.open.map((each) => each.id) });
      this.stand();
    } catch (refusal) { fill(this.standing, el('p.note.bad', {}, refusal.message)); }
  }

  /** Where the story stands, and the steps that may be done now. */
  stand() {
    const { now } = this;
    const advance = el('input', { placeholder: 'ví dụ 2 ngày', 'aria-label': 'Thời gian trôi qua' });
    fill(this.standing,
      now.broke ? el('p.note.bad', {}, `Dừng ở dòng ${now.played + 1}: ${now.broke}`) : null,
      now.stuck.length ? el('p.note.bad', {}, `Có sự cố: ${now.stuck.join(', ')}`) : null,
      el('dl.facts', {}, el('dt', {}, 'Đồng hồ'), el('dd', {}, when(now.at)), el('dt', {}, 'Hồ sơ'), el('dd', {}, STATES[now.state] ?? now.state), el('dt', {}, 'Hẹn trả'), el('dd', {}, when(now.due)), now.result ? [el('dt', {}, 'Kết quả'), el('dd', {}, now.result === 'granted' ? 'cấp' : 'từ chối')] : null, now.ended ? [el('dt', {}, 'Kết thúc ở'), el('dd', {}, this.desk.elementName(now.ended))] : null),
      now.open.length ? el('h4', {}, 'Làm tiếp') : el('p.quiet', {}, now.ended ? 'Kịch bản đã đi đến cuối.' : 'Không bước nào đang chờ người.'),
      el('div.row', {}, now.open.map((step) => el('button', { type: 'button', onclick: () => this.doStep(step) }, `${step.name} · ${this.desk.roleName(step.role)}`)),
        now.messages.map((message) => el('button.plain', { type: 'button', onclick: () => this.act({ message }) }, this.desk.messageName(message)))),
      now.ended ? null : el('div.row', {}, advance, el('button.plain.slim', { type: 'button', onclick: () => { const term = termFrom(advance.value); if (term) this.act({ advance: term }); } }, 'Cho thời gian trôi')),
      this.stepForm = el('div.step-form', {}),
      el('div.row', {}, el('button.plain.slim', { type: 'button', onclick: () => this.expectNow() }, 'Ghi điều đang thấy thành kỳ vọng')));
  }

  async doStep(step) {
    const editors = await part('formeditor');
    const box = el('div.form-preview', {});
    const form = await editors.show(box, schemaOf(step.form), step.values);
    const done = () => {
      const { data, errors } = form.answers();
      if (Object.keys(errors).length) return;
      const keys = new Set(inputs(step.form));
      const answers = Object.fromEntries(Object.entries(data).filter(([key, value]) => keys.has(key) && value !== null && value !== '' && !(Array.isArray(value) && !value.length)));
      form.destroy();
      this.act({ step: step.id, ...(Object.keys(answers).length ? { with: answers } : {}) });
    };
    fill(this.stepForm, el('section.card', {}, el('h3', {}, step.name), box, el('div.actions', {}, el('button', { type: 'button', onclick: done }, 'Hoàn thành bước'))));
    box.scrollIntoView({ block: 'nearest' });
  }

  async act(act) {
    this.change((stories) => { stories[this.chosen].do = [...(stories[this.chosen].do ?? []), act]; });
    this.table();
    await this.rehearse();
    if (this.now?.broke) { this.change((stories) => stories[this.chosen].do.pop()); const broke = this.now; this.table(); await this.rehearse(); this.standing.prepend(el('p.note.bad', {}, broke.broke)); }
  }

  expectNow() {
    const { now } = this;
    const found = { after: this.story.do.length, state: now.state, open: now.open.map((each) => each.id).concat(now.messages.length ? [] : []), ...(now.ended ? { ended: now.ended } : {}), ...(now.result ? { result: now.result } : {}) };
    if (now.messages.length) delete found.open;
    this.change((stories) => { const kept = stories[this.chosen].expect.filter((each) => each.after !== found.after && Object.keys(each).length > 1); stories[this.chosen].expect = [...kept, found].sort((a, b) => a.after - b.after); });
    this.table();
    this.rehearse();
  }

  table() {
    const { story } = this;
    const expected = (after) => story.expect.filter((each) => each.after === after).map(({ after: _, ...rest }) => Object.entries(rest).map(([key, value]) => `${EXPECTED[key] ?? key}: ${Array.isArray(value) ? value.map((each) => this.desk.elementName(each)).join(', ') || '–' : key === 'state' ? STATES[value] ?? value : key === 'ended' ? this.desk.elementName(value) : value}`).join('; ')).join('; ');
    const edit = (act) => { this.change((stories) => act(stories[this.chosen])); this.rehearse(); };
    const rows = [el('tr', {}, el('td', {}, '0'), el('td', {}, 'Nộp hồ sơ'), el('td', {}), el('td', {}), el('td.small', {}, expected(0)), el('td', {}))].concat((story.do ?? []).map((act, index) => el('tr', {},
      el('td', {}, String(index + 1)),
      el('td', {}, act.step ? this.desk.elementName(act.step) : act.message ? this.desk.messageName(act.message) : act.withdraw ? 'Rút hồ sơ' : act.apologise ? 'Xin lỗi, hẹn lại' : act.allow ? 'Cho phép bổ sung lần nữa' : 'Thời gian trôi'),
      el('td', {}, el('input', { value: termWords(act.advance), 'aria-label': 'Sau bao lâu', onchange: (event) => edit((one) => { const term = termFrom(event.target.value); if (term) one.do[index].advance = term; else delete one.do[index].advance; }) })),
      el('td', {}, el('input', { value: act.with ? JSON.stringify(act.with) : '', 'aria-label': 'Nội dung điền', onchange: (event) => edit((one) => { try { one.do[index].with = JSON.parse(event.target.value || '{}'); } catch { event.target.value = JSON.stringify(one.do[index].with ?? {}); } }) })),
      el('td.small', {}, expected(index + 1)),
      el('td.tight', {}, el('button.link', { type: 'button', 'aria-label': 'Bỏ dòng', onclick: () => { edit((one) => { one.do.splice(index, 1); one.expect = one.expect.filter((each) => each.after <= one.do.length); if (!one.expect.length) one.expect = [{ after: 0 }]; }); this.table(); } }, '×')))));
    fill(this.board,
      el('div.row.spread', {}, el('h3', {}, story.name), el('button.link', { type: 'button', onclick: () => { this.change((stories) => stories.splice(this.chosen, 1)); this.chosen = 0; this.show(); } }, 'Xóa kịch bản')),
      el('details', {}, el('summary', {}, 'Người nộp điền gì, ai làm, bắt đầu lúc nào'), this.given(story, edit)),
      el('div.sheet', {}, el('table.fill', {}, el('thead', {}, el('tr', {}, ['', 'Việc', 'Sau', 'Điền', 'Kỳ vọng', ''].map((each) => el('th', { scope: 'col' }, each)))), el('tbody', {}, rows))),
      this.standing = el('div.standing', {}));
  }

  given(story, edit) {
    const begun = story.at ?? this.draft.stories.at ?? '';
    const at = el('input', { value: begun ? when(begun) : '', placeholder: '25/08/2026 09:30', autocomplete: 'off', spellcheck: 'false' });
    at.addEventListener('input', () => at.setCustomValidity(''));
    at.addEventListener('change', () => {
      const read = instantFrom(at.value);
      if (read) edit((one) => { one.at = read; });
      else { at.setCustomValidity('Gõ ngày và giờ, ví dụ 25/08/2026 09:30.'); at.reportValidity(); }
    });
    const given = el('textarea', { rows: 6, spellcheck: 'false' }, JSON.stringify(story.given ?? {}, null, 1));
    given.addEventListener('change', () => edit((one) => { try { one.given = JSON.parse(given.value); } catch { given.value = JSON.stringify(one.given ?? {}, null, 1); } }));
    return el('div', {}, field('Bắt đầu lúc', at), field('Tờ khai', given));
  }

  async play() {
    fill(this.report, el('p.quiet', {}, 'Đang chạy các kịch bản…'));
    try {
      this.results = await this.draft.talk.post('/playing', { ...this.draft.pending, pages: {}, stories: this.draft.stories });
      const { results } = this;
      this.desk.paint({ missed: results.missed.filter(([process]) => process === this.draft.slug).map(([, element]) => element) });
      await this.show();
    } catch (refusal) { fill(this.report, el('p.note.bad', {}, refusal.message)); }
  }

  tell() {
    const { results } = this;
    if (!results) return;
    const passed = results.playings.filter((each) => each.passed).length;
    const missed = results.missed.filter(([process]) => process === this.draft.slug);
    fill(this.report,
      el('p', {}, el('b', { class: passed === results.playings.length ? 'good' : 'over' }, `${passed} trên ${results.playings.length} kịch bản đạt`)),
      results.playings.filter((each) => !each.passed).map((each) => el('details', {}, el('summary', {}, each.name), each.broke ? el('p', {}, each.broke) : null, el('ul', {}, each.wrong.map((wrong) => el('li', {}, `Sau dòng ${wrong.after}: ${wrong.said.join('; ')}`))))),
      el('p.small', {}, missed.length ? `Chưa kịch bản nào đi qua ${missed.length} hình: ${missed.map(([, element]) => this.desk.elementName(element)).join(', ')}.` : 'Mọi hình trên sơ đồ đều đã được đi qua.'));
  }
}

const EXPECTED = { state: 'hồ sơ', open: 'đang mở', ended: 'kết thúc', result: 'kết quả', due: 'hẹn trả', slips: 'phiếu', timers: 'hẹn giờ', number: 'số' };

function schemaOf(form) {
  return { type: 'default', schemaVersion: 18, ...form, components: (form.components ?? []).map(plainKind) };
}

/** Kinds of ours that form-js does not know are shown as the text they hold. */
const KNOWN = ['textfield', 'textarea', 'number', 'checkbox', 'radio', 'select', 'checklist', 'datetime', 'group', 'dynamiclist', 'text'];
function plainKind(component) {
  return { ...component, ...(KNOWN.includes(component.type) ? {} : { type: 'textfield' }), ...(component.components ? { components: component.components.map(plainKind) } : {}) };
}

function inputs(form) {
  return (form.components ?? []).flatMap((each) => (each.type === 'group' ? inputs(each) : each.readonly || each.disabled ? [] : [each.key ?? each.path]).filter(Boolean));
}
