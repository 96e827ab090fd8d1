// The decision table editor, fetched by the studio when a table is opened: window.motcua.decision.

import Modeler from 'dmn-js/lib/Modeler';
import 'dmn-js/dist/assets/diagram-js.css';
import 'dmn-js/dist/assets/dmn-js-shared.css';
import 'dmn-js/dist/assets/dmn-js-drd.css';
import 'dmn-js/dist/assets/dmn-js-decision-table.css';
import 'dmn-js/dist/assets/dmn-js-decision-table-controls.css';
import 'dmn-js/dist/assets/dmn-js-literal-expression.css';
import 'dmn-js/dist/assets/dmn-js-boxed-expression.css';
import 'dmn-js/dist/assets/dmn-js-boxed-expression-controls.css';
import 'dmn-js/dist/assets/dmn-font/css/dmn.css';

const WORDS = {
  When: 'Nếu', Then: 'Thì', And: 'và', Annotations: 'Ghi chú', 'Hit policy:': 'Cách lấy dòng:', 'Hit policy': 'Cách lấy dòng', 'Add rule': 'Thêm dòng', 'Add input': 'Thêm điều kiện', 'Add output': 'Thêm kết quả', 'Add Input': 'Thêm điều kiện', 'Add Output': 'Thêm kết quả', Input: 'Điều kiện', Output: 'Kết quả', Unique: 'Đúng một dòng', First: 'Dòng đầu tiên', Priority: 'Theo thứ tự ưu tiên', Any: 'Mọi dòng như nhau', Collect: 'Gom mọi dòng', 'Rule order': 'Theo thứ tự dòng', 'Output order': 'Theo thứ tự kết quả', 'View DRD': 'Xem sơ đồ bảng', 'Edit decision name': 'Sửa tên bảng', 'Expression': 'Biểu thức', 'Expression language': 'Ngôn ngữ', 'Input label': 'Tên điều kiện', 'Input type': 'Kiểu', 'Output label': 'Tên kết quả', 'Output name': 'Tên biến', 'Output type': 'Kiểu', 'Type': 'Kiểu', 'Remove': 'Xóa', 'Add rule above': 'Thêm dòng trên', 'Add rule below': 'Thêm dòng dưới', 'Remove rule': 'Xóa dòng', 'Add input left': 'Thêm điều kiện bên trái', 'Add input right': 'Thêm điều kiện bên phải', 'Remove input': 'Xóa điều kiện', 'Add output left': 'Thêm kết quả bên trái', 'Add output right': 'Thêm kết quả bên phải', 'Remove output': 'Xóa kết quả', 'Copy rule': 'Chép dòng', 'Cut rule': 'Cắt dòng', 'Paste rule above': 'Dán lên trên', 'Paste rule below': 'Dán xuống dưới', Rule: 'Dòng',
};
const translate = (text, given = {}) => (WORDS[text] ?? text).replace(/{([^}]+)}/g, (_, key) => given[key] ?? `{${key}}`);
const words = { translate: ['value', translate] };

async function edit(container, xml, changed) {
  const each = { additionalModules: [words] };
  const modeler = new Modeler({ container, drd: each, decisionTable: each, literalExpression: each, boxedExpression: each });
  await modeler.importXML(xml);
  const table = modeler.getViews().find((view) => view.type === 'decisionTable');
  if (table) await modeler.open(table);
  const follow = () => {
    const viewer = modeler.getActiveViewer();
    viewer?.on('elements.changed', save);
    viewer?.on('commandStack.changed', save);
  };
  const save = async () => changed((await modeler.saveXML({ format: true })).xml);
  modeler.on('views.changed', follow);
  follow();
  return { destroy: () => modeler.destroy() };
}

window.motcua = { ...window.motcua, decision: { edit } };
