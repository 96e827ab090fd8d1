// A form to fill in: every element with `data-form` holds its schema (and answers) as JSON in a <script type="application/json">.

import { Form } from '@bpmn-io/form-js-viewer';
import '@bpmn-io/form-js-viewer/dist/assets/form-js-base.css';

for (const place of document.querySelectorAll('[data-form]')) {
  const { schema, answers } = JSON.parse(place.querySelector('script[type="application/json"]').textContent);
  const form = new Form({ container: place });
  form.importSchema(schema, answers ?? {}).then(() => { place.dataset.ready = 'yes'; });
}
