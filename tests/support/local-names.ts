import { lookup } from 'node:dns';
import type { LookupFunction } from 'node:net';

const LOCAL = /(^|\.)localhost(\.localstack\.cloud)?$/;

/**
 * Resolves names as `dns.lookup` does, but those of this machine without asking anybody. LocalStack's function URLs are
 * `http://ID.lambda-url.REGION.localhost.localstack.cloud:4566/`, a name that only the internet's servers know, and that
 * routers which guard against rebinding don't tell.
 */
export const lookupLocally: LookupFunction = (name, options, callback) =>
  lookup(LOCAL.test(name) ? '127.0.0.1' : name, options, callback);
