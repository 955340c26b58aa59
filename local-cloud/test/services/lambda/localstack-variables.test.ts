import { createFunction, invoke, startLambdaCloud } from './support.ts';

describe('LOCALSTACK_HOSTNAME and EDGE_PORT', () => {
  it.each([
    ['leaves them out, as AWS does', {}, () => [null, null]],
    ['gives them where it is asked to', { localstackVariables: true }, (port: string) => ['127.0.0.1', port]],
  ])('%s', async (_, options, expected) => {
    const { lambda, config, close } = await startLambdaCloud(options);
    try {
      const body =
        'const { LOCALSTACK_HOSTNAME: host = null, EDGE_PORT: port = null } = process.env; return [host, port];';
      await createFunction(lambda, 'asks', body);
      const { result } = await invoke(lambda, 'asks');
      expect(result).toEqual(expected(new URL(config.endpoint).port));
    } finally {
      await close();
    }
  });
});
