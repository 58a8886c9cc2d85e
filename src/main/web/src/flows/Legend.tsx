import type { FlowStepView } from '../shared/api/contract';
import { useSpeech } from '../shared/i18n/LanguageProvider';

type Family = FlowStepView['family'];

const FAMILIES: readonly Family[] = ['speak', 'ask', 'keep', 'code', 'decide', 'people', 'flow'];

/** What colours and counts mean; only those that occur. */
export function Legend({ steps }: { readonly steps: readonly FlowStepView[] }) {
  const { t } = useSpeech();
  const used = new Set(steps.map(({ family }) => family));
  return (
    <ul className="legend">
      {FAMILIES.filter((family) => used.has(family)).map((family) => (
        <li key={family}>
          <span className="swatch" data-family={family} />
          {t(`family.${family}`)}
        </li>
      ))}
      <li>
        <span className="count">{'n'}</span>
        {t('picture.legend.now')}
      </li>
      <li>
        <span className="count count-today">{'n'}</span>
        {t('picture.legend.today')}
      </li>
    </ul>
  );
}
