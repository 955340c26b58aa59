import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { COMPOSITIONS, SERVICES } from '../configurations.ts';

/** The file that makes a folder a service of the Serverless Framework, in any of its formats. */
export const serviceFile = (folder: string): string | undefined => firstOf(folder, SERVICES);

/** The file that makes a folder a deployment of several services. */
export const composeFile = (folder: string): string | undefined => firstOf(folder, COMPOSITIONS);

function firstOf(folder: string, names: readonly string[]): string | undefined {
  const files = new Set(filesOf(folder));
  const name = names.find((file) => files.has(file));
  return name && path.join(folder, name);
}

/**
 * What a project's configuration says, whatever its format, with the files that it takes in: for questions that a word
 * in it answers.
 */
export function configurationText(folder: string): string {
  const own = filesOf(folder)
    .filter((name) => /^(serverless.*\.(ya?ml|json|[cm]?[jt]s)|\.env.*)$/.test(name))
    .map((name) => path.join(folder, name));
  const files = new Set(own);
  const texts: string[] = [];
  // A set is walked to its end, whatever is added on the way.
  for (const file of files) {
    const text = textOf(file);
    texts.push(text);
    for (const [, name = ''] of text.matchAll(TAKEN_IN)) files.add(path.resolve(folder, name));
  }
  return texts.join('\n');
}

/** `${file(functions/api.yml):functions}`; names with variables in them are not known here. */
const TAKEN_IN = /\$\{\s*file\(\s*([^)$]+\.(?:ya?ml|json|[cm]?[jt]s))\s*\)/g;

function filesOf(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}

/** The text of a file, empty where there is none. */
export function textOf(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}
