/** A document that a template has as an object, or as text, as the text that the API wants. */
export const documentText = (document: unknown): string =>
  typeof document === 'string' ? document : JSON.stringify(document);

/** One that may be missing, or empty. */
export const optionalDocument = (document: unknown): string | undefined =>
  document === undefined || document === '' ? undefined : documentText(document);
