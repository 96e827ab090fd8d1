// Older saved states: when, by whom, which files; any of them can be taken again.

import { el, fill } from './dom';

export async function showVersions(place, draft, desk) {
  fill(place, el('p.quiet', {}, 'Đang mở…'));
  await draft.save();
  const { rows } = await draft.talk.get('/versions');
  const keep = el('button.plain.slim', { type: 'button', onclick: async () => {
    const note = (prompt('Giữ lại bản này với ghi chú:', 'Bản trình lãnh đạo xem') ?? '').trim();
    if (note) { await draft.save(note); showVersions(place, draft, desk); }
  } }, 'Giữ bản hiện tại với ghi chú');
  fill(place, el('p.row', {}, keep), el('div.sheet', {}, el('table', {}, el('thead', {}, el('tr', {}, ['Bản', 'Lưu lúc', 'Người lưu', 'Ghi chú', 'Tệp đã đổi', ''].map((each) => el('th', { scope: 'col' }, each)))),
    el('tbody', {}, rows.map((row) => el('tr', {}, el('td.number', {}, String(row.number)), el('td.number', {}, row.saved_at), el('td', {}, row.saved_by), el('td', {}, row.note), el('td.small', {}, row.number === 1 ? 'bắt đầu' : row.changed.map((name) => desk.fileWords(name)).join(', ')),
      el('td.tight', {}, row.number === draft.number ? el('span.quiet', {}, 'đang mở') : el('button.link', { type: 'button', onclick: async () => { await draft.talk.post('/return', { window: draft.window, number: row.number }); location.reload(); } }, 'Lấy lại bản này'))))))));
}
