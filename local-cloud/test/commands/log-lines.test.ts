import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { temporaryFolder } from '../../../tests/support/folders.ts';
import { logLines } from '../../src/commands/logs/log-lines.ts';
import { SourcePaths } from '../../src/commands/logs/source-paths.ts';

let folder: string;
beforeAll(() => {
  folder = temporaryFolder('log-lines-');
  for (const name of ['task', 'project/sala']) mkdirSync(path.join(folder, name), { recursive: true });
  for (const place of ['task', 'project/sala'])
    writeFileSync(path.join(folder, place, 'api.js'), 'const b = ;');
});
afterAll(() => rmSync(folder, { recursive: true, force: true, maxRetries: 5 }));

function shown(error: { errorType: string; errorMessage: string; stack: string[] }): string[] {
  const log = {
    ...{ functionName: 'sala-local-api', taskRoot: path.join(folder, 'task'), failed: true },
    messages: [`2026-11-26T12:00:00.000Z\tundefined\tERROR\tUncaught Exception \t${JSON.stringify(error)}`],
  };
  const root = path.join(folder, 'project');
  return logLines(
    log,
    new SourcePaths(root, () => [{ folder: path.join(root, 'sala'), functions: [log.functionName] }]),
  );
}

describe('an error that keeps a function from loading', () => {
  it('is shown with the place of a syntax error in the project', () => {
    const errorMessage = "SyntaxError: Unexpected token ';'";
    const stack = [`Runtime.UserCodeSyntaxError: ${errorMessage}`, '    at /var/task/api.js:1:11'];
    expect(shown({ errorType: 'Runtime.UserCodeSyntaxError', errorMessage, stack })).toEqual([
      "  ERROR Runtime.UserCodeSyntaxError: SyntaxError: Unexpected token ';'",
      '      at sala/api.js:1:11',
    ]);
  });

  it.each([
    ['api', '/var/runtime/load-handler.mjs', "Cannot find 'api', the handler's file, in what was deployed"],
    [
      'aws-sdk/clients/s3',
      '/var/task/api.js',
      "Cannot find module 'aws-sdk/clients/s3', imported by sala/api.js (Lambda brings AWS SDK v2 up to nodejs16.x; since nodejs18.x the package has to be deployed)",
    ],
  ])('says of %s, asked for by %s, what is missing', (module, by, said) => {
    const errorMessage = `Error: Cannot find module '${module}'\nRequire stack:\n- ${by}`;
    expect(shown({ errorType: 'Runtime.ImportModuleError', errorMessage, stack: [] })).toEqual([
      `  ERROR Runtime.ImportModuleError: Error: ${said}`,
    ]);
  });
});
