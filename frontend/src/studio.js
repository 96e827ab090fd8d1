// The studio: one draft of a procedure, drawn as a diagram or written as the table of the decision, tried out, handed in.

import 'bpmn-js/dist/assets/diagram-js.css';
import 'bpmn-js/dist/assets/bpmn-js.css';
import 'bpmn-js/dist/assets/bpmn-font/css/bpmn.css';
import '@bpmn-io/properties-panel/dist/assets/properties-panel.css';
import 'diagram-js-minimap/assets/diagram-js-minimap.css';
import 'bpmn-js-token-simulation/assets/css/bpmn-js-token-simulation.css';
import './studio/studio.css';
import { budgetBar, problemList, problemSigns } from './studio/board';
import { Marks, makeModeler, reveal } from './studio/canvas';
import { Desk } from './studio/desk';
import { debounce, el, fill, select } from './studio/dom';
import { Draft } from './studio/draft';
import { FilePages } from './studio/filepages';
import { Model } from './studio/model';
import { SheetPage } from './studio/sheetpage';
import { StepTable } from './studio/steps';
import { Talk } from './studio/talk';
import { Trying } from './studio/trying';
import { showVersions } from './studio/versions';

const TABS = [['drawing', 'Sơ đồ'], ['steps', 'Bảng bước'], ['sheet', 'Tờ quy định'], ['forms', 'Biểu mẫu'], ['decisions', 'Bảng quyết định'], ['templates', 'Mẫu kết quả'], ['trying', 'Chạy thử'], ['versions', 'Các bản đã lưu']];
const PALETTE = 122;
const SAID = { saving: 'Đang lưu…', saved: 'Đã lưu', offline: 'Mất kết nối: đang giữ ở máy này', held: 'Chỉ xem', changed: 'Bản này đã đổi ở nơi khác', logged_out: 'Đã hết phiên đăng nhập', refused: 'Chưa lưu được', handed_in: 'Đã trình duyệt' };

class Studio {
  constructor(root) {
    this.root = root;
    this.draft = new Draft(new Talk(root.dataset.design, root.dataset.csrf), root.dataset.designId);
    this.desk = new Desk(this.draft);
    this.frame();
  }

  frame() {
    const { draft } = this;
    this.title = el('p.studio-title', {}, '');
    this.sign = el('span.saving', { role: 'status' }, 'Đang mở…');
    this.notes = el('div.notes', { 'aria-live': 'polite' });
    this.tabs = el('div.studio-tabs', { role: 'tablist' }, TABS.map(([key, words]) => el('button', { type: 'button', role: 'tab', id: `tab-${key}`, 'aria-controls': `page-${key}`, onclick: () => this.go(key) }, words, key === 'drawing' ? el('span.tab-count', { hidden: true }) : null)));
    this.pages = Object.fromEntries(TABS.map(([key]) => [key, el('section.studio-page', { role: 'tabpanel', id: `page-${key}`, 'aria-labelledby': `tab-${key}`, hidden: true })]));
    this.canvas = el('div.canvas', {});
    this.panel = el('aside.panel', { 'aria-label': 'Thuộc tính' });
    this.budget = el('div.budgets', {});
    this.problems = el('div.problems', {});
    this.which = el('span.which', {});
    this.pages.drawing.append(el('div.drawing', {}, el('div.table', {}, this.tools(), this.canvas), this.panel), el('div.under', {}, this.budget, this.problems));
    fill(this.root, el('div.studio-head', {}, el('div', {}, el('p.crumb', {}, el('a', { href: '/studio' }, 'Thiết kế quy trình')), this.title), el('div.row', {}, this.sign, el('button.plain', { type: 'button', title: 'In cả thủ tục thành sổ tay PDF', onclick: () => this.handbook() }, 'Sổ tay PDF'), this.handIn = el('button', { type: 'button', onclick: () => this.hand() }, 'Trình duyệt'))), this.notes, this.tabs, ...Object.values(this.pages));
    draft.addEventListener('state', () => this.tellState());
    draft.addEventListener('judged', () => this.tellJudgement());
    draft.addEventListener('named', () => this.renew());
  }

