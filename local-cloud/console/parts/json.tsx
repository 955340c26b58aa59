import { useMemo } from 'preact/hooks';
import { t } from '../i18n.ts';
import { Copy } from './basics.tsx';

/** Longer texts are shown without colours: each of them is an element. */
const MOST_COLOURED = 60_000;

/** A text, laid out and coloured where it is JSON. */
export function JsonText({ text, label }: { readonly text: string; readonly label: string }) {
  const shown = useMemo(() => pretty(text), [text]);
  return (
    <figure class="json">
      <figcaption>
        <span>{label}</span>
        <Copy text={shown} />
      </figcaption>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keys */}
      <section tabIndex={0} aria-label={label}>
        <pre>{shown === '' ? <span class="muted">{t('nothing')}</span> : coloured(shown)}</pre>
      </section>
    </figure>
  );
}

/** JSON in lines of its own; what is no JSON as it stands. */
export function pretty(text: string): string {
  try {
    return JSON.stringify(JSON.parse(text), null, 2);
  } catch {
    return text;
  }
}

const TOKEN = /("(?:[^"\\]|\\.)*")(\s*:)?|\b(true|false|null)\b|(-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?)/g;

function coloured(text: string) {
  if (text.length > MOST_COLOURED || !/^\s*[[{"]/.test(text)) return text;
  const parts = [];
  let at = 0;
  for (const match of text.matchAll(TOKEN)) {
    const [whole, string, colon, word] = match;
    if (match.index > at) parts.push(text.slice(at, match.index));
    const kind = colon !== undefined ? 'key' : string !== undefined ? 'string' : word ? 'word' : 'number';
    const token = colon !== undefined ? string : whole;
    parts.push(<span class={`j-${kind}`}>{token}</span>);
    if (colon !== undefined) parts.push(colon);
    at = match.index + whole.length;
  }
  parts.push(text.slice(at));
  return parts;
}

interface EditorProps {
  readonly label: string;
  readonly value: string;
  readonly rows?: number;
  onInput(value: string): void;
  /** Called for Ctrl-Enter. */
  onSubmit?(): void;
}

/** A field for JSON, which says at once where it is none. */
export function JsonEditor({ label, value, rows = 12, onInput, onSubmit }: EditorProps) {
  const problem = problemOf(value);
  return (
    <div class="editor">
      <textarea
        aria-label={label}
        aria-invalid={problem !== undefined}
        spellcheck={false}
        rows={rows}
        value={value}
        onInput={({ currentTarget }) => onInput(currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return;
          event.preventDefault();
          onSubmit?.();
        }}
      />
      <p class="hint" aria-live="polite">
        {problem}
      </p>
    </div>
  );
}

export function problemOf(text: string): string | undefined {
  try {
    if (text.trim() !== '') JSON.parse(text);
    return undefined;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}
