import { regionsOf } from '../core/store.ts';
import { cloudOf, type LocalCloud } from '../index.ts';
import { stackStore } from '../services/cloudformation/store.ts';
import { CommandError } from './command-error.ts';
import type { Deployment } from './deployment.ts';
import type { Progress } from './progress.ts';
import { dim, style } from './request-line.ts';
import { type SummaryOptions, summary, urlBlocks } from './summary.ts';

/**
 * Where the folder has what was deployed before, that is served and its URLs are printed at once; whether it is still what
 * the project says is looked at behind.
 *
 * @param onServed called once it is known that there is something, which is served
 * @returns whether there was anything
 */
export async function serveAsBefore(
  cloud: LocalCloud,
  deployment: Deployment,
  shown: SummaryOptions,
  progress: Progress,
  onServed: () => void,
): Promise<boolean> {
  const regions = regionsWithStacks(cloud);
  if (regions.length === 0) return false;
  deployment.addRegions(regions);
  const before = (await urlBlocks(shown)).join('\n');
  if (before === '') return false;
  onServed();
  progress.line(await summary(shown));
  try {
    const { changed } = await deployment.check(cloud.endpoint);
    const after = (await urlBlocks(shown)).join('\n');
    if (after !== before) progress.line(await summary(shown));
    else if (!changed) progress.line(dim('All of it is as it was deployed before.'));
  } catch (error) {
    if (!(error instanceof CommandError)) throw error;
    progress.line(`${style('red', '✗')} ${error.message}`);
    progress.line(dim('What was deployed before goes on answering.'));
  }
  return true;
}

function regionsWithStacks(running: LocalCloud): string[] {
  const cloud = cloudOf(running);
  return regionsOf(cloud, 'cloudformation').filter((region) =>
    stackStore({ cloud, region })
      .all()
      .some(({ deleted }) => !deleted),
  );
}
