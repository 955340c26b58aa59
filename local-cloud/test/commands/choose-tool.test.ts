import { rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { temporaryFolder } from '../../../tests/support/folders.ts';
import { chooseTool } from '../../src/commands/tool/choose-tool.ts';

let folder: string;
const { LOCAL_CLOUD_CACHE, PATH } = process.env;
beforeEach(() => {
  folder = temporaryFolder('choose-tool-');
  Object.assign(process.env, { LOCAL_CLOUD_CACHE: path.join(folder, 'cache'), PATH: '' });
});
afterEach(() => {
  delete process.env.LOCAL_CLOUD_CACHE;
  Object.assign(process.env, { PATH, ...(LOCAL_CLOUD_CACHE && { LOCAL_CLOUD_CACHE }) });
  rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
});

describe('the deploy tool of a project that has none installed', () => {
  it.each([
    ['frameworkVersion: "2"', 'serverless 2.72.4'],
    ['provider: { runtime: nodejs12.x }', 'serverless 2.72.4'],
    ['provider: { runtime: nodejs14.x }', 'osls 3.77.1'],
    // biome-ignore lint/suspicious/noTemplateCurlyInString: the Serverless Framework's own syntax
    ['custom:\n  stage: ${opt:stage, self:custom.other, dev}', 'serverless 2.72.4'],
    // biome-ignore lint/suspicious/noTemplateCurlyInString: the Serverless Framework's own syntax
    ["custom:\n  stage: ${opt:stage, 'dev'}\n  traces: ${opt:traces, false}", 'osls 3.77.1'],
  ])('is of the time that it is from: %j', async (text, tool) => {
    writeFileSync(path.join(folder, 'serverless.yml'), `service: a\n${text}\n`);
    const { signal } = new AbortController();
    const choice = chooseTool(folder, { confirm: async () => false, progress() {}, signal });
    await expect(choice).rejects.toThrow(
      `The Serverless Framework is not installed in ${folder}; ${tool} deploys it.`,
    );
  });
});
