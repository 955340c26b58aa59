import { respond } from '../../../http/respond.ts';
import type { FrontDoor } from '../../service.ts';
import { findFunctionUrl } from '../store.ts';
import { handleFunctionUrl } from './handle.ts';
import { noSuchUrl } from './no-such-url.ts';

/** `ID.lambda-url.REGION.on.aws`, as on AWS, and the same below localhost names, as on LocalStack. */
const HOST = /^([a-z0-9]+)\.lambda-url\./;

/** Function URLs on the main port, told by the Host header. */
export const functionUrlDoor: FrontDoor = {
  claims: (request) => HOST.test(request.host),
  async handle(request, response, cloud) {
    const id = HOST.exec(request.host)?.[1] ?? '';
    const url = findFunctionUrl(cloud, id);
    if (url) return handleFunctionUrl(request, response, url, cloud);
    await respond(response, noSuchUrl());
  },
};
