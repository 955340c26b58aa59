'use strict';
/**
 * What old tools and plugins call and Node has since removed: the hash MD4 (17), which webpack 4 names modules by,
 * `os.tmpDir` (14), `util.isArray` and its like (23), `SlowBuffer` (25).
 */
const buffer = require('node:buffer');
const crypto = require('node:crypto');
const os = require('node:os');
const util = require('node:util');
const zlib = require('node:zlib');

/** @type {Record<string, (value: any) => boolean>} */
const CHECKS = {
  isArray: Array.isArray,
  isBoolean: (value) => typeof value === 'boolean',
  isBuffer: Buffer.isBuffer,
  isDate: util.types.isDate,
  isError: (value) => util.types.isNativeError(value) || value instanceof Error,
  isFunction: (value) => typeof value === 'function',
  isNull: (value) => value === null,
  isNullOrUndefined: (value) => value === null || value === undefined,
  isNumber: (value) => typeof value === 'number',
  isObject: (value) => value !== null && typeof value === 'object',
  isPrimitive: (value) => (typeof value !== 'object' && typeof value !== 'function') || value === null,
  isRegExp: util.types.isRegExp,
  isString: (value) => typeof value === 'string',
  isSymbol: (value) => typeof value === 'symbol',
  isUndefined: (value) => value === undefined,
};

/**
 * @param {object} target
 * @param {string} name
 * @param {unknown} value
 */
function restore(target, name, value) {
  if (!(name in target)) Object.defineProperty(target, name, { value, configurable: true, writable: true });
}

for (const [name, check] of Object.entries(CHECKS)) restore(util, name, check);
restore(buffer, 'SlowBuffer', Buffer);
restore(os, 'tmpDir', os.tmpdir);
restore(os, 'getNetworkInterfaces', os.networkInterfaces);

const { createHash } = crypto;
// Node's own `require('crypto')` hands out this object, so assigning changes what everybody gets.
crypto.createHash = (algorithm, options) => {
  if (algorithm !== 'md4') return createHash(algorithm, options);
  try {
    return createHash(algorithm, options);
  } catch {
    return createHash('md5', options);
  }
};

// Until Node 14 `end(chunk)` went through `write`, which old archivers override to sum up what goes into a zip: without it
// the checksums of their zips are 0.
const { end } = zlib.DeflateRaw.prototype;
/** @this {import('node:zlib').DeflateRaw} @param {any[]} args */
zlib.DeflateRaw.prototype.end = function (...args) {
  const [chunk, encoding] = args;
  const overridden = this.write !== zlib.DeflateRaw.prototype.write;
  if (!overridden || chunk === undefined || chunk === null || typeof chunk === 'function')
    return Reflect.apply(end, this, args);
  this.write(chunk, typeof encoding === 'function' ? undefined : encoding);
  return Reflect.apply(
    end,
    this,
    args.slice(1).filter((argument) => typeof argument === 'function'),
  );
};
