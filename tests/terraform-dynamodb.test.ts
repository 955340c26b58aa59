import { DynamoDB } from '@aws-sdk/client-dynamodb';
import { describeTerraform } from './support/terraform-suite.ts';

/** The provider waits for half a minute between changes of indexes. In ms. */
const TIMEOUT = 600_000;

await describeTerraform('aws_dynamodb_table', 'dynamodb-tables', (project) => {
  it(
    'is applied, changed and destroyed with every argument, and planned again without a change',
    async () => {
      const client = new DynamoDB({
        endpoint: project().endpoint,
        region: 'us-east-1',
        credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
      });
      for (const n of [1, 2]) {
        await project().apply(n);
        const { Table } = await client.describeTable({ TableName: 'full' });
        expect(Table?.OnDemandThroughput).toEqual({
          MaxReadRequestUnits: n * 100,
          MaxWriteRequestUnits: 100,
        });
      }
      await project().destroy(2);
      expect((await client.listTables()).TableNames).toEqual([]);
      client.destroy();
    },
    TIMEOUT,
  );
});
