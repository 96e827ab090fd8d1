// A form with conditions that plain HTML cannot follow: every `data-form` holds its schema and answers as JSON in a
// <script type="application/json">. Drawn by form-js, it takes the place of the plain fields beside it (`data-plain`)
// and speaks through one hidden field (`data-answers`); the server checks all of it again by the same schema.

import { Form } from '@bpmn-io/form-js-viewer';
import '@bpmn-io/form-js-viewer/dist/assets/form-js-base.css';

for (const place of document.querySelectorAll('[data-form]')) {
  open(place).catch(() => { place.hidden = true; });
}

async function open(place) {
  const { schema, answers, faults } = JSON.parse(place.querySelector('script[type="application/json"]').textContent);
  const form = new Form({ container: place });
  repeat(form, faults ?? {});
  await form.importSchema(schema, answers ?? {});
  tell(form, faults ?? {});
  const around = place.closest('form');
  if (around && isTouched(around.querySelector('[data-plain]'))) return;
  if (around) takeOver(form, around, place);
  place.hidden = false;
  place.dataset.ready = 'yes';
}

/** What the server refused stands at its field until something else is typed there. */
function repeat(form, faults) {
  const validator = form.get('validator');
  const judge = validator.validateFieldInstance.bind(validator);
  const refused = {};
  validator.validateFieldInstance = (instance, value) => {
    const own = judge(instance, value);
    const place = instance.valuePath.reduce((path, part) => path + (typeof part === 'number' ? `[${part}]` : path && `.${part}` || part), '');
    if (own.length || !faults[place] || form.isSending) return own;
    refused[place] ??= JSON.stringify(value);
    return refused[place] === JSON.stringify(value) ? faults[place] : own;
  };
}

/** Empty fields are not judged by themselves; those in the rows of a list are told at the head of the page alone. */
function tell(form, faults) {
  const fields = form.get('formFieldRegistry').getAll().filter(({ key }) => faults[key]);
  if (fields.length) form._setState({ errors: Object.fromEntries(fields.map(({ id, key }) => [id, faults[key]])) });
}

// Whoever was faster than this script goes on in the plain fields: nothing typed is lost.
function isTouched(plain) {
  return [...plain.elements].some((each) => each.checked !== (each.defaultChecked ?? each.checked)
    || (each.matches('input:not([type=checkbox], [type=radio]), textarea') && each.value !== each.defaultValue)
    || [...(each.options ?? [])].some((one) => one.defaultSelected && !one.selected));
}

function takeOver(form, around, place) {
  const sent = around.querySelector('[data-answers]');
  const plain = around.querySelector('[data-plain]');
  plain.disabled = true;
  plain.hidden = true;
  sent.disabled = false;
  sent.value = JSON.stringify(form._getState().data);
  form.on('changed', ({ data }) => {
    sent.value = JSON.stringify(data);
    around.dispatchEvent(new Event('input', { bubbles: true }));
  });
  around.addEventListener('submit', (sending) => {
    if (sending.submitter?.hasAttribute('formaction')) return;
    form.isSending = true;
    const { data, errors } = form.submit();
    form.isSending = false;
    sent.value = JSON.stringify(data);
    if (Object.keys(errors).length) {
      sending.preventDefault();
      sending.stopImmediatePropagation();
      place.querySelector('.fjs-has-errors input, .fjs-has-errors textarea, .fjs-has-errors [tabindex]')?.focus();
    }
  }, { capture: true });
}
