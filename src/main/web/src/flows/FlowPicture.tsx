import { createElement, useEffect, useRef, type KeyboardEvent, type ReactNode } from 'react';
import type { FlowCounts, FlowStepCount, FlowStepView, FlowView } from '../shared/api/contract';
import { useSpeech } from '../shared/i18n/LanguageProvider';
import type { Key } from '../shared/i18n/messages';
import { CountBadges } from './CountBadges';
import { neighbour, stepsIn, type Box, type Direction, type Picture, type Shape } from './picture';

interface Props {
  readonly flow: FlowView;
  readonly picture: Picture;
  readonly counts: FlowCounts | undefined;
  readonly step: string | undefined;
  readonly scale: number;
  readonly choose: (step: string | undefined) => void;
}

/** One walks through it like through a toolbar: Tab comes to one step, arrow keys to the others. */
export function FlowPicture({ flow, picture, counts, step, scale, choose }: Props) {
  const { t } = useSpeech();
  const svg = useRef<SVGSVGElement>(null);
  const steps = stepsIn(picture, flow.steps);
  const walked = new Map([...picture.boxes].filter(([id]) => steps.some((other) => other.id === id)));
  const reached = step !== undefined && walked.has(step) ? step : flow.start;

  const to = (id: string) => {
    choose(id);
    svg.current?.querySelector<SVGGElement>(`[data-step="${CSS.escape(id)}"]`)?.focus();
  };
  const pressed = (event: KeyboardEvent) => {
    const next = after(event.key, reached, walked, steps);
    if (next !== undefined) {
      event.preventDefault();
      to(next);
    } else if (event.key === 'Escape') {
      choose(undefined);
    }
  };
  useEffect(() => {
    const chosen = step && svg.current?.querySelector(`[data-step="${CSS.escape(step)}"]`);
    if (chosen) {
      chosen.scrollIntoView({ block: 'nearest', inline: 'nearest' });
    }
  }, [step]);

  const { width, height, top } = picture;
  return (
    <svg
      ref={svg}
      className="flow-picture"
      viewBox={`0 ${top} ${width} ${height}`}
      width={Math.round(width * scale)}
      height={Math.round(height * scale)}
      role="group"
      aria-label={t('picture.label', { name: flow.name })}
    >
      {picture.shapes.map((shape, i) => {
        const of = steps.find(({ id }) => id === shape.attributes['data-step']);
        const box = of && walked.get(of.id);
        return of && box ? (
          <StepGroup
            key={of.id}
            step={of}
            shape={shape}
            box={box}
            count={counts?.steps.find(({ id }) => id === of.id)}
            chosen={of.id === step}
            reached={of.id === reached}
            choose={() => to(of.id)}
            pressed={pressed}
          />
        ) : (
          drawn(shape, `${i}`)
        );
      })}
    </svg>
  );
}

function after(key: string, from: string, boxes: ReadonlyMap<string, Box>, steps: readonly FlowStepView[]) {
  switch (key) {
    case 'ArrowUp':
    case 'ArrowDown':
    case 'ArrowLeft':
    case 'ArrowRight':
      return neighbour(boxes, from, key satisfies Direction);
    case 'Home':
      return steps[0]?.id;
    case 'End':
      return steps.at(-1)?.id;
    case 'Enter':
    case ' ':
      return from;
    default:
      return undefined;
  }
}

interface StepGroupProps {
  readonly step: FlowStepView;
  readonly shape: Shape;
  readonly box: Box;
  readonly count: FlowStepCount | undefined;
  readonly chosen: boolean;
  readonly reached: boolean;
  readonly choose: () => void;
  readonly pressed: (event: KeyboardEvent) => void;
}

function StepGroup({ step, shape, box, count, chosen, reached, choose, pressed }: StepGroupProps) {
  const { t, count: counted, number } = useSpeech();
  const kind = t(`kind.${step.kind}` as Key);
  const { now = 0, today = 0 } = count ?? {};
  return (
    <g
      className={now > 0 ? 'step busy' : 'step'}
      data-step={step.id}
      data-family={step.family}
      role="button"
      tabIndex={reached ? 0 : -1}
      aria-pressed={chosen}
      onClick={choose}
      onKeyDown={pressed}
    >
      <title>{t('step.described', { id: step.id, kind, now: counted('flows.now', now), today: number(today) })}</title>
      <rect className="ring" x={box.x - 4} y={box.y - 4} width={box.width + 8} height={box.height + 8} rx={10} />
      <g aria-hidden="true">
        {shape.children.map((child, i) => drawn(child, `${i}`, kind))}
        <CountBadges box={box} now={now} today={today} />
      </g>
    </g>
  );
}

/** The kinds of steps are the page's words, everything else is the flow's. */
function drawn({ name, attributes, children, text }: Shape, key: string, kind?: string): ReactNode {
  const { class: className, ...rest } = attributes;
  const properties: Record<string, string> = { key, ...(className ? { className } : {}) };
  for (const [attribute, value] of Object.entries(rest)) {
    properties[attribute.startsWith('data-') ? attribute : camel(attribute)] = value;
  }
  if (name === 'path' && className?.startsWith('way')) {
    properties['markerEnd'] = 'url(#tip)';
  }
  const inside = className === 'kind' && kind ? kind : text;
  return createElement(name, properties, ...children.map((child, i) => drawn(child, `${i}`, kind)), inside || null);
}

function camel(attribute: string): string {
  return attribute.replaceAll(/-([a-z])/g, (_, letter: string) => letter.toUpperCase());
}
