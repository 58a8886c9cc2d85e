import { useEffect, useMemo } from 'react';
import { go, Link, pathTo, TABS, type Place } from '../routes';
import type { FlowBook } from '../shared/api/contract';
import { useAnswer } from '../shared/api/useAnswer';
import { useSpeech } from '../shared/i18n/LanguageProvider';
import { Command, Empty, Failure, Loading } from '../shared/ui/States';
import { useKeys } from '../shared/ui/useKeys';
import { FlowList, inOrder } from './FlowList';
import { FlowPage } from './FlowPage';

const LIST_EVERY_MS = 5_000;

/** All flows that are in force at the side, and the one that was chosen. */
export function FlowsPage({ place }: { readonly place: Place & { page: 'flows' } }) {
  const { t } = useSpeech();
  const { data: book, failed, again } = useAnswer<FlowBook>('/v1/flows', LIST_EVERY_MS);
  const flows = book?.flows;
  const chosen = place.flow ?? flows?.find(({ entry }) => entry)?.name;

  useEffect(() => {
    document.title = [chosen, t('flows.title'), t('app.name')].filter(Boolean).join(' · ');
  }, [chosen, t]);

  useKeys(
    useMemo(() => {
      const beside = (by: number) => () => {
        const names = inOrder(flows ?? []).map(({ name }) => name);
        const next = names[names.indexOf(chosen ?? '') + by];
        if (next) {
          go(pathTo(next, place.tab));
        }
      };
      const views = TABS.map((tab, i) => [`${i + 1}`, () => chosen && go(pathTo(chosen, tab))] as const);
      return { '[': beside(-1), ']': beside(1), ...Object.fromEntries(views) };
    }, [flows, chosen, place.tab]),
  );

  if (!flows) {
    return (
      <div className="alone">
        <h1>{t('flows.title')}</h1>
        {failed ? <Failure failed={failed} again={again} /> : <Loading />}
      </div>
    );
  }
  return (
    <div className="flows">
      <FlowList flows={flows} chosen={chosen} tab={place.tab} />
      <div className="flow">
        {flows.length === 0 ? (
          <Empty alone what={t('flows.none')}>
            <Command text={t('flows.none.remedy')} />
          </Empty>
        ) : null}
        {chosen && flows.some(({ name }) => name === chosen) ? (
          <FlowPage key={chosen} name={chosen} tab={place.tab} step={place.step} />
        ) : null}
        {chosen && flows.length > 0 && !flows.some(({ name }) => name === chosen) ? (
          <Empty alone what={t('flow.unknown', { name: chosen })}>
            <Command text={t('flow.unknown.remedy', { name: chosen })} />
            <Link href="/flows">{t('flows.title')}</Link>
          </Empty>
        ) : null}
      </div>
    </div>
  );
}
