import type { ReactNode } from 'react';
import type { FlowTimeView, FlowView } from '../shared/api/contract';
import { useSpeech, type Speech } from '../shared/i18n/LanguageProvider';
import { LANGUAGES } from '../shared/i18n/messages';

/** What one wants to know of a flow before one looks at it. */
export function FlowHead({ flow }: { readonly flow: FlowView }) {
  const speech = useSpeech();
  const { t, time } = speech;
  return (
    <header className="flow-head">
      <h1>
        {flow.name}
        {flow.entry ? <span className="chip">{t('flows.entry')}</span> : null}
      </h1>
      <dl className="facts">
        <Fact name={t('flow.inforce')}>
          {t('flow.release', { n: flow.since?.release ?? flow.release })}
          {flow.since ? `, ${time(flow.since.at, 'moment')}, ${t(`flow.by.${flow.since.by}`)}` : null}
        </Fact>
        <Fact name={t('flow.version')}>
          <code title={flow.sha256}>{brief(flow.sha256)}</code>
        </Fact>
        <Fact name={t('flow.languages')}>{flow.languages.map(nameOf).join(' · ')}</Fact>
        {flow.check.times.map((way) => (
          <Fact key={way.to} name={t(`flow.${way.to}`)}>
            {lasting(way, speech)}
          </Fact>
        ))}
      </dl>
      {flow.person ? <p className="quiet">{t('flow.anytime', { key: flow.person.key })}</p> : null}
    </header>
  );
}

function Fact({ name, children }: { readonly name: string; readonly children: ReactNode }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}

/** The first digits of a hash, as the commands take them. */
export function brief(sha256: string): string {
  return sha256.slice(0, 12);
}

export function nameOf(tag: string): string {
  return LANGUAGES.find(([code]) => code === tag)?.[1] ?? tag;
}

export function lasting(way: FlowTimeView, { t }: Speech): string {
  const words = (seconds: number) =>
    seconds < 60 ? t('flow.seconds', { n: seconds }) : t('flow.minutes', { m: Math.floor(seconds / 60), s: seconds % 60 });
  return t('flow.time', { expected: words(way.expectedSec), longest: words(way.longestSec) });
}
