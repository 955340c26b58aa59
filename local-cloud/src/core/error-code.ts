/** The `code` of an error of Node's own. Not by `instanceof`: what runs in a VM context has another `Error`. */
export function errorCode(error: unknown): string | undefined {
  const code = typeof error === 'object' && error !== null && 'code' in error ? error.code : undefined;
  return typeof code === 'string' ? code : undefined;
}
