import { connect } from 'node:net';
import { startCloud, used } from '../support/cloud.ts';
import { FORM, send, signedFor, target } from './support.ts';

const cloud = await used(startCloud());

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const json = async (operation: string, body: string) => {
  const answer = await send(cloud.endpoint, { headers: target(operation), body });
  return [answer.status, answer.headers['x-amzn-errortype'], JSON.parse(answer.body)];
};
const form = async (service: string, body: string) => {
  const answer = await send(cloud.endpoint, { headers: { ...FORM, ...signedFor(service) }, body });
  return [answer.status, answer.body.replace(/<RequestId>.*<\/RequestId>/, '')];
};
const rest = async (service: string, path: string, body?: string) => {
  const answer = await send(cloud.endpoint, { path, headers: signedFor(service), body });
  return [answer.status, answer.headers['x-amzn-errortype'], answer.body];
};

describe('an operation that is not there', () => {
  it('is named in XML to a query client', async () => {
    expect(await form('sts', 'Action=GetSessionToken&Version=2011-06-15')).toEqual([
      501,
      '<ErrorResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><Error><Type>Receiver</Type>' +
        '<Code>NotImplemented</Code><Message>The operation GetSessionToken of AWS STS is not supported by ' +
        'local-cloud.</Message></Error></ErrorResponse>',
    ]);
  });

  it('is named in JSON to a JSON client, also where its name is that of something built in', async () => {
    for (const operation of ['StartQuery', 'constructor', '__proto__']) {
      expect(await json(`Logs_20140328.${operation}`, '{}')).toEqual([
        501,
        'NotImplemented',
        {
          __type: 'NotImplemented',
          message: `The operation ${operation} of Amazon CloudWatch Logs is not supported by local-cloud.`,
        },
      ]);
    }
  });

  it('is told by its path to a REST client', async () => {
    expect(await rest('lambda', '/2020-06-30/code-signing-configs')).toEqual([
      501,
      'NotImplemented',
      expect.stringMatching(
        /^\{.*code-signing-configs.* of AWS Lambda is not supported by local-cloud\..*\}$/i,
      ),
    ]);
  });

  it('is named in the XML of S3', async () => {
    const answer = await send(cloud.endpoint, { path: '/bucket?inventory&id=1', headers: signedFor('s3') });
    expect([answer.status, answer.body]).toEqual([
      501,
      expect.stringContaining(
        '<Error><Code>NotImplemented</Code><Message>The operation GetBucketInventoryConfiguration of Amazon S3 is not supported by local-cloud.</Message>',
      ),
    ]);
  });
});

describe('a body that does not parse', () => {
  it.each(['{"limit":', 'nope', '[]', '1', 'null', '"text"'])(
    'is a SerializationException: %s',
    async (body) => {
      const message = expect.stringMatching(/^Could not parse request body into json: /);
      expect(await json('Logs_20140328.DescribeLogGroups', body)).toEqual([
        400,
        'SerializationException',
        { __type: 'SerializationException', message },
      ]);
      expect(await rest('lambda', '/2015-03-31/functions', body)).toEqual([
        400,
        'SerializationException',
        expect.stringContaining('Could not parse request body into json: '),
      ]);
    },
  );

  it.each([
    ['Tags..Key=1', 'Tags..Key'],
    ['Tags.member.x.Key=1', 'Tags.member.x'],
    ['Tags.member=1', 'Tags.member'],
    ['Tags=1&Tags.member.1=2', 'Tags'],
    ['__proto__.admin=1', '__proto__.admin'],
    ['.=1', '.'],
  ])('is MalformedInput in a form: %s', async (parameters, name) => {
    expect(await form('sts', `Action=AssumeRole&${parameters}`)).toEqual([
      400,
      '<ErrorResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><Error><Type>Sender</Type>' +
        `<Code>MalformedInput</Code><Message>Unexpected parameter name ${name}</Message></Error></ErrorResponse>`,
    ]);
  });
});

describe('a body that is too large', () => {
  it('is refused by its length, before it is sent', async () => {
    const headers = { ...target('Logs_20140328.DescribeLogGroups'), 'content-length': 100 * 1024 * 1024 + 1 };
    const lines = Object.entries({ host: 'localhost', ...headers }).map(
      ([name, value]) => `${name}: ${value}`,
    );
    const socket = connect(cloud.port, '127.0.0.1');
    socket.setEncoding('utf8').write(`POST / HTTP/1.1\r\n${lines.join('\r\n')}\r\n\r\n`);
    let text = '';
    for await (const chunk of socket) {
      text += chunk;
      if (text.includes('"message"')) break;
    }
    expect(text).toMatch(/^HTTP\/1\.1 413 Payload Too Large\r\n/);
    expect(text).toContain(
      '{"__type":"RequestEntityTooLargeException","message":"Request must be smaller than 104857600 bytes"}',
    );
  });
});

describe('every answer', () => {
  it('carries a request id of its own, which errors repeat', async () => {
    const answers = await Promise.all([
      send(cloud.endpoint, { headers: target('DynamoDB_20120810.ListTables'), body: '{}' }),
      send(cloud.endpoint, { headers: target('Logs_20140328.Nothing'), body: '{}' }),
      send(cloud.endpoint, { headers: FORM, body: 'Action=GetCallerIdentity&Version=2011-06-15' }),
      send(cloud.endpoint, { headers: { ...FORM, ...signedFor('iam') }, body: 'Action=Nothing' }),
      send(cloud.endpoint, { path: '/2015-03-31/functions' }),
      send(cloud.endpoint, { path: '/2015-03-31/functions/nothing' }),
      send(cloud.endpoint, { path: '/v1/apis', headers: signedFor('appsync') }),
      send(cloud.endpoint, {
        headers: { ...target('Logs_20140328.Nothing'), host: 'evil.example' },
        body: '{}',
      }),
    ]);
    const ids = answers.map(({ headers }) => headers['x-amzn-requestid']);
    expect(ids).toEqual(ids.map(() => expect.stringMatching(UUID)));
    expect(new Set(ids).size).toBe(ids.length);
    expect(answers[3]?.body).toContain(`<RequestId>${ids[3]}</RequestId>`);
  });

  it('of S3 carries it under the names of S3', async () => {
    const { headers, body } = await send(cloud.endpoint, { path: '/bucket/key' });
    expect(headers['x-amz-request-id']).toMatch(UUID);
    expect(headers['x-amz-id-2']).toEqual(expect.any(String));
    expect(body).toContain(`<RequestId>${headers['x-amz-request-id']}</RequestId>`);
  });
});
