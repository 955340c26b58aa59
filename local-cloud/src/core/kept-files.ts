/**
 * Names of the files that records name, with those that were not finished. What else lies beside them in a folder that
 * somebody named is not ours to remove.
 */
export const BLOB_FILE = /^[0-9a-f]{40}(\.part)?$/;
export const ZIP_FILE = /^[0-9a-f]{64}\.zip(\.[0-9a-f]{8})?$/;
