import { useEffect, useState } from 'react';
import { Link } from '../routes';
import { send } from '../shared/api/client';
import type { NextStep, RecoveryCodes } from '../shared/api/contract';
import { useSpeech } from '../shared/i18n/LanguageProvider';
import { Command } from '../shared/ui/States';
import { CodeStep } from './CodeStep';
import { Field, Form } from './Form';
import { useSession } from './Session';

/** In the place of any page while nobody is signed in; the address stays, so one comes back to it. */
export function SignInPage() {
  const { t } = useSpeech();
  const { look } = useSession();
  const [name, setName] = useState('');
  const [password, setPassword] = useState('');
  const [next, setNext] = useState<NextStep>();

  useEffect(() => {
    document.title = `${t('signin.title')} · ${t('app.name')}`;
  }, [t]);

  if (next) {
    return (
      <div className="alone narrow">
        <CodeStep
          title={t('signin.code.title')}
          lead={t('signin.code.lead')}
          recovery
          onCode={async (code) => {
            await send<RecoveryCodes>('POST', '/v1/session/code', { code });
            look();
          }}
        />
        <button
          type="button"
          className="button"
          onClick={() => {
            setPassword('');
            setNext(undefined);
          }}
        >
          {t('signin.back')}
        </button>
      </div>
    );
  }
  return (
    <div className="alone narrow">
      <Form
        title={t('signin.title')}
        action={t('signin.next')}
        onDone={async () => setNext(await send<NextStep>('POST', '/v1/session', { name, password }))}
      >
        <Field
          label={t('signin.name')}
          name="username"
          autoComplete="username"
          autoCapitalize="none"
          spellCheck={false}
          value={name}
          onChange={({ target }) => setName(target.value)}
        />
        <Field
          label={t('signin.password')}
          type="password"
          name="password"
          autoComplete="current-password"
          value={password}
          onChange={({ target }) => setPassword(target.value)}
        />
      </Form>
      <p className="quiet">
        {t('signin.invited')} <Link href="/enrol">{t('enrol.title')}</Link>
      </p>
      <Command text={t('signin.first')} />
    </div>
  );
}
