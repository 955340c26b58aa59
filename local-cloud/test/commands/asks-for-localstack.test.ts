import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { temporaryFolder } from '../../../tests/support/folders.ts';
import { asksForLocalstack } from '../../src/commands/asks-for-localstack.ts';

let folder: string;
beforeEach(() => {
  folder = temporaryFolder('asks-');
});
afterEach(() => rmSync(folder, { recursive: true, force: true, maxRetries: 5 }));

function write(file: string, text: string): void {
  mkdirSync(path.dirname(path.join(folder, file)), { recursive: true });
  writeFileSync(path.join(folder, file), text);
}

describe('asksForLocalstack', () => {
  it.each([
    ['finds the plugin in YAML', 'serverless.yml', 'plugins:\n  - serverless-localstack\n', true],
    [
      'finds the plugin in TypeScript',
      'serverless.ts',
      "export default { plugins: ['serverless-localstack'] };",
      true,
    ],
    ['passes a comment over', 'serverless.yml', 'plugins:\n  # - serverless-localstack\n', false],
    [
      'passes our own plugin over',
      'serverless.yml',
      'plugins: [serverless-local-cloud]\ncustom: { localstack: {} }',
      false,
    ],
  ])('%s', (_, file, text, expected) => {
    write(file, text);
    expect(asksForLocalstack(folder)).toBe(expected);
  });

  it('looks into the services of a composition', () => {
    write('serverless-compose.yml', 'services:\n  a:\n    path: services/a\n  b: { path: "services/b" }\n');
    write('services/a/serverless.yml', 'service: a\n');
    expect(asksForLocalstack(folder)).toBe(false);
    write('services/b/serverless.yml', 'plugins: [serverless-localstack]\n');
    expect(asksForLocalstack(folder)).toBe(true);
  });
});
