// The drawing table itself: bpmn-js with the designer's palette, lanes that say the role's name, and marks on shapes.

import Modeler from 'bpmn-js/lib/Modeler';
import BaseRenderer from 'diagram-js/lib/draw/BaseRenderer';
import CommandInterceptor from 'diagram-js/lib/command/CommandInterceptor';
import { BpmnPropertiesPanelModule, BpmnPropertiesProviderModule, ZeebePropertiesProviderModule } from 'bpmn-js-properties-panel';
import behaviors from 'camunda-bpmn-js-behaviors/lib/camunda-cloud';
import minimap from 'diagram-js-minimap';
import simulation from 'bpmn-js-token-simulation';
import zeebe from 'zeebe-bpmn-moddle/resources/zeebe.json';
import { is } from './model';
import { DesignerPanel } from './panel';
import { DesignerPad, DesignerPalette } from './palette';
import { TEXT, wholeWords } from '../viewing';
import { translate } from './words';

/** Lanes are named by a key; the drawing shows what the sheet calls it. */
class LaneRenderer extends BaseRenderer {
  constructor(eventBus, bpmnRenderer, desk) {
    super(eventBus, 1500);
    Object.assign(this, { bpmnRenderer, desk });
  }
  canRender(element) { return is(element, 'bpmn:Lane'); }
  drawShape(parent, shape, attributes) {
    const object = shape.businessObject;
    const key = object.name;
    object.name = this.desk.roleName(key);
    try { return this.bpmnRenderer.drawShape(parent, shape, attributes); } finally { object.name = key; }
  }
}
LaneRenderer.$inject = ['eventBus', 'bpmnRenderer', 'config.desk'];

/** A new step is a step of ours: a user task with a term; a new part or decision waits for its name. */
class NewSteps extends CommandInterceptor {
  constructor(eventBus, bpmnFactory) {
    super(eventBus);
    this.preExecute('shape.create', ({ context }) => {
      const object = context.shape.businessObject;
      if (!is(context.shape, 'bpmn:UserTask') || object.extensionElements?.values?.some((each) => each.$type === 'zeebe:Properties')) return;
      const properties = Object.entries({ term: '8wh', warn: '0.75', escalateAfter: '8wh' }).map(([name, value]) => bpmnFactory.create('zeebe:Property', { name, value }));
      const old = object.extensionElements?.values ?? [];
      const values = [...(old.some((each) => each.$type === 'zeebe:UserTask') ? old : [bpmnFactory.create('zeebe:UserTask'), ...old]), bpmnFactory.create('zeebe:Properties', { properties })];
      object.extensionElements = bpmnFactory.create('bpmn:ExtensionElements', { values });
      object.extensionElements.$parent = object;
      values.forEach((each) => { each.$parent = object.extensionElements; each.properties?.forEach?.((one) => { one.$parent = each; }); });
    });
  }
}
NewSteps.$inject = ['eventBus', 'bpmnFactory'];

export function makeModeler({ container, panel, desk }) {
  const modeler = new Modeler({
    container,
    textRenderer: TEXT,
    propertiesPanel: { parent: panel, feelPopupContainer: document.body },
    moddleExtensions: { zeebe },
    desk,
    additionalModules: [
      BpmnPropertiesPanelModule, BpmnPropertiesProviderModule, ZeebePropertiesProviderModule, behaviors, minimap, simulation, wholeWords,
      {
        __init__: ['laneRenderer', 'newSteps', 'designerPanel', 'designerPalette', 'designerPad'],
        laneRenderer: ['type', LaneRenderer],
        newSteps: ['type', NewSteps],
        designerPanel: ['type', DesignerPanel],
        designerPalette: ['type', DesignerPalette],
        designerPad: ['type', DesignerPad],
        variableResolver: ['value', { getVariablesForElement: () => Promise.resolve(desk.variables()) }],
        translate: ['value', translate],
      },
    ],
  });
  // A lane is named in the panel, from the list of roles.
  modeler.get('eventBus').on('element.dblclick', 3000, ({ element }) => (is(element, 'bpmn:Lane') ? false : undefined));
  return modeler;
}

export class Marks {
  constructor(modeler) {
    this.canvas = modeler.get('canvas');
    this.overlays = modeler.get('overlays');
    this.registry = modeler.get('elementRegistry');
    this.marked = new Map();
  }

  /** Put a mark on these elements and take it from all others. */
  set(mark, ids) {
    const name = `mark-${mark}`;
    const wanted = new Set([...ids].filter((id) => this.registry.get(id)));
    for (const id of this.marked.get(name) ?? []) if (!wanted.has(id) && this.registry.get(id)) this.canvas.removeMarker(id, name);
    for (const id of wanted) this.canvas.addMarker(id, name);
    this.marked.set(name, wanted);
  }

  /** Signs on shapes: [{element, node, place}], replacing those of this kind. */
  signs(kind, signs) {
    this.overlays.remove({ type: kind });
    for (const { element, node, place } of signs) {
      if (this.registry.get(element)) this.overlays.add(element, kind, { position: place, html: node, show: { minZoom: 0.2 } });
    }
  }
}

export function reveal(modeler, id) {
  const element = modeler.get('elementRegistry').get(id);
  if (!element) return;
  modeler.get('selection').select(element);
  const canvas = modeler.get('canvas');
  const view = canvas.viewbox();
  const { x, y, width = 0, height = 0 } = element.waypoints ? element.waypoints[0] : element;
  const isSeen = x > view.x && y > view.y && x + width < view.x + view.width && y + height < view.y + view.height;
  if (!isSeen) canvas.scrollToElement(element, 80);
}
