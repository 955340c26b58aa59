import { createReadStream } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { respond } from '../../../http/respond.ts';
import type { FrontDoor } from '../../service.ts';
import { codePackages, DOWNLOAD_PATH } from './code-packages.ts';

/**
 * Serves what GetFunction's Code.Location and GetLayerVersion's Content.Location name. On AWS that is a presigned S3
 * URL: whoever has it needs no other right, and tools fetch it with plain HTTP.
 */
export const codeDownload: FrontDoor = {
  claims: (request) => request.method === 'GET' && request.path.startsWith(DOWNLOAD_PATH),
  async handle(request, response, cloud) {
    const { archives, derived } = codePackages({ cloud, region: '' });
    const id = request.path.slice(DOWNLOAD_PATH.length);
    const archive = archives.get(id);
    const folder = derived.get(id);
    if (archive === undefined && folder === undefined) {
      await respond(response, { status: 404, headers: { 'content-type': 'text/plain' }, body: 'Not found' });
      return;
    }
    const headers = { 'content-type': 'application/zip', 'x-amz-request-id': request.requestId };
    const body = folder === undefined ? createReadStream(archive ?? '') : await zipOf(folder);
    await respond(response, { status: 200, headers, body });
  },
};

async function zipOf(folder: string): Promise<Buffer> {
  const { zipSync } = await import('fflate');
  const files = (await readdir(folder, { recursive: true, withFileTypes: true })).filter((entry) =>
    entry.isFile(),
  );
  const contents = files.map(async ({ parentPath, name }) => {
    const file = path.join(parentPath, name);
    return [path.relative(folder, file).replaceAll(path.sep, '/'), await readFile(file)] as const;
  });
  return Buffer.from(zipSync(Object.fromEntries(await Promise.all(contents)), { level: 1 }));
}
