import { useEffect, useState } from 'react';
import type { RightsLine, RightsView } from '../shared/api/contract';
import { useAnswer } from '../shared/api/useAnswer';
import { useSpeech } from '../shared/i18n/LanguageProvider';
import type { Key } from '../shared/i18n/messages';
import { Failure, Loading } from '../shared/ui/States';

/** The policy as it is in force: for one place of an object at a time, which role may do what. */
export function RightsPage() {
  const { t } = useSpeech();
  const { data: rights, failed, again } = useAnswer<RightsView>('/v1/rights');

  useEffect(() => {
    document.title = `${t('rights.title')} · ${t('app.name')}`;
  }, [t]);

  return (
    <div className="page">
      <h1>{t('rights.title')}</h1>
      <p className="quiet">{t('rights.lead')}</p>
      {rights ? <Table rights={rights} /> : failed ? <Failure failed={failed} again={again} /> : <Loading />}
    </div>
  );
}

function Table({ rights }: { readonly rights: RightsView }) {
  const { t } = useSpeech();
  const places = Object.keys(rights.places);
  const [place, setPlace] = useState(places[0] ?? '');
  return (
    <>
      <div className="field place">
        <label htmlFor="place">{t('rights.place')}</label>
        <select id="place" className="button" value={place} onChange={({ target }) => setPlace(target.value)}>
          {places.map((name) => (
            <option key={name} value={name}>
              {t(`place.${name}` as Key)}
            </option>
          ))}
        </select>
      </div>
      <Legend />
      <div className="wide" tabIndex={0} role="region" aria-label={t('rights.title')}>
        <table className="lines rights">
          <thead>
            <tr>
              <th scope="col">{t('rights.act')}</th>
              {rights.roles.map((role) => (
                <th key={role} scope="col">
                  {t(`role.${role}` as Key)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rights.acts.map((line) => (
              <Row key={line.act} line={line} roles={rights.roles} place={place} />
            ))}
          </tbody>
        </table>
      </div>
    </>
  );
}

function Row({ line, roles, place }: { readonly line: RightsLine; readonly roles: readonly string[]; readonly place: string }) {
  const { t } = useSpeech();
  return (
    <tr>
      <th scope="row">
        <code>{line.act}</code>
        {line.content ? <span className="chip">{t('rights.content')}</span> : null}
        <span className="quiet what" lang="en">
          {line.what}
        </span>
      </th>
      {roles.map((role) => {
        const grant = line.may[role]?.[place];
        return (
          <td key={role} className={grant ? `grant grant-${grant}` : 'grant'}>
            {grant ? t(`grant.${grant}` as Key) : <span aria-label={t('grant.no')}>·</span>}
          </td>
        );
      })}
    </tr>
  );
}

function Legend() {
  const { t } = useSpeech();
  return <p className="quiet">{t('rights.legend')}</p>;
}