  tools() {
    const run = (act) => () => act(this.modeler);
    return el('div.canvas-tools', {}, this.which,
      el('button.link', { type: 'button', title: 'Hoàn tác (Ctrl+Z)', onclick: run((m) => m.get('commandStack').undo()) }, '↶ Hoàn tác'),
      el('button.link', { type: 'button', title: 'Làm lại (Ctrl+Shift+Z)', onclick: run((m) => m.get('commandStack').redo()) }, '↷ Làm lại'),
      el('button.link', { type: 'button', onclick: () => this.fit() }, 'Vừa khung'),
      el('button.link', { type: 'button', onclick: run((m) => m.get('canvas').zoom(1)) }, '100 %'),
      el('button.link', { type: 'button', onclick: () => this.layOut() }, 'Tự xếp hình'),
      el('button.link', { type: 'button', onclick: () => this.save('svg') }, 'SVG'), el('button.link', { type: 'button', onclick: () => this.save('png') }, 'PNG'), el('button.link', { type: 'button', onclick: () => this.save('bpmn') }, 'BPMN'));
  }

  async open() {
    await this.draft.open();
    const { draft, desk } = this;
    this.title.textContent = draft.name;
    document.body.classList.add('at-studio');
    this.pages.drawing.hidden = false;
    this.modeler = makeModeler({ container: this.canvas, panel: this.panel, desk });
    desk.modeler = this.modeler;
    desk.model = this.model = new Model(this.modeler);
    desk.go = (key, file) => this.go(key, file);
    desk.paint = (marks) => this.paint(marks);
    this.marks = new Marks(this.modeler);
    this.stepTable = new StepTable(this.pages.steps, this.modeler, desk);
    this.sheetPage = new SheetPage(this.pages.sheet, draft, desk);
    this.filePages = new FilePages(draft, desk);
    this.trying = new Trying(this.pages.trying, draft, desk);
    if (draft.kept()) { await draft.holding; this.offerKept(); }
    await this.draw(draft.drawing);
    await draft.holding;
    this.modeler.on('commandStack.changed', debounce(60, () => this.drawn()));
    this.modeler.on('import.done', () => this.tellJudgement());
    this.tellState();
    this.tellJudgement();
    this.go(location.hash.slice(1) || 'drawing');
    this.root.dataset.ready = 'yes';
  }

  /** Open one of the draft's drawings; the shared ones are looked at, the procedure's own is changed. */
  async draw(name) {
    this.shown = name;
    await this.modeler.importXML(await this.pictured(name));
    this.fit();
    const drawings = Object.keys(this.draft.files).filter((each) => each.endsWith('.bpmn')).sort((a, b) => Number(b === this.draft.drawing) - Number(a === this.draft.drawing));
    fill(this.which, drawings.length > 1 ? select(drawings.map((each) => [each, this.desk.fileWords(each)]), name, { 'aria-label': 'Sơ đồ đang mở', onchange: async (event) => { await this.flush(); this.draw(event.target.value); } }) : null);
  }

  /** The drawing with its picture; one that came without is laid out, and keeps its own bytes until something changes. */
  async pictured(name) {
    const text = this.draft.files[name];
    return text.includes('BPMNShape') ? text : (await this.draft.talk.post('/layout', { name, text })).text;
  }

  /** Fit the drawing into its frame; while the frame is not to be seen it has no size to fit into. */
  fit() {
    this.isFitted = this.canvas.clientWidth > 0;
    if (!this.isFitted) return;
    // What is drawn stays clear of the palette at the left.
    const canvas = this.modeler.get('canvas');
    const { inner } = canvas.viewbox();
    const [wide, high] = [this.canvas.clientWidth - PALETTE - 24, this.canvas.clientHeight - 72];
    const scale = Math.min(1, Math.max(0.6, Math.min(wide / inner.width, high / inner.height)));
    const y = inner.y - Math.max(24, (this.canvas.clientHeight - inner.height * scale) / 2) / scale;
    canvas.viewbox({ x: inner.x - PALETTE / scale, y: Math.min(y, inner.y - 48 / scale), width: this.canvas.clientWidth / scale, height: this.canvas.clientHeight / scale });
  }

  async drawn() {
    if (this.modeler.get('toggleMode', false)?._active) return;
    const { xml } = await this.modeler.saveXML({ format: true });
    this.draft.change(this.shown, xml);
    if (!this.pages.steps.hidden) this.stepTable.show();
  }

  async flush() { await this.draft.save(); }

