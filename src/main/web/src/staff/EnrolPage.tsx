import { useEffect, useState } from 'react';
import { go } from '../routes';
import { send } from '../shared/api/client';
import type { NewFactor, RecoveryCodes } from '../shared/api/contract';
import { useSpeech } from '../shared/i18n/LanguageProvider';
import { CodeStep } from './CodeStep';
import { Field, Form } from './Form';
import { useSession } from './Session';

/** The way in for somebody invited: a password, the app, and codes for the day the telephone is lost. */
export function EnrolPage() {
  const { t } = useSpeech();
  const [factor, setFactor] = useState<NewFactor>();
  const [recovery, setRecovery] = useState<readonly string[]>();

  useEffect(() => {
    document.title = `${t('enrol.title')} · ${t('app.name')}`;
  }, [t]);

  return (
    <div className="alone narrow">
      {recovery ? (
        <KeepThese codes={recovery} />
      ) : factor ? (
        <CodeStep
          title={t('enrol.app.title')}
          lead={t('enrol.app.lead')}
          onCode={async (code) => {
            const made = await send<RecoveryCodes>('POST', '/v1/enrolment/code', { code });
            setRecovery(made?.recoveryCodes ?? []);
          }}
        >
          <dl className="secret">
            <dt>{t('enrol.app.key')}</dt>
            <dd>
              <code>{factor.secret.replaceAll(/(.{4})/g, '$1 ').trim()}</code>
            </dd>
            <dt>{t('enrol.app.link')}</dt>
            <dd>
              <a href={factor.link}>{t('enrol.app.open')}</a>
            </dd>
          </dl>
        </CodeStep>
      ) : (
        <Invited onFactor={setFactor} />
      )}
    </div>
  );
}

function Invited({ onFactor }: { readonly onFactor: (factor: NewFactor | undefined) => void }) {
  const { t } = useSpeech();
  const [invitation, setInvitation] = useState('');
  const [password, setPassword] = useState('');
  return (
    <Form
      title={t('enrol.title')}
      lead={t('enrol.lead')}
      action={t('signin.next')}
      onDone={async () =>
        onFactor(await send<NewFactor>('POST', '/v1/enrolment', { invitation: invitation.trim(), password }))
      }
    >
      <Field
        label={t('enrol.invitation')}
        name="invitation"
        autoComplete="off"
        autoCapitalize="none"
        spellCheck={false}
        value={invitation}
        onChange={({ target }) => setInvitation(target.value)}
      />
      <Field
        label={t('enrol.password')}
        hint={t('enrol.password.hint')}
        type="password"
        name="new-password"
        autoComplete="new-password"
        value={password}
        onChange={({ target }) => setPassword(target.value)}
      />
    </Form>
  );
}

function KeepThese({ codes }: { readonly codes: readonly string[] }) {
  const { t } = useSpeech();
  const { look } = useSession();
  return (
    <div className="step-form">
      <h1>{t('enrol.keep.title')}</h1>
      <p>{t('enrol.keep.lead')}</p>
      <ul className="recovery">
        {codes.map((code) => (
          <li key={code}>
            <code>{code}</code>
          </li>
        ))}
      </ul>
      <button
        type="button"
        className="button primary"
        onClick={() => {
          go('/', 'replace');
          look();
        }}
      >
        {t('enrol.keep.done')}
      </button>
    </div>
  );
}
