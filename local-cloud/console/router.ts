import { useEffect, useState } from 'preact/hooks';

export const DEFAULT_REGION = 'us-east-1';

/** Where the page is: `#/functions/NAME/invoke?region=eu-west-1` */
export interface Route {
  readonly view: string;
  readonly names: readonly string[];
  readonly region: string;
}

export function currentRoute(): Route {
  const [path = '', query = ''] = location.hash.replace(/^#\/?/, '').split('?');
  const [view = '', ...names] = path.split('/').map(decoded);
  return {
    view: view || 'requests',
    names: names.filter((name) => name !== ''),
    region: new URLSearchParams(query).get('region') || DEFAULT_REGION,
  };
}

export function useRoute(): Route {
  const [route, setRoute] = useState(currentRoute);
  useEffect(() => {
    const change = () => setRoute(currentRoute());
    addEventListener('hashchange', change);
    return () => removeEventListener('hashchange', change);
  }, []);
  return route;
}

/** A link to a place, in the region that is shown unless another is named. */
export function href(segments: readonly string[], region = currentRoute().region): string {
  const path = segments.map((segment) => encodeURIComponent(segment)).join('/');
  return `#/${path}${region === DEFAULT_REGION ? '' : `?region=${region}`}`;
}

export function go(segments: readonly string[], region?: string): void {
  location.hash = href(segments, region);
}

function decoded(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}
