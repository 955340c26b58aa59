import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { COMPOSITIONS, SERVICES } from './configurations.ts';

/** Somewhere but in a line that is a comment. */
const NAMED = /^(?!\s*(?:#|\/\/)).*\bserverless-localstack\b/m;

/**
 * Whether a Serverless Framework project uses the plugin for LocalStack, and so has a right to what LocalStack gives
 * functions beyond Lambda. What the plugin's name is part of (a package of another's) counts as well.
 *
 * @param folder of the project: a service, or a composition of services
 */
export function asksForLocalstack(folder: string): boolean {
  const services = texts(folder, COMPOSITIONS).flatMap((text) =>
    [...text.matchAll(/\bpath['"]?:\s*['"]?([^'"\s,}]+)/g)].map((match) => match[1] ?? '.'),
  );
  return [folder, ...services.map((service) => path.resolve(folder, service))].some((place) =>
    texts(place, SERVICES).some((text) => NAMED.test(text)),
  );
}

const texts = (folder: string, names: readonly string[]): string[] =>
  names
    .map((name) => path.join(folder, name))
    .filter((file) => existsSync(file))
    .map((file) => readFileSync(file, 'utf8'));
