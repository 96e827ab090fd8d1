// The draft in this window: its files and pages, what changed and is not saved yet, who holds it, what the rules say.
// Every change is copied into the browser's own store at once and sent a moment later; what could not be sent stays
// there and is offered again when the draft is opened the next time.

import { debounce } from './dom';
import { Refusal } from './talk';

const SAVE_AFTER = 1200;
const JUDGE_AFTER = 150;
const SIGN_EVERY = 20_000;

export class Draft extends EventTarget {
  constructor(talk, id) {
    super();
    this.talk = talk;
    this.id = id;
    this.window = windowName(id);
    this.files = {};
    this.pending = { files: {}, pages: {} };
    this.judgement = { findings: [], budgets: [] };
    this.state = 'saved';
    this.isMine = false;
    this.saveSoon = debounce(SAVE_AFTER, () => this.save());
    this.judgeSoon = debounce(JUDGE_AFTER, () => this.judge());
  }

  async open() {
    const carried = document.getElementById('opened');
    this.take(carried ? JSON.parse(carried.content.textContent) : await this.talk.get('/content'));
    carried?.remove();
    // Who holds it is asked while the drawing is being put on the table.
    this.holding = this.hold();
    setInterval(() => this.hold().catch(() => {}), SIGN_EVERY);
    window.addEventListener('pagehide', () => this.leave());
    window.addEventListener('online', () => this.save());
    window.addEventListener('beforeunload', (event) => { if (this.isDirty) event.preventDefault(); });
  }

  take(told) {
    Object.assign(this, {
      number: told.number, slug: told.slug, name: told.name, state: told.state === 'open' ? 'saved' : told.state,
      files: told.files, sheet: told.sheet, stories: told.stories, names: told.names, judgement: told.judgement,
    });
    this.pending = { files: {}, pages: {} };
  }

  get drawing() { return `${this.slug}.bpmn`; }
  get sheetName() { return `${this.slug}.toml`; }
  get storiesName() { return `${this.slug}.scenarios.toml`; }
  get isDirty() { return Object.keys(this.pending.files).length + Object.keys(this.pending.pages).length > 0; }
  get isOpen() { return this.state !== 'handed_in'; }

  /** A file changed; null takes it away. */
  change(name, text, { names = false } = {}) {
    if (this.files[name] === text) return;
    if (text === null) delete this.files[name]; else this.files[name] = text;
    this.pending.files[name] = text;
    this.touched(names || !name.endsWith('.bpmn'));
  }

  changeSheet(sheet) {
    this.sheet = sheet;
    this.pending.pages[this.sheetName] = sheet;
    this.touched(true);
  }

  changeStories(stories) {
    this.stories = stories;
    this.pending.pages[this.storiesName] = stories;
    this.touched(false);
  }

  touched(withNames) {
    this.withNames ||= withNames;
    this.tell('saving');
    this.keepHere();
    this.judgeSoon();
    this.saveSoon();
    this.dispatchEvent(new Event('changed'));
  }

  async judge() {
    const asked = (this.asked = (this.asked ?? 0) + 1);
    const withNames = this.withNames;
    this.withNames = false;
    try {
      const began = performance.now();
      const told = await this.talk.post('/judgement', { ...this.pending, with_names: withNames });
      if (asked !== this.asked) { this.withNames ||= withNames && !told.names; if (told.names) this.names = told.names; return; }
      this.judgedIn = performance.now() - began;
      this.judgement = told;
      if (told.names) { this.names = told.names; this.dispatchEvent(new Event('named')); }
      this.dispatchEvent(new Event('judged'));
    } catch (refusal) {
      this.refused(refusal);
    }
  }

  async save(note = '') {
    this.saveSoon.cancel();
    if (this.busy) { await this.busy; }
    if (!this.isDirty && !note) return;
    this.busy = this.send(note).finally(() => { this.busy = null; });
    await this.busy;
    if (this.isDirty && this.state === 'saved') this.saveSoon();
  }

  async send(note) {
    const sent = this.pending;
    this.pending = { files: {}, pages: {} };
    try {
      const told = await this.talk.post('/content', { ...sent, seen: this.number, window: this.window, note });
      this.number = told.number;
      this.keepHere();
      this.tell(this.isDirty ? 'saving' : 'saved');
      this.isMine = true;
    } catch (refusal) {
      this.pending = { files: { ...sent.files, ...this.pending.files }, pages: { ...sent.pages, ...this.pending.pages } };
      this.keepHere();
      this.refused(refusal);
      if (refusal.state === 0 || refusal.state >= 500) setTimeout(() => this.save(), 5000);
    }
  }

  refused(refusal) {
    if (!(refusal instanceof Refusal)) throw refusal;
    const states = { design_held: 'held', design_changed: 'changed', no_connection: 'offline', logged_out: 'logged_out', form_too_old: 'logged_out' };
    this.tell(states[refusal.code] ?? 'refused', refusal.message);
  }

  tell(state, sentence = '') {
    this.state = state;
    this.sentence = sentence;
    this.dispatchEvent(new Event('state'));
  }

  async hold(over = false) {
    const told = await this.talk.post('/hold', { window: this.window, over });
    const lost = this.isMine && !told.is_mine;
    this.isMine = told.is_mine;
    this.holder = told.holder;
    this.byMe = told.by_me;
    if (!told.is_mine) this.tell('held', lost ? `${told.holder} đã nhận lại bản vẽ này. Những gì đã lưu vẫn còn.` : '');
    else if (this.state === 'held') {
      if (told.number !== this.number) location.reload(); else this.tell(this.isDirty ? 'saving' : 'saved');
    }
    return told;
  }

  leave() {
    if (this.isMine) this.talk.leave('/hold', { window: this.window, leave: true });
  }

  // the copy in the browser

  keepHere() {
    try {
      if (this.isDirty) localStorage.setItem(`design:${this.id}`, JSON.stringify({ seen: this.number, at: new Date().toISOString(), pending: this.pending }));
      else localStorage.removeItem(`design:${this.id}`);
    } catch { /* a browser without a store of its own: the house still has every saved state */ }
  }

  kept() {
    try { return JSON.parse(localStorage.getItem(`design:${this.id}`)); } catch { return null; }
  }

  takeKept(kept) {
    for (const [name, text] of Object.entries(kept.pending.files)) {
      if (text === null) delete this.files[name]; else this.files[name] = text;
    }
    this.pending = kept.pending;
    if (kept.pending.pages[this.sheetName]) this.sheet = kept.pending.pages[this.sheetName];
    if (kept.pending.pages[this.storiesName]) this.stories = kept.pending.pages[this.storiesName];
    this.touched(true);
  }

  dropKept() { localStorage.removeItem(`design:${this.id}`); }
}

/** One name a window: it stays through a reload, and is not shared with another tab. */
function windowName(id) {
  const key = `window:${id}`;
  let name = sessionStorage.getItem(key);
  if (!name) {
    name = crypto.getRandomValues(new Uint32Array(3)).join('').slice(0, 30);
    sessionStorage.setItem(key, name);
  }
  return name;
}
