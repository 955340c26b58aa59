import { CONSOLE } from '../../src/console/paths.ts';
import { AwsFailure } from './call.ts';

/** What local-cloud observed, below `/_local-cloud/api/`. @throws AwsFailure */
export async function observed<T>(path: string): Promise<T> {
  const response = await fetch(`${CONSOLE}api/${path}`, { cache: 'no-store' });
  if (!response.ok) {
    const { message } = (await response.json().catch(() => ({}))) as { message?: string };
    throw new AwsFailure(String(response.status), message ?? response.statusText, response.status);
  }
  return (await response.json()) as T;
}
