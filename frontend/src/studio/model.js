// What the law adds to a drawing, read and written: properties, forms, headers, called parts. Every change is one
// command of the modeler, so that it can be undone.

import { is } from 'bpmn-js/lib/util/ModelUtil';

export { is };

export class Model {
  constructor(modeler) {
    this.modeler = modeler;
    this.modeling = modeler.get('modeling');
    this.factory = modeler.get('bpmnFactory');
    this.registry = modeler.get('elementRegistry');
  }

  part(element, type) {
    return (element.businessObject.extensionElements?.values ?? []).find((each) => is({ businessObject: each }, type) || each.$type === type);
  }

  /** Put a new extension of this type in the place of the old one; null takes it away. */
  setPart(element, type, attributes) {
    const object = element.businessObject;
    const old = object.extensionElements?.values ?? [];
    const made = attributes ? this.factory.create(type, attributes) : null;
    const at = old.findIndex((each) => each.$type === type);
    const values = at < 0 ? [...old, made] : old.map((each, index) => (index === at ? made : each));
    const kept = values.filter(Boolean);
    const holder = kept.length ? this.factory.create('bpmn:ExtensionElements', { values: kept }) : undefined;
    if (holder) {
      holder.$parent = object;
      kept.forEach((each) => { each.$parent = holder; });
      for (const list of ['properties', 'values', 'inputParameters', 'outputParameters']) made?.[list]?.forEach?.((each) => { each.$parent = made; });
    }
    this.modeling.updateProperties(element, { extensionElements: holder });
  }

  property(element, name) {
    return this.part(element, 'zeebe:Properties')?.properties?.find((each) => each.name === name)?.value ?? '';
  }

  setProperty(element, name, value) {
    this.setProperties(element, { [name]: value });
  }

  setProperties(element, wanted) {
    const old = this.part(element, 'zeebe:Properties')?.properties ?? [];
    const named = new Map(old.map((each) => [each.name, each.value]));
    for (const [name, value] of Object.entries(wanted)) if (value) named.set(name, value); else named.delete(name);
    const properties = [...named].map(([name, value]) => this.factory.create('zeebe:Property', { name, value }));
    this.setPart(element, 'zeebe:Properties', properties.length ? { properties } : null);
  }

  form(element) { return this.part(element, 'zeebe:FormDefinition')?.formId ?? ''; }
  setForm(element, formId) { this.setPart(element, 'zeebe:FormDefinition', formId ? { formId } : null); }

  operation(element) { return this.part(element, 'zeebe:TaskDefinition')?.type ?? ''; }
  setOperation(element, type) { this.setPart(element, 'zeebe:TaskDefinition', type ? { type } : null); }

  header(element, key) { return this.part(element, 'zeebe:TaskHeaders')?.values?.find((each) => each.key === key)?.value ?? ''; }
  setHeader(element, key, value) {
    const old = (this.part(element, 'zeebe:TaskHeaders')?.values ?? []).filter((each) => each.key !== key).map((each) => ({ key: each.key, value: each.value }));
    const values = [...old, ...(value ? [{ key, value }] : [])].map((each) => this.factory.create('zeebe:Header', each));
    this.setPart(element, 'zeebe:TaskHeaders', values.length ? { values } : null);
  }

  called(element) { return this.part(element, 'zeebe:CalledElement')?.processId ?? ''; }
  setCalled(element, processId) { this.setPart(element, 'zeebe:CalledElement', { processId, propagateAllChildVariables: false }); }

  outputs(element, pairs) {
    const inputs = this.part(element, 'zeebe:IoMapping')?.inputParameters ?? [];
    this.setPart(element, 'zeebe:IoMapping', {
      inputParameters: inputs.map((each) => this.factory.create('zeebe:Input', { source: each.source, target: each.target })),
      outputParameters: pairs.map(([source, target]) => this.factory.create('zeebe:Output', { source, target })),
    });
  }

  decision(element) { return this.part(element, 'zeebe:CalledDecision') ?? {}; }
  setDecision(element, decisionId, resultVariable) { this.setPart(element, 'zeebe:CalledDecision', decisionId ? { decisionId, resultVariable: resultVariable || decisionId } : null); }

  /** Whether something waits here for a message from outside. */
  awaits(element) {
    return is(element, 'bpmn:ReceiveTask') || ((is(element, 'bpmn:CatchEvent')) && this.messageHolder(element) !== element.businessObject);
  }

  messageHolder(element) {
    return element.businessObject.eventDefinitions?.find((each) => each.$type === 'bpmn:MessageEventDefinition') ?? element.businessObject;
  }

