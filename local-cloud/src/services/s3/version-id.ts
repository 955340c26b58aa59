import { randomBytes } from 'node:crypto';

/** 32 characters that are safe in URLs, as S3's version ids are. */
export const newVersionId = (): string => randomBytes(24).toString('base64url').replace(/-/g, '.');

/** Upload ids are longer. */
export const newUploadId = (): string => randomBytes(96).toString('base64url').replace(/-/g, '.');