  go(key, file) {
    const known = this.pages[key] ? key : 'drawing';
    const wasTable = !this.pages.steps.hidden;
    for (const [name, page] of Object.entries(this.pages)) page.hidden = name !== known;
    for (const tab of this.tabs.children) tab.setAttribute('aria-selected', String(tab.id === `tab-${known}`));
    history.replaceState(null, '', `#${known}`);
    const open = {
      steps: async () => { if (this.shown !== this.draft.drawing) await this.draw(this.draft.drawing); this.stepTable.show(); },
      sheet: () => this.sheetPage.show(), forms: () => this.filePages.forms(this.pages.forms, file), decisions: () => this.filePages.decisions(this.pages.decisions, file),
      templates: () => this.filePages.templates(this.pages.templates, file), trying: () => this.trying.show(), versions: () => showVersions(this.pages.versions, this.draft, this.desk),
      drawing: () => { this.modeler.get('canvas').resized(); if (!this.isFitted || wasTable) { this.modeler.get('selection').select(null); this.fit(); } },
    };
    Promise.resolve(open[known]()).catch((reason) => this.note('bad', reason.message));
  }

  renew() {
    const selected = this.modeler?.get('selection').get() ?? [];
    if (selected.length === 1) this.modeler.get('eventBus').fire('elements.changed', { elements: selected });
    if (!this.pages.steps.hidden && !this.pages.steps.contains(document.activeElement)) this.stepTable.show();
  }

  tellState() {
    const { draft } = this;
    const words = SAID[draft.state] ?? '';
    this.sign.textContent = draft.state === 'held' && draft.holder ? `Chỉ xem: ${draft.holder} đang sửa` : words;
    this.sign.className = `saving ${draft.state}`;
    this.root.classList.toggle('only-look', draft.state === 'held' || draft.state === 'handed_in');
    this.handIn.disabled = !draft.isMine || draft.state === 'handed_in';
    fill(this.notes);
    if (draft.state === 'held') this.note('warn', draft.sentence || `${draft.holder} đang sửa bản vẽ này${draft.byMe ? ' ở một cửa sổ khác' : ''}. Bạn xem được; muốn sửa thì nhận lại, ${draft.holder} sẽ được báo.`, ['Nhận lại để sửa', async () => { await draft.hold(true); location.reload(); }]);
    else if (['changed', 'refused', 'logged_out', 'offline'].includes(draft.state)) this.note(draft.state === 'offline' ? 'warn' : 'bad', draft.sentence, draft.state === 'changed' ? ['Mở bản mới nhất', () => location.reload()] : ['Thử lưu lại', () => draft.save()]);
    else if (draft.state === 'handed_in') this.note('good', 'Bản này đã trình duyệt và không sửa nữa.');
  }

  note(kind, sentence, button) {
    this.notes.append(el(`div.note.${kind}`, { role: 'status' }, el('p', {}, sentence, ' ', button ? el('button.plain.slim', { type: 'button', onclick: button[1] }, button[0]) : null)));
  }

  offerKept() {
    const kept = this.draft.kept();
    if (!kept) return;
    if (kept.seen === this.draft.number && this.draft.isMine) { this.draft.takeKept(kept); return; }
    this.note('warn', `Máy này còn giữ phần chưa gửi được lúc ${new Date(kept.at).toLocaleString('vi-VN')}, sau đó bản vẽ đã đổi.`, ['Lấy lại phần đó', async () => { this.draft.takeKept(kept); await this.draw(this.draft.drawing); fill(this.notes); }]);
  }

  tellJudgement() {
    const { draft, marks } = this;
    if (!marks) return;
    const { findings, budgets } = draft.judgement;
    const count = this.tabs.querySelector('.tab-count');
    const errors = findings.filter((each) => each.severity === 'error').length;
    count.hidden = !findings.length;
    count.textContent = String(errors || findings.length);
    count.classList.toggle('error', errors > 0);
    const here = findings.filter((each) => !each.file || each.file === this.shown || each.file === draft.sheetName);
    marks.signs('problem', problemSigns(here));
    marks.set('error', here.filter((each) => each.severity === 'error').map((each) => each.element));
    const onCritical = (isOn) => { this.isCritical = isOn; this.tellJudgement(); };
    budgetBar(this.budget, { budgets, slug: draft.slug, isCritical: this.isCritical, onCritical, onStep: (process, element) => this.reveal(process, element) });
    const critical = this.isCritical ? (budgets[0]?.places ?? []) : [];
    const shownProcess = this.shown.replace(/\.bpmn$/, '');
    const calls = this.modeler.get('elementRegistry').filter((each) => critical.some(([process]) => process !== shownProcess && this.model.called(each) === process)).map((each) => each.id);
    marks.set('critical', [...critical.filter(([process]) => process === shownProcess).map(([, element]) => element), ...calls]);
    problemList(this.problems, { findings, nameOf: (each) => (each.element ? this.desk.elementName(each.element) : this.desk.fileWords(each.file || draft.drawing)), onOpen: (each) => this.openFinding(each) });
    this.root.dataset.judged = String(Math.round(draft.judgedIn ?? 0));
  }

