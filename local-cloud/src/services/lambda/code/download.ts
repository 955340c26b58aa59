import { createReadStream } from 'node:fs';
import { respond } from '../../../gateway/respond.ts';
import type { FrontDoor } from '../../service.ts';
import { codePackages, DOWNLOAD_PATH } from './code-packages.ts';

/**
 * Serves what GetFunction's Code.Location and GetLayerVersion's Content.Location name. On AWS that is a presigned S3
 * URL: whoever has it needs no other right, and tools fetch it with plain HTTP.
 */
export const codeDownload: FrontDoor = {
  claims: (request) => request.method === 'GET' && request.path.startsWith(DOWNLOAD_PATH),
  async handle(request, response, cloud) {
    const archive = codePackages({ cloud, region: '' }).archives.get(
      request.path.slice(DOWNLOAD_PATH.length),
    );
    if (archive === undefined) {
      await respond(response, { status: 404, headers: { 'content-type': 'text/plain' }, body: 'Not found' });
      return;
    }
    const headers = { 'content-type': 'application/zip', 'x-amz-request-id': request.requestId };
    await respond(response, { status: 200, headers, body: createReadStream(archive) });
  },
};
