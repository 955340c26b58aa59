import type { ServiceModel } from './model.ts';

/** A value as AWS's validation quotes it: as Java prints the objects it was made into. */
export function shown(value: unknown, name: string | undefined, model: ServiceModel): string {
  if (value === undefined || value === null) return 'null';
  if (typeof value !== 'object') return String(value);
  const shape = name === undefined ? undefined : model.shapes[name];
  if (Array.isArray(value)) {
    return `[${value.map((element) => shown(element, shape?.member?.shape, model)).join(', ')}]`;
  }
  const entries = Object.entries(value);
  if (shape?.type === 'structure') {
    const members = entries.map(
      ([member, inner]) =>
        `${member.charAt(0).toLowerCase()}${member.slice(1)}=${shown(inner, shape.members?.[member]?.shape, model)}`,
    );
    return `${name}(${members.join(', ')})`;
  }
  return `{${entries.map(([key, inner]) => `${key}=${shown(inner, shape?.value?.shape, model)}`).join(', ')}}`;
}

/** All that breaks constraints, as AWS tells it at once. */
export function detected(problems: readonly string[]): string {
  const noun = problems.length === 1 ? 'validation error' : 'validation errors';
  return `${problems.length} ${noun} detected: ${problems.join('; ')}`;
}
