import { readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { npmCommand } from '../scripts/tool-command.ts';
import { run } from './support/run.ts';

const root = fileURLToPath(new URL('..', import.meta.url));

const scriptsOf = (folder: string): [string, string][] => {
  const file = path.join(root, folder, 'package.json');
  const { scripts = {} } = JSON.parse(readFileSync(file, 'utf8')) as { scripts?: Record<string, string> };
  return Object.entries(scripts).map(([name, command]) => [`${folder} ${name}`, command]);
};

/** These go by a script that asks, or by a command that does so itself. */
const ASKS =
  /^(cd \.\. && )?node (--enable-source-maps )?(\.\.\/)?scripts\/node-version\.cjs |^npm (run|test)\b|^local-cloud /;

describe('an npm script', () => {
  it.each(['.', 'modulo1', 'modulo2', 'layer', 'users'].flatMap(scriptsOf))(
    'asks for its Node first: %s',
    (_, command) => {
      expect(command).toMatch(ASKS);
    },
  );

  // Each fetches a Node from the registry.
  const where = process.env.CI ? it : it.skip;
  where.each([
    ['18', 'npm test', 'This project needs Node 20.19+, 22.13+ or 24+; this is v18.'],
    ['16', 'npm test', 'This project needs Node 20.19+, 22.13+ or 24+; this is v16.'],
    ['18', 'npm run debug -w modulo1', 'This project needs Node 20.19+, 22.13+ or 24+; this is v18.'],
    ['18', 'npm start', 'This project needs Node 20.19+, 22.13+ or 24+; this is v18.'],
    ['22.12', 'npm start', 'This project needs Node 20.19+, 22.13+ or 24+; this is v22.12.'],
    ['23', 'npm start', 'This project needs Node 20.19+, 22.13+ or 24+; this is v23.'],
    [
      '18',
      'node local-cloud/bin/local-cloud.mjs start',
      'local-cloud needs Node 20.19 or newer; this is v18.',
    ],
  ])(
    'says in one line which Node it needs, on Node %s: %s',
    async (version, command, line) => {
      const { code, output } = await run(
        ...npmCommand(
          'exec',
          '--yes',
          '--ignore-scripts=false',
          '--package',
          `node@${version}`,
          '--call',
          command.replace('npm ', 'npm --silent '),
        ),
        { cwd: root },
      );
      // npm has a line of its own to say, that it does not know this Node.
      const said = output.split('\n').filter((text) => text && !/^npm (WARN|warn) /.test(text));
      expect([code, said]).toEqual([1, [expect.stringContaining(line)]]);
    },
    120_000,
  );
});
