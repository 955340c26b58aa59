import { execFile } from 'node:child_process';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { temporaryFolder } from '../../tests/support/folders.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const cruiser = path.join(root, 'node_modules/dependency-cruiser/bin/dependency-cruise.mjs');
const rules = path.join(root, '.dependency-cruiser.mjs');

const folders: string[] = [];
afterAll(() => Promise.all(folders.map((folder) => rm(folder, { recursive: true, maxRetries: 5 }))));

/** What breaks the rules in a project of these files, which import what is told: `RULE: FROM → TO`. */
async function broken(files: Readonly<Record<string, readonly string[]>>): Promise<string[]> {
  const folder = temporaryFolder('imports-');
  folders.push(folder);
  for (const [name, imports] of Object.entries(files)) {
    const file = path.join(folder, name);
    await mkdir(path.dirname(file), { recursive: true });
    const lines = imports.map((from, at) => `import type { T as T${at} } from '${from}';\n`);
    await writeFile(file, `${lines.join('')}export type T = ${lines.length};\n`);
  }
  const args = [cruiser, '--config', rules, '--output-type', 'json', ...Object.keys(files)];
  const text = await new Promise<string>((resolve) =>
    execFile(process.execPath, args, { cwd: folder }, (_, stdout) => resolve(stdout)),
  );
  const { summary } = JSON.parse(text) as {
    summary: { violations: { rule: { name: string }; from: string; to: string }[] };
  };
  return summary.violations.map(({ rule, from, to }) => `${rule.name}: ${from} → ${to}`).sort();
}

const SRC = 'local-cloud/src';

describe('the rules for imports', () => {
  it('refuse a circle, of types and in any folder', async () => {
    expect(await broken({ 'common/src/a.ts': ['./b.ts'], 'common/src/b.ts': ['./a.ts'] })).toEqual([
      'no-circle: common/src/a.ts → common/src/b.ts',
    ]);
  });

  it('refuse an import that runs upward, and let one run downward', async () => {
    const files = {
      [`${SRC}/core/ids.ts`]: ['../http/body.ts'],
      [`${SRC}/http/body.ts`]: [],
      [`${SRC}/protocols/json.ts`]: ['../gateway/gateway.ts', '../http/body.ts'],
      [`${SRC}/gateway/gateway.ts`]: ['../services/service.ts', '../services/sts/index.ts'],
      [`${SRC}/services/service.ts`]: [],
      [`${SRC}/services/sts/index.ts`]: ['../../commands/start.ts', '../service.ts'],
      [`${SRC}/commands/start.ts`]: ['../index.ts'],
      [`${SRC}/index.ts`]: [],
    };
    expect(await broken(files)).toEqual([
      `gateway-knows-no-service: ${SRC}/gateway/gateway.ts → ${SRC}/services/sts/index.ts`,
      `not-upward-from-core: ${SRC}/core/ids.ts → ${SRC}/http/body.ts`,
      `not-upward-from-protocols: ${SRC}/protocols/json.ts → ${SRC}/gateway/gateway.ts`,
      `not-upward-from-services: ${SRC}/services/sts/index.ts → ${SRC}/commands/start.ts`,
    ]);
  });

  it('let services reach each other by their doors, and by nothing else', async () => {
    const files = {
      [`${SRC}/services/lambda/invoke.ts`]: [
        '../logs/sink.ts',
        '../logs/store.ts',
        '../iam/operations/roles.ts',
      ],
      [`${SRC}/services/logs/sink.ts`]: ['./store.ts'],
      [`${SRC}/services/logs/cloudformation/log-group.ts`]: ['../sink.ts', '../store.ts'],
      [`${SRC}/services/logs/store.ts`]: [],
      [`${SRC}/services/iam/operations/roles.ts`]: [],
    };
    expect(await broken(files)).toEqual([
      `resource-types-by-operations: ${SRC}/services/logs/cloudformation/log-group.ts → ${SRC}/services/logs/store.ts`,
      `services-by-their-doors: ${SRC}/services/lambda/invoke.ts → ${SRC}/services/logs/store.ts`,
    ]);
  });

  it("keep API Gateway's versions apart, and what they share below both", async () => {
    const gateway = `${SRC}/services/apigateway`;
    const files = {
      [`${gateway}/http/page.ts`]: ['../rest/page.ts', '../shared/paging.ts'],
      [`${gateway}/rest/page.ts`]: ['./list.ts'],
      [`${gateway}/rest/list.ts`]: [],
      [`${gateway}/shared/paging.ts`]: ['../rest/list.ts'],
    };
    expect(await broken(files)).toEqual([
      `versions-apart: ${gateway}/http/page.ts → ${gateway}/rest/page.ts`,
      `versions-apart: ${gateway}/shared/paging.ts → ${gateway}/rest/list.ts`,
    ]);
  });

  it('refuse a folder that no rule knows, and tools in what is deployed', async () => {
    const files = {
      [`${SRC}/core/ids.ts`]: ['../attic/old.ts'],
      [`${SRC}/attic/old.ts`]: [],
      'users/src/app.ts': ['../../scripts/tool.ts'],
      'scripts/tool.ts': [],
    };
    expect(await broken(files)).toEqual([
      'deployed-code-stands-alone: users/src/app.ts → scripts/tool.ts',
      `in-no-room: ${SRC}/core/ids.ts → ${SRC}/attic/old.ts`,
    ]);
  });
});
