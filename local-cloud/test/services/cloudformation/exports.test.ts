import { ListExportsCommand, ListImportsCommand } from '@aws-sdk/client-cloudformation';
import { used } from '../../support/cloud.ts';
import { handle, logGroup, outputsOf, startStacks } from './support.ts';

const stacks = await used(startStacks());

const exporting = (Name: string, value: string) => ({
  Resources: { A: handle() },
  Outputs: { Value: { Value: value, Export: { Name } } },
});
const importing = (name: string) => ({
  Resources: { A: logGroup({ 'Fn::ImportValue': name }) },
  Outputs: { Value: { Value: { Ref: 'A' } } },
});

/** A stack that exports its own name's value, and one that imports it. */
async function shared(name: string): Promise<void> {
  await stacks.create(name, exporting(name, `${name}-one`));
  await stacks.create(`${name}-importer`, importing(name));
}

const exportsOf = async (name: string) => {
  const { Exports = [] } = await stacks.cfn.send(new ListExportsCommand({}));
  return Exports.filter(({ Name }) => Name === name);
};

describe('exports', () => {
  it('are listed with their stack, and imported by others', async () => {
    const { StackId } = await stacks.create('listed', exporting('listed', 'one'));
    expect(await exportsOf('listed')).toEqual([{ ExportingStackId: StackId, Name: 'listed', Value: 'one' }]);
    await expect(stacks.cfn.send(new ListImportsCommand({ ExportName: 'listed' }))).rejects.toMatchObject({
      name: 'ValidationError',
      message: "Export 'listed' is not imported by any stack.",
    });
    expect(outputsOf(await stacks.create('importer', importing('listed')))).toEqual({ Value: 'one' });
    const { Imports } = await stacks.cfn.send(new ListImportsCommand({ ExportName: 'listed' }));
    expect(Imports).toEqual(['importer']);
  });

  it('can not be changed or removed while they are in use', async () => {
    await shared('used');
    await stacks.update('used', exporting('used', 'two'));
    const reasons = await stacks.reasons('used');
    expect(reasons['used UPDATE_ROLLBACK_IN_PROGRESS']).toBe(
      'Cannot update export used as it is in use by used-importer.',
    );
    const stack = await stacks.update('used', { Resources: { A: handle() } });
    expect(stack).toMatchObject({ StackStatus: 'UPDATE_ROLLBACK_COMPLETE' });
    expect(outputsOf(stack)).toEqual({ Value: 'used-one' });
    await expect(stacks.remove('used')).rejects.toMatchObject({
      message: 'Export used cannot be deleted as it is in use by used-importer',
    });
  });

  it('fail a second stack with the same name, and an import of what is not there', async () => {
    await stacks.create('first', exporting('taken', 'x'));
    const second = await stacks.create('second', exporting('taken', 'x'));
    expect(second.StackStatus).toBe('ROLLBACK_COMPLETE');
    expect((await stacks.reasons('second'))['second ROLLBACK_IN_PROGRESS']).toBe(
      'Export with name taken is already exported by stack first. Rollback requested by user.',
    );
    await stacks.create('lost', { Resources: { A: logGroup({ 'Fn::ImportValue': 'nowhere' }) } });
    expect((await stacks.reasons('lost'))['lost ROLLBACK_IN_PROGRESS']).toBe(
      'No export named nowhere found. Rollback requested by user.',
    );
  });

  it('are free once nobody uses them', async () => {
    await shared('freed');
    await stacks.remove('freed-importer');
    expect((await stacks.update('freed', exporting('freed', 'two'))).StackStatus).toBe('UPDATE_COMPLETE');
    expect((await stacks.remove('freed')).StackStatus).toBe('DELETE_COMPLETE');
    expect(await exportsOf('freed')).toEqual([]);
  });
});
