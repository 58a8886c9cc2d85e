import { useSpeech } from '../shared/i18n/LanguageProvider';
import type { Box } from './picture';

interface Props {
  readonly box: Box;
  readonly now: number;
  readonly today: number;
}

const HEIGHT = 20;
const GAP = 4;

/** On the upper right corner of a step: callers at it now, and how often it was entered today. */
export function CountBadges({ box, now, today }: Props) {
  const { number } = useSpeech();
  const badges = [
    { kind: 'badge-today', text: number(today), shown: today > 0 },
    { kind: 'badge-now', text: number(now), shown: now > 0 },
  ].filter(({ shown }) => shown);
  let right = box.x + box.width + 8;
  return badges.map(({ kind, text }) => {
    const width = Math.max(22, text.length * 7.2 + 12);
    const x = right - width;
    right = x - GAP;
    return (
      <g key={kind} className={`badge ${kind}`}>
        <rect x={x} y={box.y - HEIGHT / 2} width={width} height={HEIGHT} rx={HEIGHT / 2} />
        <text x={x + width / 2} y={box.y + 4}>
          {text}
        </text>
      </g>
    );
  });
}
