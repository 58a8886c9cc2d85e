import { useState, type ReactNode } from 'react';
import { useSpeech } from '../shared/i18n/LanguageProvider';
import { Field, Form } from './Form';

interface CodeStepProps {
  readonly title: string;
  readonly lead: string;
  /** Whether a recovery code is good as well. */
  readonly recovery?: boolean;
  readonly onCode: (code: string) => Promise<void>;
  /** What one needs before one can enter it. */
  readonly children?: ReactNode;
}

/** Six digits of the app. */
export function CodeStep({ title, lead, recovery, onCode, children }: CodeStepProps) {
  const { t } = useSpeech();
  const [code, setCode] = useState('');
  return (
    <Form title={title} lead={lead} action={t('signin.enter')} onDone={() => onCode(code.trim())}>
      {children}
      <Field
        label={t('signin.code')}
        {...(recovery ? { hint: t('signin.code.recovery') } : { inputMode: 'numeric' as const })}
        name="one-time-code"
        autoComplete="one-time-code"
        spellCheck={false}
        value={code}
        onChange={({ target }) => setCode(target.value)}
      />
    </Form>
  );
}
