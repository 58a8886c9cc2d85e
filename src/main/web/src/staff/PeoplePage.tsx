import { useEffect } from 'react';
import type { PersonView, UnitView } from '../shared/api/contract';
import { useAnswer } from '../shared/api/useAnswer';
import { useSpeech } from '../shared/i18n/LanguageProvider';
import type { Key } from '../shared/i18n/messages';
import { Command, Empty, Failure, Loading } from '../shared/ui/States';
import { inTree } from './units';

/** Who works here, unit by unit from the topmost, and what for. */
export function PeoplePage() {
  const { t } = useSpeech();
  const people = useAnswer<readonly PersonView[]>('/v1/people');
  const units = useAnswer<readonly UnitView[]>('/v1/units');
  const failed = people.failed ?? units.failed;

  useEffect(() => {
    document.title = `${t('people.title')} · ${t('app.name')}`;
  }, [t]);

  return (
    <div className="page">
      <h1>{t('people.title')}</h1>
      <p className="quiet">{t('people.lead')}</p>
      {people.data && units.data ? (
        inTree(units.data).map(({ unit, depth }) => (
          <UnitPeople key={unit.id} unit={unit} depth={depth} people={(people.data ?? []).filter((it) => it.unit === unit.id)} />
        ))
      ) : failed ? (
        <Failure failed={failed} again={people.failed ? people.again : units.again} />
      ) : (
        <Loading />
      )}
      <Command text={t('people.remedy')} />
    </div>
  );
}

function UnitPeople({ unit, depth, people }: { readonly unit: UnitView; readonly depth: number; readonly people: readonly PersonView[] }) {
  const { t } = useSpeech();
  return (
    <section aria-label={unit.name} className={`unit depth-${Math.min(depth, 4)}`}>
      <h2>{unit.name}</h2>
      {people.length === 0 ? (
        <Empty what={t('people.none')} />
      ) : (
        <table className="lines">
          <thead>
            <tr>
              <th scope="col">{t('people.name')}</th>
              <th scope="col">{t('people.roles')}</th>
              <th scope="col">{t('people.pledge')}</th>
            </tr>
          </thead>
          <tbody>
            {people.map((person) => (
              <PersonRow key={person.id} person={person} />
            ))}
          </tbody>
        </table>
      )}
    </section>
  );
}

function PersonRow({ person }: { readonly person: PersonView }) {
  const { t } = useSpeech();
  return (
    <tr>
      <th scope="row">
        {person.name} <span className="quiet">{person.signInName}</span>
        {person.leftAt ? <span className="chip">{t('people.left')}</span> : null}
      </th>
      <td>
        {person.roles.map((role) => (
          <span key={role} className="chip">
            {t(`role.${role}` as Key)}
          </span>
        ))}
        {person.roles.length > 0 && !person.inForce ? <span className="chip chip-draft">{t('people.notInForce')}</span> : null}
      </td>
      <td>{person.pledgedUntil ?? '–'}</td>
    </tr>
  );
}
