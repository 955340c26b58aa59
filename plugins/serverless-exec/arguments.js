const { readFile } = require('node:fs/promises');
const path = require('node:path');

/**
 * Reads a task's arguments from `--data`, or from the file in `--path`.
 *
 * @param {{ data?: string, path?: string }} options
 * @param {string} folder that `--path` is relative to
 * @returns {Promise<Record<string, unknown> | undefined>} undefined where there are none
 * @throws {Error} that names the option, for what is no JSON object
 */
async function readArguments({ data, path: file }, folder) {
  if (data !== undefined && file !== undefined) throw new Error('Give --data or --path, not both');
  if (file !== undefined) return parseObject('--path', await readText(path.resolve(folder, file)));
  return data === undefined ? undefined : parseObject('--data', data);
}

/** @param {string} file */
async function readText(file) {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    throw new Error(`--path can't be read: ${/** @type {Error} */ (error).message}`);
  }
}

/**
 * @param {string} option
 * @param {string} text
 * @returns {Record<string, unknown>}
 */
function parseObject(option, text) {
  let value;
  try {
    value = JSON.parse(text);
  } catch (error) {
    throw new Error(`${option} is not valid JSON: ${/** @type {Error} */ (error).message}`);
  }
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value;
  throw new Error(`${option} is no JSON object, such as '{"count":3}'`);
}

module.exports = { readArguments };
