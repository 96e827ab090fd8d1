// Conditions for people who do not write FEEL: lines of field, comparison, value; read from FEEL, written to it, and
// said in a sentence. What is more than that stays FEEL.

export const COMPARISONS = [
  ['=', 'là'], ['!=', 'không là'], ['>', 'lớn hơn'], ['>=', 'từ … trở lên'], ['<', 'nhỏ hơn'], ['<=', 'đến … trở xuống'],
];
const PART = /^([\p{L}_][\p{L}\p{N}_.]*)\s*(!=|>=|<=|=|>|<)\s*("(?:[^"\\]|\\.)*"|-?\d+(?:\.\d+)?|true|false|null)$/u;

/** {joined: 'and'|'or', lines: [{field, comparison, value}]}; null where it says more than lines can. */
export function read(text) {
  const plain = text.replace(/^=/, '').trim();
  if (!plain) return { joined: 'and', lines: [] };
  const joined = / or /.test(plain) ? 'or' : 'and';
  const parts = split(plain, joined);
  const lines = parts.map((part) => PART.exec(part.trim().replace(/^\((.*)\)$/, '$1')));
  if (!lines.every(Boolean)) return null;
  return { joined, lines: lines.map(([, field, comparison, value]) => ({ field, comparison, value: JSON.parse(value) })) };
}

/** Split at the word between lines, but not within a text. */
function split(text, word) {
  const parts = [];
  let part = '';
  let within = false;
  for (const piece of text.split(/("(?:[^"\\]|\\.)*")/)) {
    within = piece.startsWith('"');
    if (within) { part += piece; continue; }
    const cut = piece.split(new RegExp(`\\s${word}\\s`));
    part += cut[0];
    for (const rest of cut.slice(1)) { parts.push(part); part = rest; }
  }
  return [...parts, part];
}

export function write({ joined, lines }) {
  const said = lines.filter((line) => line.field).map((line) => `${line.field} ${line.comparison} ${JSON.stringify(line.value)}`);
  return said.length ? `=${said.join(` ${joined} `)}` : '';
}

/** The condition as one would say it; `fields` know names and choices. */
export function said({ joined, lines }, fields) {
  const parts = lines.filter((line) => line.field).map((line) => {
    const known = fields.find((each) => each.key === line.field);
    const choice = known?.values?.find((each) => each.value === line.value);
    const value = choice ? `“${choice.label}”` : line.value === true ? 'có' : line.value === false ? 'không' : line.value === null ? '(trống)' : typeof line.value === 'string' ? `“${line.value}”` : String(line.value);
    const words = { '=': 'là', '!=': 'không là', '>': 'lớn hơn', '>=': 'từ', '<': 'nhỏ hơn', '<=': 'không quá' };
    return `${known?.label ?? line.field} ${words[line.comparison]} ${value}`;
  });
  return parts.length ? `Đi đường này khi ${parts.join(joined === 'or' ? ', hoặc ' : ' và ')}.` : 'Chưa có điều kiện.';
}
