import type { ComponentChildren } from 'preact';
import { useEffect, useId, useLayoutEffect, useRef, useState } from 'preact/hooks';

export interface Column<T> {
  readonly title: string;
  /** A CSS grid track: `minmax(0, 1fr)`, `5rem`. */
  readonly width: string;
  readonly numeric?: boolean;
  /** Left out where the page is narrow. */
  readonly wide?: boolean;
  cell(item: T): ComponentChildren;
}

interface GridProps<T> {
  readonly label: string;
  readonly columns: readonly Column<T>[];
  readonly count: number;
  /** undefined for one that is not loaded yet. */
  item(index: number): T | undefined;
  keyOf(item: T): string;
  readonly selected?: string;
  onSelect?(item: T): void;
  /** Told which rows are in sight. */
  onView?(first: number, last: number): void;
  /** How many rows were ever put on top: whoever has scrolled down stays where they are. */
  readonly pushed?: number;
  /** Whether the end stays in sight while rows are added. */
  readonly follow?: boolean;
  /** Shown in place of the rows where there are none. */
  readonly children?: ComponentChildren;
  readonly rowClass?: (item: T) => string;
}

const ROW = 28;
const OVERSCAN = 12;

/**
 * A table of any number of rows, of which those in sight are in the document. Arrow keys move, Enter
 * opens: the grid has the focus, takes the keys of all rows and names the active one. A `<table>` would have all its rows.
 */
export function Grid<T>(props: GridProps<T>) {
  const { label, columns, count, keyOf, selected, onSelect, onView, pushed = 0, follow } = props;
  const body = useRef<HTMLDivElement>(null);
  const id = useId();
  const [view, setView] = useState({ top: 0, height: 600 });
  const [active, setActive] = useState(-1);
  const atEnd = useRef(true);
  const before = useRef(pushed);
  const first = Math.max(0, Math.floor(view.top / ROW) - OVERSCAN);
  const last = Math.min(count - 1, Math.ceil((view.top + view.height) / ROW) + OVERSCAN);

  useLayoutEffect(() => {
    const element = body.current;
    if (!element) return undefined;
    const measure = () => setView((now) => ({ ...now, height: element.clientHeight }));
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    measure();
    return () => observer.disconnect();
  }, []);
  useLayoutEffect(() => {
    const added = pushed - before.current;
    before.current = pushed;
    const element = body.current;
    if (element && added > 0 && element.scrollTop > 0) element.scrollTop += added * ROW;
    if (added > 0) setActive((now) => (now < 0 ? now : now + added));
  }, [pushed]);
  useLayoutEffect(() => {
    if (follow && atEnd.current && body.current) body.current.scrollTop = body.current.scrollHeight;
  }, [follow, count]);
  useEffect(() => onView?.(first, last), [onView, first, last]);

  function moveTo(index: number): void {
    const next = Math.max(0, Math.min(count - 1, index));
    setActive(next);
    const element = body.current;
    if (!element) return;
    if (next * ROW < element.scrollTop) element.scrollTop = next * ROW;
    const bottom = (next + 1) * ROW - element.clientHeight;
    if (bottom > element.scrollTop) element.scrollTop = bottom;
  }
  function open(index: number): void {
    const item = props.item(index);
    setActive(index);
    if (item !== undefined) onSelect?.(item);
  }
  function onKeyDown(event: KeyboardEvent): void {
    if (event.target !== body.current) return;
    const page = Math.max(1, Math.floor(view.height / ROW) - 1);
    const moves: Record<string, number> = {
      ArrowDown: active + 1,
      ArrowUp: active - 1,
      PageDown: active + page,
      PageUp: active - page,
      Home: 0,
      End: count - 1,
    };
    const to = moves[event.key];
    if (to !== undefined && count > 0) moveTo(to);
    else if (event.key === 'Enter' && active >= 0) open(active);
    else return;
    event.preventDefault();
  }
  const rows = [];
  for (let index = first; index <= last; index += 1) {
    const item = props.item(index);
    const key = item === undefined ? `${index}` : keyOf(item);
    const classes = ['row', index === active && 'active', item !== undefined && props.rowClass?.(item)];
    rows.push(
      <div
        role="row"
        key={key}
        id={`${id}-${index}`}
        class={classes.filter(Boolean).join(' ')}
        style={{ transform: `translateY(${index * ROW}px)` }}
        aria-rowindex={index + 2}
        aria-selected={onSelect ? item !== undefined && keyOf(item) === selected : undefined}
        onClick={() => open(index)}
      >
        {columns.map(({ numeric, wide, cell }, at) => (
          <span role="gridcell" key={at} class={cellClass(numeric, wide)}>
            {item === undefined ? '…' : cell(item)}
          </span>
        ))}
      </div>,
    );
  }
  const shown = active >= first && active <= last;
  return (
    <div class={`grid${onSelect ? ' selects' : ''}`} style={tracks(columns)}>
      <div
        role="grid"
        class="grid-body"
        aria-label={label}
        aria-rowcount={count + 1}
        aria-activedescendant={shown ? `${id}-${active}` : undefined}
        tabIndex={0}
        ref={body}
        onKeyDown={onKeyDown}
        onScroll={({ currentTarget: { scrollTop, scrollHeight, clientHeight } }) => {
          atEnd.current = scrollTop + clientHeight > scrollHeight - ROW;
          setView({ top: scrollTop, height: clientHeight });
        }}
      >
        <div role="row" class="row head" aria-rowindex={1}>
          {columns.map(({ title, numeric, wide }) => (
            <span role="columnheader" key={title} class={cellClass(numeric, wide)}>
              {title}
            </span>
          ))}
        </div>
        <div role="rowgroup" class="rows" style={{ height: `${count * ROW}px` }}>
          {rows}
        </div>
      </div>
      {count === 0 && <div class="grid-empty">{props.children}</div>}
    </div>
  );
}

const cellClass = (numeric?: boolean, wide?: boolean): string | undefined =>
  [numeric && 'numeric', wide && 'wide'].filter(Boolean).join(' ') || undefined;

/** Tracks as custom properties: which of them apply is for the style sheet to say. */
function tracks<T>(columns: readonly Column<T>[]) {
  return {
    '--tracks': columns.map(({ width }) => width).join(' '),
    '--narrow-tracks': columns.flatMap(({ width, wide }) => (wide ? [] : width)).join(' '),
  };
}
