import type { FlowChangeView, FlowDraftView, FlowView } from '../shared/api/contract';
import { useAnswer } from '../shared/api/useAnswer';
import { useSpeech } from '../shared/i18n/LanguageProvider';
import { Command, Empty, Failure, Loading } from '../shared/ui/States';
import { Findings } from './CheckResult';
import { brief, lasting } from './FlowHead';

/** What a draft would change, and whether it could be published. */
export function DraftDiff({ flow }: { readonly flow: FlowView }) {
  const { t } = useSpeech();
  const { data: draft, failed, again } = useAnswer<FlowDraftView>(`/v1/flows/${encodeURIComponent(flow.name)}/draft`);
  if (failed?.status === 404) {
    return (
      <Empty what={t('draft.none')}>
        <Command text={t('draft.none.remedy', { name: flow.name })} />
      </Empty>
    );
  }
  if (!draft) {
    return failed ? <Failure failed={failed} again={again} /> : <Loading />;
  }
  return <Draft name={flow.name} draft={draft} />;
}

function Draft({ name, draft }: { readonly name: string; readonly draft: FlowDraftView }) {
  const speech = useSpeech();
  const { t, count, time } = speech;
  const { findings, times } = draft.check;
  const version = brief(draft.sha256);
  const problems = findings.filter(({ severity }) => severity === 'error').length;
  return (
    <div className="prose">
      <div className={draft.passes ? 'verdict good' : 'verdict bad'}>
        <p className="verdict-word">{t('draft.kept', { version, time: time(draft.storedAt, 'moment') })}</p>
        {draft.passes ? <Command text={t('draft.passes', { name, version })} /> : <p>{t('check.refused')}</p>}
        {times.map((way) => (
          <p key={way.to}>
            {t(`flow.${way.to}`)}
            {': '}
            {lasting(way, speech)}
          </p>
        ))}
      </div>
      {findings.length > 0 ? (
        <>
          <h2>{draft.passes ? count('check.warnings', findings.length) : count('check.problems', problems)}</h2>
          <Findings findings={findings} />
        </>
      ) : null}
      {draft.passes ? (
        <>
          <h2>{t('draft.changes')}</h2>
          {draft.changes.length === 0 ? <p className="quiet">{t('draft.same')}</p> : <Changes changes={draft.changes} />}
        </>
      ) : null}
    </div>
  );
}

function Changes({ changes }: { readonly changes: readonly FlowChangeView[] }) {
  const { t } = useSpeech();
  return (
    <div className="table-frame" role="region" aria-label={t('draft.changes')} tabIndex={0}>
      <table className="changes">
        <thead>
          <tr>
            <th>{t('draft.step')}</th>
            <th>{t('draft.key')}</th>
            <th>{t('draft.before')}</th>
            <th>{t('draft.after')}</th>
          </tr>
        </thead>
        <tbody>
          {changes.map(({ sign, step, key, before, after }) => (
            <tr key={`${step} ${key}`} data-sign={sign}>
              <th scope="row">
                {step || t('draft.whole')}
                <span className="chip">{t(`sign.${sign}`)}</span>
              </th>
              <td>
                <code>{key}</code>
              </td>
              <td>{before ? <del>{before}</del> : null}</td>
              <td>{after ? <ins>{after}</ins> : null}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
