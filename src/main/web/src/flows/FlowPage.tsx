import { Tabs } from '@base-ui/react/tabs';
import { useEffect, useRef } from 'react';
import { go, pathTo, type Tab } from '../routes';
import type { FlowCounts, FlowView } from '../shared/api/contract';
import { useAnswer } from '../shared/api/useAnswer';
import { useSpeech } from '../shared/i18n/LanguageProvider';
import { Failure, Loading } from '../shared/ui/States';
import { CheckResult } from './CheckResult';
import { DraftDiff } from './DraftDiff';
import { FlowHead } from './FlowHead';
import { PictureView } from './PictureView';

const COUNTS_EVERY_MS = 2_000;

interface Props {
  readonly name: string;
  readonly tab: Tab;
  readonly step: string | undefined;
}

/** One flow: its picture with who is where, what the checks say, what a draft would change. */
export function FlowPage({ name, tab, step }: Props) {
  const { t, number } = useSpeech();
  const base = `/v1/flows/${encodeURIComponent(name)}`;
  const { data: flow, failed, again } = useAnswer<FlowView>(base);
  const counts = useAnswer<FlowCounts>(`${base}/counts`, COUNTS_EVERY_MS);
  useAgainWhenChanged(flow?.sha256, counts.data?.sha256, again);

  if (!flow) {
    return failed ? <Failure failed={failed} again={again} /> : <Loading />;
  }
  const warnings = flow.check.findings.length;
  return (
    <>
      <FlowHead flow={flow} />
      <Tabs.Root value={tab} onValueChange={(next) => go(pathTo(name, next as Tab))}>
        <Tabs.List className="tabs" aria-label={t('tab.label')}>
          <Tabs.Tab className="tab" value="picture">
            {t('tab.picture')}
          </Tabs.Tab>
          <Tabs.Tab className="tab" value="check">
            {t('tab.check')}
            {warnings > 0 ? <span className="tab-count">{number(warnings)}</span> : null}
          </Tabs.Tab>
          <Tabs.Tab className="tab" value="draft">
            {t('tab.draft')}
            {flow.draft ? <span className="tab-dot" /> : null}
          </Tabs.Tab>
        </Tabs.List>
        <Tabs.Panel className="panel" value="picture" tabIndex={-1}>
          <PictureView flow={flow} counts={counts} step={step} />
        </Tabs.Panel>
        <Tabs.Panel className="panel" value="check">
          <CheckResult check={flow.check} />
        </Tabs.Panel>
        <Tabs.Panel className="panel" value="draft">
          <DraftDiff flow={flow} />
        </Tabs.Panel>
      </Tabs.Root>
    </>
  );
}

/** Once for each version that comes into force while the page is open. */
function useAgainWhenChanged(shown: string | undefined, inForce: string | undefined, again: () => void) {
  const asked = useRef<string>(undefined);
  useEffect(() => {
    if (shown && inForce && shown !== inForce && asked.current !== inForce) {
      asked.current = inForce;
      again();
    }
  }, [shown, inForce, again]);
}
