import { ListExportsCommand, ListImportsCommand } from '@aws-sdk/client-cloudformation';
import { handle, logGroup, outputsOf, startStacks } from './support.ts';

let stacks: Awaited<ReturnType<typeof startStacks>>;
beforeAll(async () => {
  stacks = await startStacks();
});
afterAll(() => stacks.cloud.close());

const exporting = (value: string) => ({
  Resources: { A: handle() },
  Outputs: { Value: { Value: value, Export: { Name: 'shared' } } },
});
const importing = {
  Resources: { A: logGroup({ 'Fn::ImportValue': 'shared' }) },
  Outputs: { Value: { Value: { Ref: 'A' } } },
};

describe('exports', () => {
  it('are listed with their stack, and imported by others', async () => {
    const { StackId } = await stacks.create('exporter', exporting('one'));
    const { Exports } = await stacks.cfn.send(new ListExportsCommand({}));
    expect(Exports).toEqual([{ ExportingStackId: StackId, Name: 'shared', Value: 'one' }]);
    await expect(stacks.cfn.send(new ListImportsCommand({ ExportName: 'shared' }))).rejects.toMatchObject({
      name: 'ValidationError',
      message: "Export 'shared' is not imported by any stack.",
    });
    expect(outputsOf(await stacks.create('importer', importing))).toEqual({ Value: 'one' });
    const { Imports } = await stacks.cfn.send(new ListImportsCommand({ ExportName: 'shared' }));
    expect(Imports).toEqual(['importer']);
  });

  it('can not be changed or removed while they are in use', async () => {
    await stacks.update('exporter', exporting('two'));
    const reasons = await stacks.reasons('exporter');
    expect(reasons['exporter UPDATE_ROLLBACK_IN_PROGRESS']).toBe(
      'Cannot update export shared as it is in use by importer.',
    );
    const stack = await stacks.update('exporter', { Resources: { A: handle() } });
    expect(stack).toMatchObject({ StackStatus: 'UPDATE_ROLLBACK_COMPLETE' });
    expect(outputsOf(stack)).toEqual({ Value: 'one' });
    await expect(stacks.remove('exporter')).rejects.toMatchObject({
      message: 'Export shared cannot be deleted as it is in use by importer',
    });
  });

  it('fail a second stack with the same name, and an import of what is not there', async () => {
    const second = await stacks.create('second', exporting('x'));
    expect(second.StackStatus).toBe('ROLLBACK_COMPLETE');
    expect((await stacks.reasons('second'))['second ROLLBACK_IN_PROGRESS']).toBe(
      'Export with name shared is already exported by stack exporter. Rollback requested by user.',
    );
    await stacks.create('lost', { Resources: { A: logGroup({ 'Fn::ImportValue': 'nowhere' }) } });
    expect((await stacks.reasons('lost'))['lost ROLLBACK_IN_PROGRESS']).toBe(
      'No export named nowhere found. Rollback requested by user.',
    );
  });

  it('are free once nobody uses them', async () => {
    await stacks.remove('importer');
    expect((await stacks.update('exporter', exporting('two'))).StackStatus).toBe('UPDATE_COMPLETE');
    expect((await stacks.remove('exporter')).StackStatus).toBe('DELETE_COMPLETE');
    const { Exports } = await stacks.cfn.send(new ListExportsCommand({}));
    expect(Exports ?? []).toEqual([]);
  });
});
