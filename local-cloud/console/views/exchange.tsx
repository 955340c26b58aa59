import type { InvocationDetails, RecordedText } from '../../src/console/types.ts';
import { observed } from '../aws/observed.ts';
import { useLoad } from '../hooks.ts';
import { bytes, t } from '../i18n.ts';
import { JsonText } from '../parts/json.tsx';

export const invocationPath = (region: string, functionName: string): string =>
  `functions/${encodeURIComponent(region)}/${encodeURIComponent(functionName)}/invocations`;

interface ExchangeProps {
  readonly region: string;
  readonly functionName: string;
  readonly requestId: string;
}

/** The event that a function got, and its answer, while they are remembered. */
export function Exchange({ region, functionName, requestId }: ExchangeProps) {
  const { data } = useLoad(
    () => observed<InvocationDetails>(`${invocationPath(region, functionName)}/${requestId}`),
    [region, functionName, requestId],
  );
  if (!data) return null;
  return (
    <section class="exchange">
      <JsonText label={label(t('event'), data.event)} text={data.event.text} />
      <JsonText label={label(t('answer'), data.answer)} text={data.answer.text} />
    </section>
  );
}

const label = (name: string, { bytes: size, cut }: RecordedText) =>
  `${name} · ${bytes(size)}${cut ? ` · ${t('cut')}` : ''}`;
