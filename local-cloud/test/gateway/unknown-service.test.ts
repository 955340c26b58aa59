import { GetParameterCommand, SSMClient } from '@aws-sdk/client-ssm';
import { startCloud, used } from '../support/cloud.ts';

const cloud = await used(startCloud());

/** A request signed for a service, as far as local-cloud reads signatures. */
const signedFor = (service: string) => ({
  Authorization: `AWS4-HMAC-SHA256 Credential=test/20261121/us-east-1/${service}/aws4_request, SignedHeaders=host, Signature=0`,
});

describe('a service that is not there', () => {
  it('is named in an error that its JSON client can read', async () => {
    const call = new SSMClient({ ...cloud.config, maxAttempts: 1 }).send(
      new GetParameterCommand({ Name: 'x' }),
    );
    await expect(call).rejects.toMatchObject({
      name: 'NotImplemented',
      message: 'The service "ssm" (POST /) is not supported by local-cloud.',
      $metadata: { httpStatusCode: 501 },
    });
  });

  it('is named in XML where the request is a form, and in JSON where it has a path', async () => {
    const form = await fetch(cloud.endpoint, {
      method: 'POST',
      headers: { ...signedFor('autoscaling'), 'Content-Type': 'application/x-www-form-urlencoded' },
      body: 'Action=DescribeTags&Version=2011-01-01',
    });
    expect([form.status, await form.text()]).toEqual([
      501,
      expect.stringContaining(
        '<Message>The service &quot;autoscaling&quot; (POST /) is not supported by local-cloud.</Message>',
      ),
    ]);
    const rest = await fetch(`${cloud.endpoint}/v1/apis`, { headers: signedFor('appsync') });
    expect([rest.status, await rest.json()]).toEqual([
      501,
      { message: 'The service "appsync" (GET /v1/apis) is not supported by local-cloud.' },
    ]);
  });
});
