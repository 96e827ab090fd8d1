// The form editor and its preview, fetched by the studio when a form is opened: window.motcua.formeditor.

import { FormEditor } from '@bpmn-io/form-js-editor';
import { SelectEntry, isSelectEntryEdited } from '@bpmn-io/properties-panel';
import { Form } from '@bpmn-io/form-js-viewer';
import '@bpmn-io/form-js-viewer/dist/assets/form-js-base.css';
import '@bpmn-io/form-js-editor/dist/assets/form-js-editor-base.css';
import '@bpmn-io/form-js-editor/dist/assets/properties-panel.css';
import '@bpmn-io/form-js-editor/dist/assets/dragula.css';

const KINDS = { identity: 'Số định danh cá nhân', tax_code: 'Mã số thuế', phone: 'Số điện thoại', money: 'Số tiền (đồng)', address: 'Địa chỉ hai cấp' };

/** What the house adds to a field: what kind of number or text it is, who may read and who may write it. */
const ours = (roles) => ({
  getGroups: (field, editField) => (groups) => {
    if (!field.key && !field.path) return groups;
    const put = (name) => (value) => editField(field, 'properties', Object.fromEntries(Object.entries({ ...field.properties, [name]: value }).filter(([, each]) => each)));
    const entry = (id, label, options) => ({ id: `ours-${id}`, component: SelectEntry, isEdited: isSelectEntryEdited, element: field, label, getValue: () => field.properties?.[id] ?? '', setValue: put(id), getOptions: () => [{ value: '', label: id === 'kind' ? 'chữ bình thường' : 'mọi vai trò' }, ...options.map(([value, words]) => ({ value, label: words }))] });
    const mine = { id: 'ours', label: 'Loại thông tin, quyền', entries: [...(['textfield', 'number'].includes(field.type) ? [entry('kind', 'Loại thông tin', Object.entries(KINDS))] : []), entry('readRoles', 'Chỉ vai trò này được xem', roles), entry('writeRoles', 'Chỉ vai trò này được sửa', roles)] };
    return [...groups.slice(0, 1), mine, ...groups.slice(1)];
  },
});

async function edit(container, schema, changed, roles = []) {
  const editor = new FormEditor({ container });
  editor.get('propertiesPanel').registerProvider(ours(roles), 400);
  await editor.importSchema(schema);
  editor.on('changed', () => changed(editor.saveSchema()));
  return { destroy: () => editor.destroy(), saved: () => editor.saveSchema() };
}

async function show(container, schema, answers = {}) {
  const form = new Form({ container });
  await form.importSchema(schema, answers);
  return { destroy: () => form.destroy(), answers: () => { const { data, errors } = form.submit(); return { data, errors }; }, validate: () => form.validate() };
}

window.motcua = { ...window.motcua, formeditor: { edit, show } };
