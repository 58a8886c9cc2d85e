import type { FlowCounts, FlowPromptView, FlowStepView, FlowView } from '../shared/api/contract';
import { useSpeech } from '../shared/i18n/LanguageProvider';
import type { Key } from '../shared/i18n/messages';

interface Props {
  readonly flow: FlowView;
  readonly counts: FlowCounts | undefined;
  readonly step: string;
  readonly choose: (step: string | undefined) => void;
}

/** All that is to be known of one step. */
export function StepDetails({ flow, counts, step: id, choose }: Props) {
  const { t, number } = useSpeech();
  const step = flow.steps.find((other) => other.id === id);
  const count = counts?.steps.find((other) => other.id === id);
  return (
    <aside className="step-details" aria-label={t('step.title')}>
      <div className="step-head">
        <h2>{id}</h2>
        <button type="button" className="button square" aria-label={t('step.close')} onClick={() => choose(undefined)}>
          {'×'}
        </button>
      </div>
      {step ? (
        <>
          <p className="step-kind" data-family={step.family}>
            {t(`kind.${step.kind}` as Key)}
            <code>{step.kind}</code>
          </p>
          <dl className="numbers">
            <div>
              <dt>{t('step.now')}</dt>
              <dd>{number(count?.now ?? 0)}</dd>
            </div>
            <div>
              <dt>{t('step.today')}</dt>
              <dd>{number(count?.today ?? 0)}</dd>
            </div>
          </dl>
          {step.detail ? (
            <>
              <h3>{t('step.about')}</h3>
              <p>{step.detail}</p>
            </>
          ) : null}
          <Prompts prompts={step.prompts} languages={flow.languages} />
          <Ways step={step} choose={choose} />
        </>
      ) : (
        <p>{t('step.gone', { id })}</p>
      )}
    </aside>
  );
}

function Prompts({ prompts, languages }: { readonly prompts: readonly FlowPromptView[]; readonly languages: readonly string[] }) {
  const { t } = useSpeech();
  return (
    <>
      <h3>{t('step.prompts')}</h3>
      {prompts.length === 0 ? <p className="quiet">{t('step.prompts.none')}</p> : null}
      <ol className="prompts">
        {prompts.map(({ id, when, words }) => (
          <li key={`${when} ${id}`}>
            <p className="prompt-head">
              <code>{id}</code>
              <span className="quiet">{t(`when.${when}` as Key)}</span>
            </p>
            <dl>
              {languages.map((language) => (
                <div key={language}>
                  <dt>{language}</dt>
                  <dd lang={language}>{words[language]}</dd>
                </div>
              ))}
            </dl>
          </li>
        ))}
      </ol>
    </>
  );
}

function Ways({ step, choose }: { readonly step: FlowStepView; readonly choose: (id: string) => void }) {
  const { t } = useSpeech();
  return (
    <>
      <h3>{t('step.ways')}</h3>
      {step.ways.length === 0 ? <p className="quiet">{t('step.ways.none')}</p> : null}
      <ul className="ways">
        {step.ways.map(({ label, to, astray }) => (
          <li key={to} className={astray ? 'astray' : undefined}>
            <span className="way-label">{label || t(astray ? 'step.astray' : 'step.always')}</span>
            <button type="button" className="way-to" onClick={() => choose(to)}>
              {to}
            </button>
          </li>
        ))}
      </ul>
    </>
  );
}
