'use strict';
const fs = require('node:fs');
const path = require('node:path');

const KEYS = 'aws_access_key_id = test\naws_secret_access_key = test\n';

/**
 * Gives whatever profile the tool asks for the credentials of this run, before it looks for them.
 *
 * @param {{ prototype: Record<string, any> }} Provider the tool's AwsProvider
 */
function changeProvider(Provider) {
  for (const method of ['getCredentials', 'getAwsSdkV3CredentialsProvider']) {
    const original = Provider.prototype[method];
    if (typeof original !== 'function') continue;
    /** @this {any} @param {...any} args */
    Provider.prototype[method] = function (...args) {
      addProfiles([
        this.serverless?.service?.provider?.profile,
        this.options?.['aws-profile'],
        ...Object.entries(process.env).map(([name, value]) =>
          /^AWS_(\w+_)?PROFILE$/.test(name) ? value : undefined,
        ),
      ]);
      return Reflect.apply(original, this, args);
    };
  }
  return Provider;
}

/** @param {unknown[]} names */
function addProfiles(names) {
  const file = path.join(process.env.LOCAL_CLOUD_RUN ?? '', 'credentials');
  for (const name of names) {
    if (typeof name !== 'string' || name === '' || /[\]\n]/.test(name)) continue;
    if (fs.readFileSync(file, 'utf8').includes(`[${name}]\n`)) continue;
    fs.appendFileSync(file, `[${name}]\n${KEYS}`);
  }
}

module.exports = { changeProvider };
