import type { InvocationSummary } from '../../src/console/types.ts';
import { duration, number, t } from '../i18n.ts';

const [WIDTH, HEIGHT, LEFT, BOTTOM] = [720, 160, 46, 4];

/** How long each of the last invocations took, cold ones apart, on a logarithmic scale: a start takes a hundred times as long. */
export function DurationChart({ invocations }: { readonly invocations: readonly InvocationSummary[] }) {
  if (invocations.length === 0) return null;
  const took = (of: InvocationSummary) => Math.max(0.1, of.durationMs + (of.initDurationMs ?? 0));
  const all = invocations.map(took);
  const low = 10 ** Math.floor(Math.log10(Math.min(...all)));
  const high = 10 ** Math.max(Math.ceil(Math.log10(Math.max(...all))), Math.log10(low) + 1);
  const y = (ms: number) => 8 + (HEIGHT - BOTTOM - 16) * (1 - Math.log(ms / low) / Math.log(high / low));
  const step = (WIDTH - LEFT - 16) / Math.max(1, Math.max(invocations.length, 30) - 1);
  const ticks = [];
  for (let tick = low; tick <= high * 1.001; tick *= 10) ticks.push(tick);
  const warm = invocations.filter(({ coldStart }) => !coldStart).map(took);
  const cold = invocations.filter(({ coldStart }) => coldStart).map(took);
  return (
    <figure class="chart">
      <svg viewBox={`0 0 ${WIDTH} ${HEIGHT}`} role="img" aria-label={t('durationChart')}>
        {ticks.map((tick) => (
          <g key={tick}>
            <line x1={LEFT} x2={WIDTH} y1={y(tick)} y2={y(tick)} class="line" />
            <text x={LEFT - 6} y={y(tick) + 4} text-anchor="end">
              {duration(tick)}
            </text>
          </g>
        ))}
        {invocations.map((invocation, index) => {
          const x = LEFT + 8 + index * step;
          const title = `${duration(took(invocation))} ${t(invocation.coldStart ? 'cold' : 'warm')}`;
          const failed = invocation.functionError === undefined ? '' : ' failed';
          const at = y(took(invocation));
          return invocation.coldStart ? (
            <path key={invocation.requestId} class={`cold${failed}`} d={`M${x} ${at - 5}l5 5-5 5-5-5z`}>
              <title>{title}</title>
            </path>
          ) : (
            <circle key={invocation.requestId} class={`warm${failed}`} cx={x} cy={at} r="3">
              <title>{title}</title>
            </circle>
          );
        })}
      </svg>
      <figcaption>
        <Legend kind="warm" values={warm} />
        <Legend kind="cold" values={cold} />
      </figcaption>
    </figure>
  );
}

function Legend({ kind, values }: { readonly kind: 'cold' | 'warm'; readonly values: readonly number[] }) {
  const sorted = [...values].sort((a, b) => a - b);
  const at = (share: number) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
  return (
    <span class="legend">
      <svg viewBox="0 0 10 10" width="10" height="10" aria-hidden="true">
        {kind === 'cold' ? (
          <path class="cold" d="M5 0l5 5-5 5-5-5z" />
        ) : (
          <circle class="warm" cx="5" cy="5" r="3.5" />
        )}
      </svg>
      {t(kind)} {number(values.length)}
      {values.length > 0 && ` · p50 ${duration(at(0.5))} · p95 ${duration(at(0.95))}`}
    </span>
  );
}
