'use strict';
/**
 * Gives configuration variables that have no value on this machine (`${env:DB_URL}` of a .env file that only its owner
 * has, `${ssm:/prod/key}`, another stack's output) a stand-in, and says so, instead of ending the deployment.
 */
const path = require('node:path');
const { note } = require('./notes.cjs');

/** The type of the source that is tried last, after those that the configuration names. */
const STAND_IN = 'localCloudStandIn';
/** Sources whose values live beside the project: in an environment, an account, a file that is not checked in. */
const ELSEWHERE = new Set(['env', 'opt', 'param', 'output', 'ssm', 'cf', 's3', 'file']);
/** Sources that ask AWS, which may also answer that local-cloud lacks the service. */
const REMOTE = ['ssm', 'cf', 's3', 'aws'];
/** In version 2 these ask Serverless Inc.'s Dashboard, which wants a login; later ones know parameters by themselves. */
const DASHBOARD = ['param', 'output'];

/**
 * @typedef {{ type?: string, params?: { value?: unknown }[], address?: { value?: unknown, variables?: Variable[] }, value?: unknown }} Source
 * @typedef {{ sources?: Source[] }} Variable
 * @typedef {{ resolve(input: { address?: string, params?: string[] }): unknown }} Resolver
 */

/** @param {(text: string) => Variable[] | null} parse */
function changeParse(parse) {
  return (/** @type {string} */ text) => {
    const variables = parse(text);
    for (const { sources } of variables ?? []) {
      const last = sources?.at(-1);
      if (!sources || !last?.type || !ELSEWHERE.has(last.type)) continue;
      // Parameters and address are shared with the source before, so they are resolved once that is.
      sources.push({
        type: STAND_IN,
        params: [{ value: last.type }, ...(last.params ?? [])],
        ...(last.address ? { address: last.address } : {}),
      });
    }
    return variables;
  };
}

/**
 * @param {(data: { sources: Record<string, Resolver> }) => Promise<void>} resolve
 * @param {string} toolFolder
 */
function changeResolve(resolve, toolFolder) {
  const { version } = require(path.join(toolFolder, 'package.json'));
  const absent = Number.parseInt(version, 10) === 2 ? DASHBOARD : [];
  return (/** @type {{ sources: Record<string, Resolver> }} */ data) => {
    /** @type {Record<string, Resolver>} */
    const sources = { ...data.sources, [STAND_IN]: { resolve: standIn } };
    for (const type of absent) sources[type] = { resolve: () => ({ value: null }) };
    for (const type of REMOTE) {
      const source = sources[type];
      if (source) sources[type] = { ...source, resolve: (input) => orNothing(source, input) };
    }
    return resolve({ ...data, sources });
  };
}

/**
 * @param {Resolver} source
 * @param {{ address?: string, params?: string[] }} input
 */
async function orNothing(source, input) {
  try {
    return await source.resolve(input);
  } catch {
    return { value: null };
  }
}

/** @param {{ address?: string, params?: string[] }} input */
function standIn({ address = '', params: [type = '', ...params] = [] }) {
  const shown = `${type}${params.length > 0 ? `(${params.join(', ')})` : ''}${address === '' ? '' : `:${address}`}`;
  const value = type === 'file' && address === '' ? {} : standInFor(address);
  note(`\${${shown}} has no value here: deployed with ${JSON.stringify(value)}`);
  return { value };
}

/**
 * Most such values are secrets and addresses, which code takes as absent when empty; names and ARNs must look the part,
 * or nothing could be made of them.
 *
 * @param {string} address
 */
function standInFor(address) {
  const name = address.split(/[/.:]/).at(-1) ?? '';
  const kebab = name
    .replace(/([a-z0-9])([A-Z])/g, '$1-$2')
    .replace(/[^A-Za-z0-9]+/g, '-')
    .toLowerCase();
  if (/region/i.test(name)) return 'us-east-1';
  if (/account_?-?id/i.test(name)) return '000000000000';
  if (/stage|^env(ironment)?$/i.test(name)) return process.env.LOCAL_CLOUD_STAGE ?? 'local';
  if (/arn$/i.test(name)) return `arn:aws:iam::000000000000:role/${kebab}`;
  if (/name|table|bucket|queue|topic|prefix|service|stack|project|app$/i.test(name)) return kebab;
  return '';
}

module.exports = { changeParse, changeResolve, standInFor };
