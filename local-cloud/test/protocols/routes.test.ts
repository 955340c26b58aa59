import { RouteTable } from '../../src/protocols/routes.ts';

const get = (path: string, more: object = {}) => ({ method: 'GET', path, status: 200, ...more });
const table = new RouteTable({
  Get: get('/functions/{Name}'),
  List: get('/functions'),
  Settings: get('/functions/settings'),
  Create: { method: 'POST', path: '/functions', status: 201 },
  Invoke: { method: 'POST', path: '/functions/{Name}/invocations', status: 200 },
  Tags: get('/tags/{Arn+}'),
  Object: get('/{Bucket}/{Key+}'),
  Parts: get('/{Bucket}/{Key+}', { requires: ['uploadId'] }),
  Part: get('/{Bucket}/{Key+}', { requires: ['uploadId', 'part'] }),
  Dotted: get('/v1.0/a+b/(c)'),
});
const match = (path: string, query = '', method = 'GET') => {
  const found = table.match(method, path, new URLSearchParams(query));
  return found && [found.operation, { ...found.pathParameters }];
};

describe('RouteTable', () => {
  it('finds an operation by method and path', () => {
    expect(match('/functions')).toEqual(['List', {}]);
    expect(match('/functions', '', 'POST')).toEqual(['Create', {}]);
    expect(match('/functions', '', 'DELETE')).toBeUndefined();
    expect(match('/function')).toBeUndefined();
    expect(match('/functions/a', '', 'POST')).toBeUndefined();
  });

  it('prefers what is literal, in whatever order it was told', () => {
    expect(match('/functions/settings')).toEqual(['Settings', {}]);
    expect(match('/functions/other')).toEqual(['Get', { Name: 'other' }]);
  });

  it('takes one segment for a name, and the rest of the path for a greedy one', () => {
    expect(match('/tags/arn:aws:lambda:r:0:function:f')).toEqual([
      'Tags',
      { Arn: 'arn:aws:lambda:r:0:function:f' },
    ]);
    expect(match('/tags/arn:aws:apigateway:r::/restapis/x')).toEqual([
      'Tags',
      { Arn: 'arn:aws:apigateway:r::/restapis/x' },
    ]);
    expect(match('/bucket/a/b/c.txt')).toEqual(['Object', { Bucket: 'bucket', Key: 'a/b/c.txt' }]);
    expect(match('/bucket/folder/')).toEqual(['Object', { Bucket: 'bucket', Key: 'folder/' }]);
    expect(match('/bucket//a')).toEqual(['Object', { Bucket: 'bucket', Key: '/a' }]);
  });

  it('takes a slash at the end', () => {
    expect(match('/functions/')).toEqual(['List', {}]);
    expect(match('/functions/a/')).toEqual(['Get', { Name: 'a' }]);
  });

  it('wants every required parameter, and prefers the route that wants most', () => {
    expect(match('/b/k', 'uploadId')?.[0]).toBe('Parts');
    expect(match('/b/k', 'part=1&uploadId=x')?.[0]).toBe('Part');
    expect(match('/b/k', 'part=1')?.[0]).toBe('Object');
  });

  it('decodes names once, after the path was taken apart', () => {
    expect(match('/functions/a%2Fb%20%C3%A9')).toEqual(['Get', { Name: 'a/b é' }]);
    expect(match('/functions/a%252Fb')).toEqual(['Get', { Name: 'a%2Fb' }]);
    expect(match('/b/a%2Fb/c+d')).toEqual(['Object', { Bucket: 'b', Key: 'a/b/c+d' }]);
    expect(match('/functions/100%')).toEqual(['Get', { Name: '100%' }]);
  });

  it('takes characters of patterns for themselves', () => {
    expect(match('/v1.0/a+b/(c)')).toEqual(['Dotted', {}]);
    expect(match('/v1x0/a+b/(c)')).toEqual(['Object', { Bucket: 'v1x0', Key: 'a+b/(c)' }]);
  });

  it('tells the status of an operation', () => {
    expect([table.status('Create'), table.status('Unknown')]).toEqual([201, 200]);
  });
});
