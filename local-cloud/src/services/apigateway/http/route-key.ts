import { badRequest } from '../shared/errors.ts';

/** A route key taken apart: `ANY /things/{id}/{rest+}`. */
export interface RoutePattern {
  /** `ANY` for all of them. */
  readonly method: string;
  /** `/things/{id}` */
  readonly path: string;
  readonly segments: readonly { readonly name: string; readonly parameter: boolean }[];
  /** The name of the greedy variable at the end. */
  readonly greedy?: string;
}

const KEY = /^(ANY|GET|POST|PUT|PATCH|DELETE|HEAD|OPTIONS) (\/\S*)$/;

/**
 * @returns undefined for `$default`
 * @throws AwsError BadRequestException
 */
export function parseRouteKey(key: string): RoutePattern | undefined {
  if (key === '$default') return undefined;
  const [, method, path] = KEY.exec(key) ?? [];
  if (!method || !path) throw malformed();
  const parts = path.slice(1).split('/');
  const greedy = /^\{([^{}+]+)\+\}$/.exec(parts.at(-1) ?? '')?.[1];
  const segments = (greedy === undefined ? parts : parts.slice(0, -1)).map((part) => {
    const name = /^\{([^{}+]+)\}$/.exec(part)?.[1];
    return { name: name ?? part, parameter: name !== undefined };
  });
  const names = [...segments.filter(({ parameter }) => parameter).map(({ name }) => name), greedy];
  const literals = segments.filter(({ parameter }) => !parameter);
  const broken = literals.some(({ name }) => /[{}]/.test(name) || (name === '' && path !== '/'));
  if (broken || new Set(names).size < names.length) throw malformed();
  return { method, path, segments, greedy };
}

const malformed = () =>
  badRequest(
    'The provided route key is not formatted properly for HTTP protocol. ' +
      'Format should be "<HTTP METHOD> /<RESOURCE PATH>" or "$default"',
  );
