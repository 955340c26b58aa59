import type { ComponentChildren } from 'preact';
import { t } from '../i18n.ts';
import { href } from '../router.ts';

interface SplitProps {
  readonly title: string;
  /** What is beside the title: filters, buttons. */
  readonly tools?: ComponentChildren;
  readonly list: ComponentChildren;
  /** What was chosen of the list; takes its place where the page is narrow. */
  readonly detail?: ComponentChildren;
  readonly back: readonly string[];
  /** Whether the list is of names alone, and gives its room to the detail. */
  readonly slim?: boolean;
}

/** A list, and beside it what was chosen of it. */
export function Split({ title, tools, list, detail, back, slim }: SplitProps) {
  return (
    <div class={`split${detail ? ' has-detail' : ''}${slim ? ' slim' : ''}`}>
      <section class="list" aria-label={title}>
        <header class="bar">
          <h1>{title}</h1>
          {tools}
        </header>
        {list}
      </section>
      {detail && (
        <section class="detail" aria-label={t('details')}>
          <h1 class="back">
            <a href={href(back)}>← {title}</a>
          </h1>
          {detail}
        </section>
      )}
    </div>
  );
}
