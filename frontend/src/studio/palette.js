// What can be drawn, in the designer's words: steps, machine work, questions, shared parts.

import { is } from './model';

const KINDS = [
  ['step', 'Bước của công chức', 'bpmn-icon-user-task', { type: 'bpmn:UserTask' }],
  ['question', 'Câu hỏi rẽ nhánh', 'bpmn-icon-gateway-xor', { type: 'bpmn:ExclusiveGateway' }],
  ['machine', 'Việc của máy (dự thảo, thông báo…)', 'bpmn-icon-service-task', { type: 'bpmn:ServiceTask' }],
  ['decision', 'Bảng quyết định', 'bpmn-icon-business-rule', { type: 'bpmn:BusinessRuleTask' }],
  ['part', 'Phần dùng chung (tiếp nhận, ký, trả…)', 'bpmn-icon-call-activity', { type: 'bpmn:CallActivity' }],
  ['parallel', 'Song song: mọi đường cùng đi', 'bpmn-icon-gateway-parallel', { type: 'bpmn:ParallelGateway' }],
  ['wait', 'Hẹn giờ', 'bpmn-icon-intermediate-event-catch-timer', { type: 'bpmn:IntermediateCatchEvent', eventDefinitionType: 'bpmn:TimerEventDefinition' }],
  ['message', 'Chờ thông điệp', 'bpmn-icon-intermediate-event-catch-message', { type: 'bpmn:IntermediateCatchEvent', eventDefinitionType: 'bpmn:MessageEventDefinition' }],
  ['start', 'Bắt đầu', 'bpmn-icon-start-event-none', { type: 'bpmn:StartEvent' }],
  ['end', 'Kết thúc', 'bpmn-icon-end-event-none', { type: 'bpmn:EndEvent' }],
];

export class DesignerPalette {
  constructor(palette, create, elementFactory) {
    Object.assign(this, { create, elementFactory });
    palette.registerProvider(500, this);
  }

  getPaletteEntries() {
    return (entries) => {
      const tools = Object.fromEntries(['hand-tool', 'lasso-tool', 'space-tool', 'global-connect-tool', 'tool-separator'].map((name) => [name, entries[name]]));
      return { ...tools, ...Object.fromEntries(KINDS.map((kind) => [`ours.${kind[0]}`, this.entry(kind)])) };
    };
  }

  entry([, title, className, options]) {
    const begin = (event) => this.create.start(event, this.elementFactory.createShape({ ...options }));
    return { group: 'ours', className, title, action: { dragstart: begin, click: begin } };
  }
}
DesignerPalette.$inject = ['palette', 'create', 'elementFactory'];

const APPENDED = ['step', 'question', 'machine', 'decision', 'part', 'end'];

export class DesignerPad {
  constructor(contextPad, autoPlace, create, elementFactory) {
    Object.assign(this, { autoPlace, create, elementFactory });
    contextPad.registerProvider(500, this);
  }

  getContextPadEntries(element) {
    return (entries) => {
      const kept = Object.fromEntries(Object.entries(entries).filter(([name]) => !name.startsWith('append.')));
      if (!is(element, 'bpmn:FlowNode') || is(element, 'bpmn:EndEvent') || element.labelTarget) return kept;
      const ours = KINDS.filter(([name]) => APPENDED.includes(name)).map((kind) => [`append.${kind[0]}`, this.entry(element, kind)]);
      return { ...Object.fromEntries(ours), ...kept };
    };
  }

  entry(element, [, title, className, options]) {
    const shape = () => this.elementFactory.createShape({ ...options });
    return {
      group: 'model', className, title: `Thêm: ${title}`,
      action: {
        click: () => this.autoPlace.append(element, shape()),
        dragstart: (event) => this.create.start(event, shape(), { source: element }),
      },
    };
  }
}
DesignerPad.$inject = ['contextPad', 'autoPlace', 'create', 'elementFactory'];
