import { readFileSync } from 'node:fs';
import type { ServiceModel } from './protocols/shapes/model.ts';

/** AWS's model of a service, which is read when it is first asked for: most runs need few services. */
export function lazyModel(name: string): () => ServiceModel {
  let model: ServiceModel | undefined;
  return () => {
    // From src/ and from dist/ it is the same way.
    model ??= JSON.parse(
      readFileSync(new URL(`../models/${name}.json`, import.meta.url), 'utf8'),
    ) as ServiceModel;
    return model;
  };
}
