/** Templates may write booleans and numbers as text. */
export const isTrue = (value: unknown): boolean => String(value) === 'true';

export const optionalFlag = (value: unknown): boolean | undefined =>
  value === undefined ? undefined : isTrue(value);

export const optionalNumber = (value: unknown): number | undefined =>
  value === undefined ? undefined : Number(value);

/** A template's map, whose values may be numbers or booleans, as one of texts. */
export const texts = (map: object | undefined): Record<string, string> | undefined =>
  map && Object.fromEntries(Object.entries(map).map(([name, value]) => [name, String(value)]));

export const flags = (map: object | undefined): Record<string, boolean> | undefined =>
  map && Object.fromEntries(Object.entries(map).map(([name, value]) => [name, isTrue(value)]));

/** JSON that a template has as text or as an object. */
export const jsonText = (value: unknown): string | undefined => {
  if (value === undefined || value === '') return undefined;
  return typeof value === 'string' ? value : JSON.stringify(value);
};
