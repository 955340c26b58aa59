import type { Span } from '../../src/console/types.ts';
import { observed } from '../aws/observed.ts';
import { useLoad } from '../hooks.ts';
import { duration, t } from '../i18n.ts';
import { href } from '../router.ts';

interface Placed {
  readonly span: Span;
  readonly depth: number;
}

/** How a request went through services, and what took how long. */
export function Trace({ root, current }: { readonly root: string; readonly current?: number }) {
  const { data } = useLoad(
    () => observed<{ spans: Span[] }>(`traces/${encodeURIComponent(root)}`),
    [root, current],
  );
  const placed = ordered(data?.spans ?? []);
  if (placed.length === 0) return null;
  const begin = Math.min(...placed.map(({ span }) => span.start));
  const end = Math.max(...placed.map(({ span }) => span.start + span.durationMs));
  const share = (ms: number) => `${(100 * ms) / Math.max(0.1, end - begin)}%`;
  return (
    <ol class="trace" aria-label={t('trace')}>
      {placed.map(({ span, depth }) => (
        <li key={span.id} class={span.failed ? 'failed' : undefined}>
          <span class="trace-name" style={{ paddingInlineStart: `${depth * 0.9}rem` }}>
            {span.sequence !== undefined && span.sequence !== current ? (
              <a href={href(['requests', String(span.sequence)])}>{span.name}</a>
            ) : span.functionName !== undefined ? (
              <a
                href={href(
                  ['functions', span.functionName, 'invocations', span.requestId ?? ''],
                  span.region,
                )}
              >
                ƒ {span.name}
              </a>
            ) : (
              <span>{span.name}</span>
            )}
            {span.coldStart && <small>{t('cold')}</small>}
          </span>
          <span class="trace-track">
            <span
              class={`trace-bar ${span.kind}`}
              style={{ insetInlineStart: share(span.start - begin), width: share(span.durationMs) }}
            />
          </span>
          <span class="numeric">{duration(span.durationMs)}</span>
        </li>
      ))}
    </ol>
  );
}

/** Each below what asked for it. */
function ordered(spans: readonly Span[]): Placed[] {
  const below = (parent: string | undefined, depth: number): Placed[] =>
    spans
      .filter((span) => span.parent === parent)
      .flatMap((span) => [{ span, depth }, ...below(span.id, depth + 1)]);
  return below(undefined, 0);
}
