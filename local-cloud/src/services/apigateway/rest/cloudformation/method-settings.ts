import { type Patch, pointer, replace } from './properties.ts';

/** What a template says of methods' settings; `*` stands for all paths, or all methods. */
export type MethodSettings = readonly (Readonly<Record<string, unknown>> & {
  readonly ResourcePath?: string;
  readonly HttpMethod?: string;
})[];

/** Where each setting is in the paths of patches. */
const PLACES: Readonly<Record<string, string>> = {
  CacheDataEncrypted: 'caching/dataEncrypted',
  CacheTtlInSeconds: 'caching/ttlInSeconds',
  CachingEnabled: 'caching/enabled',
  DataTraceEnabled: 'logging/dataTrace',
  LoggingLevel: 'logging/loglevel',
  MetricsEnabled: 'metrics/enabled',
  ThrottlingBurstLimit: 'throttling/burstLimit',
  ThrottlingRateLimit: 'throttling/rateLimit',
};

/** What makes methods' settings those of a template. @param current those there are, by `path/METHOD` */
export function methodSettingPatches(settings: MethodSettings = [], current: object = {}): Patch[] {
  const gone = Object.keys(current).map((key) => {
    const cut = key.lastIndexOf('/');
    return replace(`/${pointer(key.slice(0, cut))}/${key.slice(cut + 1)}`, undefined);
  });
  const wanted = settings.flatMap(({ ResourcePath = '/*', HttpMethod = '*', ...values }) => {
    // Both `/*` and `*` stand for every path.
    const path = ResourcePath === '/*' || ResourcePath === '*' ? '*' : pointer(ResourcePath);
    return Object.entries(values).flatMap(([name, value]) => {
      const place = PLACES[name];
      return place ? [replace(`/${path}/${HttpMethod}/${place}`, value)] : [];
    });
  });
  return [...gone, ...wanted];
}
