import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { temporaryFolder } from '../../../tests/support/folders.ts';
import { servicesOf } from '../../src/commands/tool/services.ts';

const folder = temporaryFolder('services-test-');
afterAll(() => rmSync(folder, { recursive: true, force: true, maxRetries: 5 }));

/** A composition of `api`, which needs `tables`, with packages in its own node_modules. */
function composition(name: string, packages: Readonly<Record<string, string | undefined>>): string {
  const cwd = path.join(folder, name);
  mkdirSync(cwd);
  writeFileSync(
    path.join(cwd, 'serverless-compose.yml'),
    'services:\n  api:\n    path: api\n    dependsOn: tables\n  tables:\n    path: tables\n',
  );
  for (const [each, version] of Object.entries(packages)) {
    const installed = path.join(cwd, 'node_modules', each);
    mkdirSync(installed, { recursive: true });
    writeFileSync(
      path.join(installed, 'package.json'),
      JSON.stringify({ name: each, version, bin: { serverless: 'bin.js' } }),
    );
  }
  return cwd;
}

describe('the services of a composition', () => {
  it.each([
    ['osls', { osls: '3.77.1', '@osls/compose': '1.4.0' }],
    ['serverless', { serverless: '3.40.0', '@serverless/compose': '1.3.0' }],
  ])('are left to %s where that has its package', (name, packages) => {
    const cwd = composition(name, { ...packages });
    expect(servicesOf(cwd)).toEqual([{ folder: cwd, params: {} }]);
  });

  it.each([
    ['no tool', { '@serverless/compose': '1.3.0' }],
    ['a tool with the package of another', { osls: '3.77.1', '@serverless/compose': '1.3.0' }],
    ['a tool that wants a login', { serverless: '4.43.0', '@serverless/compose': '1.3.0' }],
  ])('are deployed one by one, in their order, with %s', (name, packages) => {
    const cwd = composition(name, { ...packages });
    expect(servicesOf(cwd)).toEqual([
      { name: 'tables', folder: path.join(cwd, 'tables'), params: {} },
      { name: 'api', folder: path.join(cwd, 'api'), params: {} },
    ]);
  });
});
