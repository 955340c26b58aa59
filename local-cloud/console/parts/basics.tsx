import type { ComponentChildren } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import { AwsFailure } from '../aws/call.ts';
import { t } from '../i18n.ts';
import { href } from '../router.ts';

/** An error as AWS says it. */
export function Failure({ error }: { readonly error: Error | undefined }) {
  if (!error) return null;
  return (
    <p role="alert" class="failure">
      {error instanceof AwsFailure && <strong>{error.code}</strong>} {error.message}
    </p>
  );
}

/** Says that there is nothing, and what to type for something. */
export function Empty({
  title,
  children,
}: {
  readonly title: string;
  readonly children?: ComponentChildren;
}) {
  return (
    <div class="empty">
      <p>{title}</p>
      {children}
    </div>
  );
}

/** A line for a terminal, to be copied. */
export function Command({ children }: { readonly children: string }) {
  return (
    <div class="command">
      <code>{children}</code>
      <Copy text={children} />
    </div>
  );
}

export function Copy({ text, label = t('copy') }: { readonly text: string; readonly label?: string }) {
  const [done, setDone] = useState(false);
  const timer = useRef<number | undefined>(undefined);
  useEffect(() => () => clearTimeout(timer.current), []);
  const copy = async () => {
    await navigator.clipboard.writeText(text);
    setDone(true);
    timer.current = setTimeout(() => setDone(false), 1500);
  };
  return (
    <button type="button" class="quiet" onClick={copy}>
      <span aria-live="polite">{done ? t('copied') : label}</span>
    </button>
  );
}

interface TabsProps {
  /** The path of the place, to which the tab's name is added. */
  readonly base: readonly string[];
  readonly tabs: readonly (readonly [id: string, title: string])[];
  readonly current: string;
}

/** Parts of a place, each with an address of its own. */
export function Tabs({ base, tabs, current }: TabsProps) {
  return (
    <nav class="tabs" aria-label={t('parts')}>
      {tabs.map(([id, title]) => (
        <a key={id} href={href([...base, id])} aria-current={id === current ? 'page' : undefined}>
          {title}
        </a>
      ))}
    </nav>
  );
}

/** What is known of a thing, by name. Left out where it is not known. */
export function Facts({ facts }: { readonly facts: readonly (readonly [string, ComponentChildren])[] }) {
  return (
    <dl class="facts">
      {facts
        .filter(([, value]) => value !== undefined && value !== '' && value !== null)
        .map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
    </dl>
  );
}

export function Status({ status }: { readonly status: number }) {
  const kind = status >= 500 ? 'bad' : status >= 400 ? 'warn' : 'good';
  return <span class={`status ${kind}`}>{status || '–'}</span>;
}

/** A state as AWS names it, such as CREATE_FAILED. */
export function State({ children }: { readonly children: string }) {
  const kind = /FAIL|ROLLBACK|Failed|ERROR/.test(children)
    ? 'bad'
    : /PROGRESS|PENDING|Pending|CREATING|UPDATING|DELETING/.test(children)
      ? 'warn'
      : 'good';
  return <span class={`status ${kind}`}>{children}</span>;
}

/** A field with its label. */
export function Field({ label, children }: { readonly label: string; readonly children: ComponentChildren }) {
  return (
    // biome-ignore lint/a11y/noLabelWithoutControl: the control is what it is given
    <label class="field">
      <span>{label}</span>
      {children}
    </label>
  );
}