  message(element) { return this.messageHolder(element).messageRef; }

  /** Wait for this message of the dossier; a message of that name the drawing has already is used again. */
  setMessage(element, name) {
    const holder = this.messageHolder(element);
    const root = this.definitions();
    let message = root.rootElements.find((each) => each.$type === 'bpmn:Message' && each.name === name);
    if (name && !message) {
      const key = this.factory.create('zeebe:Subscription', { correlationKey: '=dossier.code' });
      const parts = this.factory.create('bpmn:ExtensionElements', { values: [key] });
      key.$parent = parts;
      message = this.factory.create('bpmn:Message', { name, extensionElements: parts });
      parts.$parent = message;
      message.$parent = root;
      root.rootElements.push(message);
    }
    this.modeling.updateModdleProperties(element, holder, { messageRef: name ? message : undefined });
  }

  definitions() { return this.modeler.getDefinitions?.() ?? this.modeler.get('bpmnjs').getDefinitions(); }

  assignee(element) { return this.part(element, 'zeebe:AssignmentDefinition')?.assignee ?? ''; }

  condition(flow) { return flow.businessObject.conditionExpression?.body ?? ''; }
  setCondition(flow, text) {
    const made = text ? this.factory.create('bpmn:FormalExpression', { body: text }) : undefined;
    if (made) made.$parent = flow.businessObject;
    this.modeling.updateProperties(flow, { conditionExpression: made });
  }

  rename(element, name) { this.modeling.updateProperties(element, { name }); }

  /** The lane a step lies in, innermost. */
  lane(element) {
    if (is(element.parent, 'bpmn:SubProcess')) return this.lane(element.parent);
    const lanes = this.registry.filter((each) => is(each, 'bpmn:Lane') && !each.labelTarget);
    return lanes.find((lane) => lane.businessObject.flowNodeRef?.includes(element.businessObject) && !lanes.some((inner) => inner.parent === lane && inner.businessObject.flowNodeRef?.includes(element.businessObject)));
  }

  lanes() { return this.registry.filter((each) => is(each, 'bpmn:Lane')).sort((a, b) => a.y - b.y); }
  role(element) { return this.lane(element)?.businessObject.name ?? ''; }

  /** Move a step into the lane of a role; a lane that is not there yet is added below the others. */
  setRole(element, role) {
    const lane = this.lanes().find((each) => each.businessObject.name === role) ?? this.addLane(role);
    if (!lane || lane === this.lane(element) || is(element.parent, 'bpmn:SubProcess')) return;
    const y = Math.round(lane.y + lane.height / 2 - (element.y + element.height / 2));
    const companions = [element, ...(element.attachers ?? [])];
    this.modeling.moveElements(companions, { x: 0, y }, lane);
  }

  addLane(role) {
    const lanes = this.lanes();
    const beside = lanes.at(-1) ?? this.registry.find((each) => is(each, 'bpmn:Participant'));
    if (!beside) return null;
    const lane = this.modeling.addLane(beside, 'bottom');
    this.modeling.updateProperties(lane, { name: role });
    return lane;
  }

  /** Every node in the order the ways lead through it, first start event first. */
  inOrder() {
    const nodes = this.registry.filter((each) => is(each, 'bpmn:FlowNode') && !each.labelTarget);
    const starts = nodes.filter((each) => is(each, 'bpmn:StartEvent') && !is(each.parent, 'bpmn:SubProcess')).sort((a, b) => a.x - b.x);
    const seen = new Set();
    const depth = new Map();
    let waiting = starts.map((each) => [each, 0]);
    while (waiting.length) {
      const next = [];
      for (const [node, at] of waiting) {
        if (seen.has(node)) continue;
        seen.add(node);
        depth.set(node, at);
        const inner = (node.children ?? []).filter((each) => is(each, 'bpmn:StartEvent'));
        const targets = [...(node.outgoing ?? []).map((flow) => flow.target), ...(node.attachers ?? []), ...inner].filter(Boolean);
        next.push(...targets.map((each) => [each, at + 1]));
      }
      waiting = next;
    }
    return nodes.sort((a, b) => (depth.get(a) ?? 1e6) - (depth.get(b) ?? 1e6) || a.x - b.x || a.y - b.y);
  }

  /** The nearest steps before a node, going back over questions and events. */
  before(node, found = [], seen = new Set()) {
    for (const flow of node.incoming ?? []) {
      const source = flow.source;
      if (!source || seen.has(source)) continue;
      seen.add(source);
      if (is(source, 'bpmn:Activity')) found.push(source); else this.before(source, found, seen);
    }
    return found;
  }
}
