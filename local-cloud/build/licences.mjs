// The licences of what the bundles carry along, which the licences themselves ask for.
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';

/** Files by which packages say what may be done with them, and (Apache-2.0) whom they want named. */
const TERMS = /^(licen[cs]e|copying|notice)(\.|$)/i;

/**
 * @param {string[]} sources absolute paths of the files in the bundles
 * @returns {Promise<string>} a text that names every package among them, packages with the same terms together
 * @throws {Error} for a package that does not say its terms
 */
export async function licences(sources) {
  /** @type {Map<string, string[]>} */
  const packages = new Map();
  for (const folder of [...new Set(sources.flatMap(packageFolder))].sort()) {
    const { name, version, license, author } = JSON.parse(
      await readFile(path.join(folder, 'package.json'), 'utf8'),
    );
    const terms = (await termsIn(folder)) || `The package brings no text of its own. ${by(author)}`.trim();
    if (!license) throw new Error(`${name} says no licence: ${folder}`);
    const text = `${license}\n\n${terms}`;
    packages.set(text, [...(packages.get(text) ?? []), `${name}@${version}`]);
  }
  const blocks = [...packages].map(([text, names]) => `${names.join(', ')}\n\n${text}`);
  return `${[HEADING, ...blocks].join(`\n\n${'-'.repeat(80)}\n\n`)}\n`;
}

const HEADING = `local-cloud carries parts of these packages in its own files, bundled and partly minified, otherwise unchanged.
Each is under its own licence.`;

/**
 * @param {string} file
 * @returns {string[]} the folder of the package it belongs to; none for our own files
 */
function packageFolder(file) {
  const [, folder] = /^(.*[\\/]node_modules[\\/](?:@[^\\/]+[\\/])?[^\\/]+)[\\/]/.exec(file) ?? [];
  return folder === undefined ? [] : [folder];
}

/** @param {string | { name?: string } | undefined} author as a manifest names one */
function by(author) {
  const name = typeof author === 'string' ? author : author?.name;
  return name ? `Copyright ${name}` : '';
}

/** @param {string} folder */
async function termsIn(folder) {
  const names = (await readdir(folder)).filter((name) => TERMS.test(name)).sort();
  const texts = await Promise.all(names.map((name) => readFile(path.join(folder, name), 'utf8')));
  return texts.map((text) => text.trim().replaceAll('\r\n', '\n')).join('\n\n');
}
