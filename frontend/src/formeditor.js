// The form editor and its preview, fetched by the studio when a form is opened: window.motcua.formeditor.

import { FormEditor } from '@bpmn-io/form-js-editor';
import { Form } from '@bpmn-io/form-js-viewer';
import '@bpmn-io/form-js-viewer/dist/assets/form-js-base.css';
import '@bpmn-io/form-js-editor/dist/assets/form-js-editor-base.css';
import '@bpmn-io/form-js-editor/dist/assets/properties-panel.css';
import '@bpmn-io/form-js-editor/dist/assets/dragula.css';

async function edit(container, schema, changed) {
  const editor = new FormEditor({ container });
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
