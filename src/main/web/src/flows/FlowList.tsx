import { Link, pathTo, type Tab } from '../routes';
import type { FlowLine } from '../shared/api/contract';
import { useSpeech } from '../shared/i18n/LanguageProvider';

/** The first that callers hear, then the others by name. */
export function inOrder(flows: readonly FlowLine[]): readonly FlowLine[] {
  return flows.toSorted((a, b) => Number(b.entry) - Number(a.entry));
}

interface Props {
  readonly flows: readonly FlowLine[];
  readonly chosen: string | undefined;
  readonly tab: Tab;
}

export function FlowList({ flows, chosen, tab }: Props) {
  const { t, count, number } = useSpeech();
  return (
    <nav className="flow-list" aria-label={t('flows.title')}>
      <h2>{t('flows.title')}</h2>
      <p className="quiet">{t('flows.lead')}</p>
      <ul>
        {inOrder(flows).map((flow) => (
          <li key={flow.name}>
            <Link
              className="flow-link"
              href={pathTo(flow.name, tab)}
              aria-current={flow.name === chosen ? 'page' : undefined}
            >
              <span className="flow-name">{flow.name}</span>
              {flow.entry ? <span className="chip">{t('flows.entry')}</span> : null}
              {flow.draft ? <span className="chip chip-draft">{t('flows.draft')}</span> : null}
              {flow.now > 0 ? (
                <span className="count" aria-label={count('flows.now', flow.now)} role="img">
                  {number(flow.now)}
                </span>
              ) : null}
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  );
}
