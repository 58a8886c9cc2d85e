import type { FlowStepView } from '../shared/api/contract';

/** An element of a picture that is allowed to be on the page. */
export interface Shape {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: readonly Shape[];
  readonly text: string;
}

export interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export interface Picture {
  readonly width: number;
  readonly height: number;
  /** Where it begins: what is above is about the picture, and the page says that itself. */
  readonly top: number;
  readonly shapes: readonly Shape[];
  /** By step, in the order of the picture. */
  readonly boxes: ReadonlyMap<string, Box>;
}

const ELEMENTS = new Set(['g', 'rect', 'path', 'circle', 'text', 'title', 'defs', 'marker']);
const ATTRIBUTES = new Set(
  (
    'class id data-step data-family d x y cx cy r rx width height viewBox ' +
    'refX refY markerWidth markerHeight orient stroke-width stroke-dasharray'
  ).split(' '),
);

/**
 * Takes over what a picture of a flow is made of and leaves everything else: no script, style, link
 * or handler gets through, whatever was sent. Colours are the page's.
 */
export function pictureOf(svg: Document): Picture {
  const root = svg.documentElement;
  const [, , width = 0, height = 0] = (root.getAttribute('viewBox') ?? '').split(' ').map(Number);
  const shapes = [...root.children].filter((child) => !isAside(child)).flatMap(shapeOf);
  const boxes = new Map<string, Box>();
  for (const shape of shapes) {
    const step = shape.attributes['data-step'];
    const rect = shape.children.find(({ name }) => name === 'rect');
    if (step !== undefined && rect) {
      boxes.set(step, boxOf(rect));
    }
  }
  const header = root.querySelector('.header') ? HEADER : 0;
  return { width, height: height - header, top: header, shapes, boxes };
}

const HEADER = 84;

/** The header, the ground, the title of the whole: the page has its own. */
function isAside(child: Element): boolean {
  const name = child.getAttribute('class');
  return name === 'header' || name === 'paper' || child.localName === 'title';
}

function shapeOf(element: Element): readonly Shape[] {
  if (!ELEMENTS.has(element.localName)) {
    return [];
  }
  const attributes = Object.fromEntries(
    [...element.attributes].filter(({ name }) => ATTRIBUTES.has(name)).map(({ name, value }) => [name, value]),
  );
  const children = [...element.children];
  return [
    {
      name: element.localName,
      attributes,
      children: children.flatMap(shapeOf),
      text: children.length === 0 ? (element.textContent ?? '') : '',
    },
  ];
}

function boxOf({ attributes }: Shape): Box {
  const at = (name: string) => Number(attributes[name] ?? 0);
  return { x: at('x'), y: at('y'), width: at('width'), height: at('height') };
}

export type Direction = 'ArrowUp' | 'ArrowDown' | 'ArrowLeft' | 'ArrowRight';

/**
 * The step one comes to from another in a direction: up and down to the nearest row and there to the nearest
 * step, left and right in the row. Stays where there is none.
 */
export function neighbour(boxes: ReadonlyMap<string, Box>, from: string, direction: Direction): string {
  const start = boxes.get(from);
  if (!start) {
    return from;
  }
  const sideways = direction === 'ArrowLeft' || direction === 'ArrowRight';
  const sign = direction === 'ArrowLeft' || direction === 'ArrowUp' ? -1 : 1;
  let best = from;
  let least = Number.POSITIVE_INFINITY;
  for (const [id, box] of boxes) {
    const across = middle(box) - middle(start);
    const rows = box.y - start.y;
    const ahead = sign * (sideways ? across : rows);
    const distance = sideways ? ahead : ahead * ROWS_FIRST + Math.abs(across);
    if (ahead > 1 && (!sideways || Math.abs(rows) < 1) && distance < least) {
      least = distance;
      best = id;
    }
  }
  return best;
}

/** Wider than any picture. */
const ROWS_FIRST = 10_000;

function middle({ x, width }: Box): number {
  return x + width / 2;
}

/** Steps of the flow that are in the picture, in the order in which a caller comes to them. */
export function stepsIn(picture: Picture, steps: readonly FlowStepView[]): readonly FlowStepView[] {
  return steps.filter(({ id }) => picture.boxes.has(id));
}
