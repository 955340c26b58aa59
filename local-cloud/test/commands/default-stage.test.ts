import { rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { temporaryFolder } from '../../../tests/support/folders.ts';
import { defaultStage } from '../../src/commands/tool/stage.ts';

let folder: string;

beforeEach(async () => {
  folder = temporaryFolder('default-stage-');
});
afterEach(() => rm(folder, { recursive: true, force: true, maxRetries: 5 }));

const stageOf = async (...lines: string[]) => {
  await writeFile(path.join(folder, 'serverless.yml'), lines.join('\n'));
  return defaultStage(folder);
};

describe('the stage where none is named', () => {
  it('is local', async () => {
    expect(await stageOf('service: orders', 'provider: { name: aws, region: sa-east-1 }')).toBe('local');
  });

  it.each([
    // SERVICE-local-us-east-1-lambdaRole is 64 characters, then 65; AWS takes 64.
    [37, 'local'],
    [38, 'dev'],
  ])('is one whose role has a name that AWS takes, for a service of %i characters', async (length, stage) => {
    expect(await stageOf(`service: ${'s'.repeat(length)}`, 'provider:', '  region: us-east-1')).toBe(stage);
  });

  it('is one whose functions have names that AWS takes', async () => {
    const service = `service: ${'s'.repeat(20)}`;
    expect(await stageOf(service, 'functions:', `  ${'f'.repeat(37)}:`)).toBe('local');
    expect(await stageOf(service, 'functions:', `  ${'f'.repeat(38)}:`)).toBe('dev');
  });

  it('is local where a shorter one would not help', async () => {
    expect(await stageOf(`service: ${'s'.repeat(60)}`)).toBe('local');
  });

  it("is the project's own where its settings are looked up by stage, and it has none for local", async () => {
    expect(
      // biome-ignore lint/suspicious/noTemplateCurlyInString: the Serverless Framework's own syntax
      await stageOf('provider:', '  stage: homolog', 'custom:', '  size: ${self:custom.sizes.${sls:stage}}'),
    ).toBe('homolog');
  });
});
