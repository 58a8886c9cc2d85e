import type { ReactNode } from 'react';
import type { Failed } from '../api/client';
import { useSpeech, type Speech } from '../i18n/LanguageProvider';

/** Shown only when it takes a moment: a flash is worse than nothing. */
export function Loading() {
  const { t } = useSpeech();
  return (
    <p className="loading" role="status">
      {t('app.loading')}
    </p>
  );
}

interface EmptyProps {
  readonly what: string;
  /** Of a page that has no heading of its own. */
  readonly alone?: boolean;
  readonly children?: ReactNode;
}

/** Nothing is there, and what to do about it. */
export function Empty({ what, alone, children }: EmptyProps) {
  const What = alone ? 'h1' : 'p';
  return (
    <div className="empty">
      <What className="empty-what">{what}</What>
      {children}
    </div>
  );
}

/** A command one may copy. */
export function Command({ text }: { readonly text: string }) {
  const at = text.indexOf('./earshot');
  return (
    <p className="command">
      {at < 0 ? text : text.slice(0, at)}
      {at < 0 ? null : <code>{text.slice(at)}</code>}
    </p>
  );
}

export function Failure({ failed, again }: { readonly failed: Failed; readonly again: () => void }) {
  const speech = useSpeech();
  return (
    <div className="failure" role="alert">
      <p>{sentenceOf(failed, speech)}</p>
      <button type="button" className="button" onClick={again}>
        {speech.t('app.again')}
      </button>
    </div>
  );
}

function sentenceOf({ status, message }: Failed, { t }: Speech): string {
  if (status === 0) {
    return t('failed.away');
  }
  if (status === 503 || status === 429) {
    return t('failed.busy');
  }
  return status >= 500 ? t('failed.own', { status }) : t('failed.refused', { status, sentence: message });
}
