import type { Router } from 'express';

/** A route of an app or a router. */
export interface Route {
  /** As it was written: `/modulo1/:id`. */
  path: string;
  /** In the order of their handlers, HEAD behind the GET that answers it. */
  methods: string[];
  matches(path: string): boolean;
}

/** What Express keeps for each `use` and each route; `slash` says that it is for every path. */
interface Layer {
  route?: { path: unknown; stack: { method?: string }[] };
  handle: { stack?: Layer[] };
  slash: boolean;
  match(path: string): boolean;
}

/** The routes of a router, those of the routers on it that have no path of their own included. */
export function routesOf(router: Pick<Router, 'stack'>): Route[] {
  return fromLayers(router.stack as unknown as Layer[]);
}

function fromLayers(layers: Layer[]): Route[] {
  return layers.flatMap((layer) => {
    const { route, handle, slash } = layer;
    if (!route) return slash ? fromLayers(handle.stack ?? []) : [];
    const methods = route.stack.flatMap(({ method }) => (method ? namesOf(method) : []));
    return [
      { path: String(route.path), methods: [...new Set(methods)], matches: (path) => layer.match(path) },
    ];
  });
}

const namesOf = (method: string): string[] => (method === 'get' ? ['GET', 'HEAD'] : [method.toUpperCase()]);
