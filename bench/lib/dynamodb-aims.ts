import type { Scale } from './dynamodb-scale.ts';

/** What was measured of one request over so many connections: by server, undefined for those that don't have it. */
export interface Row {
  readonly request: string;
  readonly connections: number;
  readonly requestsPerSecond: readonly (number | undefined)[];
  /** Processor time of a request, in µs. */
  readonly processor: readonly (number | undefined)[];
}

type Line = readonly [aim: string, measured: string];

/** What was aimed at beside what was measured, as lines of a page. */
export function aims(names: readonly string[], rows: readonly Row[], scale: Scale): string[] {
  const at = (...words: string[]) => names.findIndex((name) => words.every((word) => name.includes(word)));
  const [bare, ours, disk] = [at('bare'), at('local-cloud', 'memory'), at('local-cloud', 'disk')];
  const [rust, rustDisk] = [at('Dynoxide', 'memory'), at('Dynoxide', 'disk')];
  const engine = rows.filter(({ request }) => request !== 'DescribeEndpoints');
  const lines: Line[] = [];
  if (rust >= 0) {
    lines.push(
      ['ahead of Dynoxide in every row, in memory', ahead(engine, ours, rust, 1)],
      [
        'twice as fast at 16 connections',
        ahead(
          engine.filter(({ connections }) => connections === 16),
          ours,
          rust,
          2,
        ),
      ],
      ['on disk no slower than Dynoxide on its disk', ahead(engine, disk, rustDisk, 1)],
    );
  }
  lines.push(
    ['GetItem at 60 % of the bare server', share(rows, 'GetItem', ours, bare)],
    ['PutItem at 50 % of the bare server', share(rows, 'PutItem', ours, bare)],
    ...scaleLines(scale),
  );
  return ['| Aim | Measured |', '|---|---|', ...lines.map((line) => `| ${line.join(' | ')} |`)];
}

/** In how many rows one server is so many times as fast as another, and where it is not. */
function ahead(rows: readonly Row[], one: number, other: number, least: number): string {
  const ratios = rows.flatMap((row) => {
    const [mine, theirs] = [row.requestsPerSecond[one], row.requestsPerSecond[other]];
    return mine === undefined || theirs === undefined ? [] : [{ row, ratio: mine / theirs }];
  });
  const short = ratios.filter(({ ratio }) => ratio < least);
  const shown = ratios.map(({ ratio }) => ratio).sort((a, b) => a - b);
  const behind = short.map(({ row, ratio }) => `${row.request} at ${row.connections}: ${ratio.toFixed(2)}×`);
  const range = `${shown[0]?.toFixed(1)}× to ${shown.at(-1)?.toFixed(1)}×`;
  return [`${ratios.length - short.length} of ${ratios.length} rows, ${range}`, ...behind].join('; ');
}

function share(rows: readonly Row[], request: string, ours: number, bare: number): string {
  const shown = rows
    .filter((row) => row.request === request)
    .map(({ connections, requestsPerSecond: rate }) => {
      const percent = ((rate[ours] ?? 0) / (rate[bare] ?? 1)) * 100;
      return `${percent.toFixed(0)} % at ${connections}`;
    });
  return shown.join(', ');
}

function scaleLines(scale: Scale): Line[] {
  const flat = Object.entries(scale.medians).map(
    ([name, [few, many]]) => `${name} ${few.toFixed(3)} → ${many.toFixed(3)} ms`,
  );
  const megabytes = (bytes: number) => `${(bytes / 1e6).toFixed(0)} MB`;
  const times = (scale.memoryBytes / scale.itemBytes).toFixed(2);
  return [
    ['median times flat from 1,000 to 1,000,000 items', flat.join(', ')],
    ['a whole Scan of 500,000 items in 3 s', `${scale.scanSeconds.toFixed(2)} s`],
    [
      "memory at 2.5 times the items' own size",
      `${times} times: ${megabytes(scale.memoryBytes)} for 1,000,000 items of ${megabytes(scale.itemBytes)}`,
    ],
    ['an index over 100,000 items in 2 s', `${scale.indexSeconds.toFixed(2)} s`],
    ['meanwhile no GetItem slower than 20 ms', `the slowest took ${scale.slowestGetMs.toFixed(1)} ms`],
  ];
}
