import type { Cloud } from '../core/cloud.ts';
import type { ConsoleDoor } from '../gateway/gateway.ts';
import { consolePage } from './page.ts';
import { CONSOLE } from './paths.ts';
import { Recorder } from './recorder.ts';

/** Records what happens from now on, and shows it to whoever opens the console; until then nothing else of it is loaded. */
export function consoleDoor(cloud: Cloud): ConsoleDoor {
  const recorder = new Recorder(cloud);
  return {
    page: ({ method, path }) => consolePage(method, path),
    claims: ({ path }) => path.startsWith(CONSOLE),
    async handle(request, response) {
      const { handleConsole } = await import('./handle.ts');
      await handleConsole({ request, response, cloud, recorder });
    },
  };
}
