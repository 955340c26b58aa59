import type { Deployment } from './deployment.ts';
import { run } from './run.ts';

/** What a person does with a deployed module from a shell, through `sls` and, where it is installed, `aws`. */
export function describeCommands(deployment: () => Deployment): void {
  it('is deployed again without a change, and says so', async () => {
    const { code, output } = await deployment().sls('deploy');
    expect([code, output]).toEqual([0, expect.stringContaining('No changes to deploy')]);
  }, 60_000);

  it('shows its URLs with sls info', async () => {
    const { code, output } = await deployment().sls('info');
    expect([code, output]).toEqual([0, expect.stringContaining(await deployment().functionUrl())]);
    if (deployment().target.endpoint)
      expect(output).toContain(await deployment().restApiUrl().then(withLocalhost));
  });

  it('runs on Node 24, the newest that Lambda has for the long term', async () => {
    const { functionName: FunctionName } = deployment();
    const { Runtime } = await deployment().lambda().getFunctionConfiguration({ FunctionName });
    expect(Runtime).toBe('nodejs24.x');
  });

  it('answers a function URL configuration, and 409 to a second one', async () => {
    if (!(await hasAws())) return;
    const { functionName } = deployment();
    const found = await aws('lambda', 'get-function-url-config', '--function-name', functionName);
    expect(found.code).toBe(0);
    expect(JSON.parse(found.stdout).FunctionUrl).toBe(`${await deployment().functionUrl()}/`);
    const second = await aws(
      'lambda',
      'create-function-url-config',
      '--function-name',
      functionName,
      '--auth-type',
      'NONE',
    );
    expect([second.code === 0, second.output]).toEqual([
      false,
      expect.stringContaining('ResourceConflictException'),
    ]);
  });

  it('keeps a key and a JSON text in each item of its table', async () => {
    if (!(await hasAws())) return;
    const { module, tableName } = deployment();
    const id = `id-${crypto.randomUUID()}`;
    const stored = await fetchThroughUrl(id);
    expect(stored).toBe(200);
    const key = JSON.stringify({ [`${module}Id`]: { S: id } });
    const item = await aws('dynamodb', 'get-item', '--table-name', tableName, '--key', key);
    expect(JSON.parse(item.stdout)).toEqual({
      Item: { [`${module}Id`]: { S: id }, data: { S: '{"chairs":90}' } },
    });
  });

  const aws = (...args: string[]) =>
    run('aws', [...args, '--output', 'json'], { environment: deployment().target.environment });

  async function fetchThroughUrl(id: string): Promise<number> {
    const { module } = deployment();
    const answer = await fetch(`${await deployment().restApiUrl()}/${module}/${id}`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: '{"chairs":90}',
    });
    return answer.status;
  }
}

/** sls prints URLs with the name a person would type. */
const withLocalhost = (url: string): string => url.replace('127.0.0.1', 'localhost');

let installed: Promise<boolean> | undefined;

/** Whether the `aws` command is here; where it is not, its steps say that they were skipped. */
function hasAws(): Promise<boolean> {
  installed ??= run('aws', ['--version']).then(({ code }) => {
    if (code !== 0)
      process.stderr.write('Skipped the steps that use the aws command: it is not installed.\n');
    return code === 0;
  });
  return installed;
}
