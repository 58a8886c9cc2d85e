import { useCallback, useEffect, useMemo } from 'react';
import { go, pathTo } from '../routes';
import { askDocument } from '../shared/api/client';
import type { FlowCounts, FlowView } from '../shared/api/contract';
import { useAnswer, type Answer } from '../shared/api/useAnswer';
import { useSpeech } from '../shared/i18n/LanguageProvider';
import { Failure, Loading } from '../shared/ui/States';
import { FlowPicture } from './FlowPicture';
import { Legend } from './Legend';
import { pictureOf } from './picture';
import { StepDetails } from './StepDetails';
import { useZoom, ZoomButtons } from './Zoom';

interface Props {
  readonly flow: FlowView;
  readonly counts: Answer<FlowCounts>;
  readonly step: string | undefined;
}

/** The picture with the counts on it, and beside it the step that was chosen. */
export function PictureView({ flow, counts, step }: Props) {
  const { t, language, time } = useSpeech();
  const path = `/v1/flows/${encodeURIComponent(flow.name)}/picture?language=${language}`;
  const { data: svg, failed, again } = useAnswer<Document>(path, undefined, askDocument);
  const picture = useMemo(() => (svg ? pictureOf(svg) : undefined), [svg]);
  const { scale, frame, set } = useZoom(picture?.width ?? 0);
  useEffect(again, [flow.sha256, again]);

  const choose = useCallback(
    (id: string | undefined) => go(pathTo(flow.name, 'picture', id), 'replace'),
    [flow.name],
  );
  if (!picture) {
    return failed ? <Failure failed={failed} again={again} /> : <Loading />;
  }
  return (
    <div className={step ? 'picture-view with-step' : 'picture-view'}>
      <section className="picture-side">
        <div className="picture-tools">
          <Legend steps={flow.steps} />
          <ZoomButtons set={set} />
        </div>
        {counts.failed ? (
          <p className="stale" role="status">
            {counts.at ? t('picture.stale', { time: time(counts.at, 'clock') }) : t('failed.away')}
          </p>
        ) : null}
        <div className="picture-frame" ref={frame}>
          <FlowPicture flow={flow} picture={picture} counts={counts.data} step={step} scale={scale} choose={choose} />
        </div>
        {step ? null : <p className="quiet hint">{t('picture.hint')}</p>}
      </section>
      {step ? <StepDetails flow={flow} counts={counts.data} step={step} choose={choose} /> : null}
    </div>
  );
}
