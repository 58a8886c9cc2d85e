import { useId, useState, type InputHTMLAttributes, type ReactNode } from 'react';
import { Failed } from '../shared/api/client';
import { useSpeech, type Speech } from '../shared/i18n/LanguageProvider';

interface FormProps {
  readonly title: string;
  readonly lead?: string;
  readonly action: string;
  readonly onDone: () => Promise<void>;
  readonly children: ReactNode;
}

/** A step of signing in: one thing asked, one button, and what is wrong beside it. */
export function Form({ title, lead, action, onDone, children }: FormProps) {
  const speech = useSpeech();
  const [busy, setBusy] = useState(false);
  const [failed, setFailed] = useState<Failed>();
  const submit = async () => {
    setBusy(true);
    setFailed(undefined);
    try {
      await onDone();
    } catch (failure) {
      setFailed(failure instanceof Failed ? failure : new Failed(0, String(failure)));
    } finally {
      setBusy(false);
    }
  };
  return (
    <form
      className="step-form"
      onSubmit={(event) => {
        event.preventDefault();
        void submit();
      }}
    >
      <h1>{title}</h1>
      {lead ? <p className="quiet">{lead}</p> : null}
      {children}
      {failed ? (
        <p className="wrong" role="alert">
          {wrong(failed, speech)}
        </p>
      ) : null}
      <button type="submit" className="button primary" disabled={busy}>
        {action}
      </button>
    </form>
  );
}

function wrong({ status, message }: Failed, { t }: Speech): string {
  switch (status) {
    case 0:
      return t('failed.away');
    case 400:
    case 401:
      return t('signin.wrong');
    case 422:
      return t('signin.refused', { sentence: message });
    case 429:
      return t('signin.wait');
    default:
      return t('failed.busy');
  }
}

type FieldProps = InputHTMLAttributes<HTMLInputElement> & { readonly label: string; readonly hint?: string };

export function Field({ label, hint, ...rest }: FieldProps) {
  const id = useId();
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      <input id={id} required aria-describedby={hint ? `${id}-hint` : undefined} {...rest} />
      {hint ? (
        <p className="quiet" id={`${id}-hint`}>
          {hint}
        </p>
      ) : null}
    </div>
  );
}
