/** Policy documents are objects in templates, seldom text, and text in the API. */
export const documentText = (document: unknown): string =>
  typeof document === 'string' ? document : JSON.stringify(document);