  async openFinding({ file, element }) {
    if (file?.endsWith('.toml')) { this.go('sheet'); return; }
    if (file?.endsWith('.json')) { this.go('forms', file); return; }
    if (file?.endsWith('.dmn')) { this.go('decisions', file); return; }
    if (file && file !== this.shown && this.draft.files[file]) { await this.flush(); await this.draw(file); }
    this.go('drawing');
    reveal(this.modeler, element);
  }

  async reveal(process, element) {
    const file = `${process}.bpmn`;
    if (process !== this.shown.replace(/\.bpmn$/, '') && this.shown === this.draft.drawing) {
      const call = this.modeler.get('elementRegistry').find((each) => this.model.called(each) === process);
      if (call) { reveal(this.modeler, call.id); return; }
    }
    if (file !== this.shown && this.draft.files[file]) await this.draw(file);
    reveal(this.modeler, element);
  }

  paint({ reached = [], here = [], missed = [] }) {
    this.marks.set('reached', reached);
    this.marks.set('here', here);
    this.marks.set('missed', missed);
  }

  async layOut() {
    const { xml } = await this.modeler.saveXML({ format: true });
    try {
      const told = await this.draft.talk.post('/layout', { name: this.shown, text: xml });
      this.draft.change(this.shown, told.text);
      await this.draw(this.shown);
    } catch (refusal) { this.note('bad', refusal.message); }
  }

  async save(kind) {
    const drawn = kind === 'bpmn' ? null : await lettered((await this.modeler.saveSVG()).svg);
    const file = kind === 'png' ? await painted(drawn) : new Blob([drawn ?? this.draft.files[this.shown]], { type: drawn ? 'image/svg+xml' : 'application/xml' });
    const link = el('a', { href: URL.createObjectURL(file), download: this.shown.replace(/bpmn$/, kind) });
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 1000);
  }

  /** Order the handbook of what is saved, in a window of its own. */
  async handbook() {
    if (this.draft.isMine) await this.draft.save();
    const { design, csrf } = this.root.dataset;
    const form = el('form', { method: 'post', action: `${design}/handbook`, target: '_blank' }, el('input', { type: 'hidden', name: 'csrf', value: csrf }));
    document.body.append(form);
    form.submit();
    form.remove();
  }

  async hand() {
    try {
      this.handIn.disabled = true;
      await this.draft.save();
      if (this.draft.isDirty) return;
      const told = await this.draft.talk.post('/handing-in', { window: this.draft.window });
      this.draft.isMine = false;
      location.assign(told.approval);
    } catch (refusal) {
      this.handIn.disabled = false;
      this.go('drawing');
      fill(this.notes);
      this.note('bad', refusal.message);
    }
  }
}

/** The picture with the letters it was laid out in: a file knows none of this page's fonts. */
async function lettered(svg) {
  const rules = [...document.styleSheets].flatMap((sheet) => [...sheet.cssRules]).filter((rule) => rule instanceof CSSFontFaceRule && /Be Vietnam/.test(rule.cssText) && /400/.test(rule.cssText));
  const faces = await Promise.all(rules.map(async (rule) => {
    const [whole, address] = /url\("?([^")]+)"?\)/.exec(rule.cssText);
    const bytes = new Uint8Array(await (await fetch(new URL(address, rule.parentStyleSheet.href))).arrayBuffer());
    return rule.cssText.replace(whole, `url(data:font/woff2;base64,${btoa(bytes.reduce((said, byte) => said + String.fromCharCode(byte), ''))})`);
  }));
  return svg.replace(/<svg[^>]*>/, (head) => `${head}<style>${faces.join('')}</style>`);
}

/** A picture of the drawing at twice its size, on white. */
async function painted(svg) {
  const image = new Image();
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(svg)}`;
  await image.decode();
  const scale = Math.min(2, 12_000 / Math.max(image.width, image.height));
  const sheet = Object.assign(document.createElement('canvas'), { width: image.width * scale, height: image.height * scale });
  const pen = sheet.getContext('2d');
  pen.fillStyle = '#fff';
  pen.fillRect(0, 0, sheet.width, sheet.height);
  pen.drawImage(image, 0, 0, sheet.width, sheet.height);
  return new Promise((done) => { sheet.toBlob(done, 'image/png'); });
}

const root = document.getElementById('studio');
if (root) {
  const studio = new Studio(root);
  // For whoever looks at the page from outside, as our own tests do.
  root.studio = studio;
  studio.open().catch((reason) => { studio.note('bad', reason.message); console.error(reason); });
}
