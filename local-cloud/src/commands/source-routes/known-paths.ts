import {
  CONTROLLER,
  GLOBAL_PREFIX,
  joined,
  type Mount,
  type Route,
  readSource,
  type SourceRoutes,
} from './read-source.ts';
import { importedFile, sourceFiles } from './source-files.ts';

/** A path that code of the project seems to answer; a GraphQL one wants a query. */
export interface KnownPath {
  readonly path: string;
  readonly guarded: boolean;
  readonly graphql: boolean;
}

/** How many routers may stand in each other. */
const DEPTH = 5;

/**
 * The paths that apps in a project answer to GET, for functions whose API hands every path on to them. Read off the source,
 * so some may be missing, or wrong: for a line to try, and for nothing else.
 */
export function knownPaths(folder: string): KnownPath[] {
  const texts = sourceFiles(folder);
  const sources = new Map([...texts].map(([file, text]) => [file, readSource(text)]));
  const tree = new RouterTree(sources, (specifier, from) => importedFile(specifier, from, texts));
  const all = [...sources].flatMap(([file, { routes }]) => routes.map((route) => ({ file, route })));
  const [global] = all.filter(({ route }) => route.receiver === GLOBAL_PREFIX);
  const found = all
    .filter(({ route }) => route.receiver !== GLOBAL_PREFIX)
    .flatMap(({ file, route }) =>
      route.receiver === CONTROLLER
        ? [{ ...route, path: joined(global?.route.path ?? '', route.path) }]
        : tree.placesOf(file, route),
    );
  return found.map(({ path, guarded, graphql = false }) => ({ path, guarded, graphql }));
}

class RouterTree {
  readonly #mounts: readonly { file: string; mount: Mount; targets: readonly (string | undefined)[] }[];

  constructor(
    sources: ReadonlyMap<string, SourceRoutes>,
    resolve: (specifier: string, from: string) => string | undefined,
  ) {
    /** The file that a name stands for, also where a file between only hands it on. */
    const fileOf = (name: string, file: string, depth = 0): string | undefined => {
      const specifier = name.startsWith('.') ? name : sources.get(file)?.imports.get(name);
      const target = specifier === undefined ? undefined : resolve(specifier, file);
      const next = target !== undefined && depth < DEPTH ? fileOf(name, target, depth + 1) : undefined;
      return name.startsWith('.') ? target : (next ?? target);
    };
    this.#mounts = [...sources].flatMap(([file, { mounts }]) =>
      mounts.map((mount) => ({ file, mount, targets: mount.targets.map((name) => fileOf(name, file)) })),
    );
  }

  /** Everywhere that something of a router answers: below each place that the router is mounted at. */
  placesOf<Part extends Route | Mount>(file: string, part: Part, depth = 0): Part[] {
    if (depth === DEPTH) return [];
    const { receiver, path, guarded } = part;
    const here = this.#mounts.filter(
      ({ file: other, mount, targets }) =>
        other === file &&
        mount.targets.some((name, index) => name === receiver && targets[index] === undefined),
    );
    const elsewhere = this.#mounts.filter(
      ({ file: other, targets }) => other !== file && targets.includes(file),
    );
    const mounts = here.length > 0 ? here : elsewhere;
    // What gives a router its own prefix leaves open where the router is mounted.
    const below = mounts.flatMap(({ file: other, mount }) =>
      mount.receiver === ''
        ? this.#ownPrefix(mount, elsewhere, depth)
        : this.placesOf(other, mount, depth + 1),
    );
    if (mounts.length === 0) return [{ ...part, path: joined(path) }];
    return below.map((place) => ({
      ...part,
      path: joined(place.path, path),
      guarded: guarded || place.guarded,
    }));
  }

  #ownPrefix(mount: Mount, elsewhere: readonly { file: string; mount: Mount }[], depth: number): Mount[] {
    if (elsewhere.length === 0) return [mount];
    return elsewhere
      .flatMap((each) => this.placesOf(each.file, each.mount, depth + 1))
      .map((place) => ({ ...mount, path: joined(place.path, mount.path), guarded: place.guarded }));
  }
}
