import { createRequire } from 'node:module';

const { localEndpoint } = createRequire(import.meta.url)('../endpoint.js') as typeof import('../endpoint.js');

describe('localEndpoint', () => {
  it.each([
    ['port 4566 where nothing is said', {}, {}, 'http://localhost:4566'],
    ['AWS_ENDPOINT_URL', {}, { AWS_ENDPOINT_URL: 'http://127.0.0.1:4600/' }, 'http://127.0.0.1:4600'],
    [
      'AWS_ENDPOINT_URL before the configuration',
      { host: 'http://other', edgePort: 1 },
      { AWS_ENDPOINT_URL: 'https://localhost:4600', EDGE_PORT: '2' },
      'https://localhost:4600',
    ],
    ['host', { host: 'http://127.0.0.1' }, {}, 'http://127.0.0.1:4566'],
    ['edgePort', { edgePort: 4700 }, {}, 'http://localhost:4700'],
    ['edgePort as text', { edgePort: '4700' }, {}, 'http://localhost:4700'],
    ['host and edgePort', { host: 'http://localstack/', edgePort: 4700 }, {}, 'http://localstack:4700'],
    ['a host without a scheme', { host: 'localstack' }, {}, 'http://localstack:4566'],
    [
      'a host with a port of its own',
      { host: 'http://localstack:4800', edgePort: 1 },
      {},
      'http://localstack:4800',
    ],
    ['EDGE_PORT before edgePort', { edgePort: 4700 }, { EDGE_PORT: '4900' }, 'http://localhost:4900'],
    ['an empty AWS_ENDPOINT_URL as none', {}, { AWS_ENDPOINT_URL: '' }, 'http://localhost:4566'],
  ])('takes %s', (_, config, environment, expected) => {
    expect(localEndpoint(config, environment)).toBe(expected);
  });

  it('takes what runs for the project, where nothing is said', () => {
    const running = 'http://localhost:4650';
    expect(localEndpoint({}, {}, running)).toBe(running);
    expect(localEndpoint({ edgePort: 4700 }, {}, running)).toBe('http://localhost:4700');
    const environment = { AWS_ENDPOINT_URL: 'http://localhost:4600' };
    expect(localEndpoint({}, environment, running)).toBe('http://localhost:4600');
  });

  it.each([
    'https://lambda.us-east-1.amazonaws.com',
    'https://AMAZONAWS.com',
    'https://s3.amazonaws.com.',
    'https://sts.cn-north-1.amazonaws.com.cn',
    'https://lambda.us-east-1.api.aws',
    'https://abc.lambda-url.us-east-1.on.aws',
  ])('refuses %s, which is AWS', (endpoint) => {
    expect(() => localEndpoint({}, { AWS_ENDPOINT_URL: endpoint })).toThrow(
      `This stage is local, but its endpoint is AWS (${endpoint}). Unset AWS_ENDPOINT_URL, or deploy to another stage.`,
    );
    expect(() => localEndpoint({ host: endpoint }, {})).toThrow(
      'This stage is local, but its endpoint is AWS',
    );
  });

  it.each(['localhost:4566', 'not a url', 'ftp://localhost'])('refuses "%s", which is no URL', (endpoint) => {
    expect(() => localEndpoint({}, { AWS_ENDPOINT_URL: endpoint })).toThrow(
      `AWS_ENDPOINT_URL is "${endpoint}", which is not an http(s) URL. Try http://localhost:4566.`,
    );
  });
});
