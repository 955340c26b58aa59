import { CONSOLE_KEY } from '../../src/console/paths.ts';
import { authorization, call, parseXml } from './call.ts';
import { textOf } from './protocols.ts';

/** An object, or a folder: what keys have in common up to a slash. */
export interface Entry {
  readonly key: string;
  readonly folder: boolean;
  readonly size: number;
  readonly changed: string;
}

/** The path of an object. Each part is encoded by itself: slashes separate them. */
export const objectPath = (bucket: string, key: string): string =>
  `/${bucket}/${key.split('/').map(encodeURIComponent).join('/')}`;

/** Whether a browser can ask for an object by its path: it takes parts of dots for a way, however they are encoded. */
export const isReachable = (key: string): boolean =>
  !key.split('/').some((part) => part === '.' || part === '..');

const decoded = (key: string): string => decodeURIComponent(key.replaceAll('+', ' '));

/** One page of what is below a prefix. */
export async function listObjects(bucket: string, prefix: string, token: string | undefined, region: string) {
  // Keys may have characters that XML can't.
  const query = new URLSearchParams({ 'list-type': '2', 'encoding-type': 'url', delimiter: '/', prefix });
  if (token !== undefined) query.set('continuation-token', token);
  const answer = parseXml(await (await call({ service: 's3', region, path: `/${bucket}?${query}` })).text());
  const children = [...answer.children];
  const folders = children
    .filter(({ localName }) => localName === 'CommonPrefixes')
    .map((each) => ({ key: decoded(textOf(each, 'Prefix')), folder: true, size: 0, changed: '' }));
  const objects = children
    .filter(({ localName }) => localName === 'Contents')
    .map((each) => ({
      key: decoded(textOf(each, 'Key')),
      folder: false,
      size: Number(textOf(each, 'Size')),
      changed: textOf(each, 'LastModified'),
    }));
  return { entries: [...folders, ...objects], token: textOf(answer, 'NextContinuationToken') || undefined };
}

/** An address that a browser can fetch by itself: it says the service in its query. */
export function downloadUrl(bucket: string, key: string, region: string): string {
  const query = new URLSearchParams({
    'X-Amz-Algorithm': 'AWS4-HMAC-SHA256',
    'X-Amz-Credential': `${CONSOLE_KEY}/20260101/${region}/s3/aws4_request`,
    'X-Amz-Date': new Date().toISOString().replace(/[-:]|\.\d+/g, ''),
    'X-Amz-Expires': '604800',
    'X-Amz-SignedHeaders': 'host',
    'X-Amz-Signature': '0',
  });
  return `${objectPath(bucket, key)}?${query}`;
}

/** Sends a file. @param told how much of it has left, from 0 to 1 */
export function upload(
  bucket: string,
  key: string,
  file: File,
  region: string,
  told: (share: number) => void,
): Promise<void> {
  // fetch() says nothing of how far it is.
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open('PUT', objectPath(bucket, key));
    request.setRequestHeader('authorization', authorization('s3', region));
    if (file.type !== '') request.setRequestHeader('content-type', file.type);
    request.upload.onprogress = ({ loaded, total }) => told(total > 0 ? loaded / total : 1);
    request.onload = () =>
      request.status < 300 ? resolve() : reject(new Error(`${request.status} ${request.responseText}`));
    request.onerror = () => reject(new Error(`${key}: the connection ended`));
    request.send(file);
  });
}
