import type { FlowCheckView, FlowFindingView } from '../shared/api/contract';
import { useSpeech } from '../shared/i18n/LanguageProvider';

/** What the checks say of a flow that is in force: it has passed, so there are warnings at most. */
export function CheckResult({ check }: { readonly check: FlowCheckView }) {
  const { t, count } = useSpeech();
  const warnings = check.findings.length;
  return (
    <div className="prose">
      <div className="verdict good">
        <p className="verdict-word">{t('check.passed')}</p>
        <p>{t('check.passed.text')}</p>
      </div>
      <h2>{count('check.warnings', warnings)}</h2>
      {warnings === 0 ? <p className="quiet">{t('check.nothing')}</p> : <Findings findings={check.findings} />}
    </div>
  );
}

export function Findings({ findings }: { readonly findings: readonly FlowFindingView[] }) {
  const { t, language } = useSpeech();
  return (
    <>
      <ul className="findings">
        {findings.map(({ rule, severity, file, line, sentence }) => (
          <li key={`${file}:${line} ${rule} ${sentence}`} data-severity={severity}>
            <p className="finding-head">
              <span className="finding-severity">{t(`check.${severity}`)}</span>
              <code>{line > 0 ? t('check.line', { file, line }) : file}</code>
              <code className="quiet">{rule}</code>
            </p>
            <p lang="en">{sentence}</p>
          </li>
        ))}
      </ul>
      {language === 'en' ? null : <p className="quiet">{t('check.english')}</p>}
    </>
  );
}
