/** A path for NODE_OPTIONS, as Node reads it there: in double quotes, with backslashes escaped. */
export const quoted = (file: string): string => `"${file.replaceAll('\\', '\\\\').replaceAll('"', '\\"')}"`;
