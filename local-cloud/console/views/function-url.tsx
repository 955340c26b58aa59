import { CONSOLE } from '../../src/console/paths.ts';
import { HttpTry } from './http-try.tsx';

/** Requests to a function's URL, which go there by the console's own address: the page may read no other. */
export function FunctionUrl({ url, arn }: { readonly url: string; readonly arn: string }) {
  return <HttpTry name={url} shown={url} base={`${CONSOLE}try/${encodeURIComponent(arn)}`} />;
}
