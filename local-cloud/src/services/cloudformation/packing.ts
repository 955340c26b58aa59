import type { Packing } from '../../core/records/collection.ts';
import type { ChangeSet, Journal, Revision, Stack, StackEvent, StackResource } from './types.ts';

type PackedChangeSet = Omit<ChangeSet, ChangeSetPart>;
type ChangeSetPart = 'revision' | 'changes' | 'changesWithValues';
type PackedJournal = Omit<Journal, 'before' | 'after' | 'resources'>;

/** What changes with every event of a stack, or may. The rest never changes, and is kept in parts. */
interface PackedStack
  extends Omit<
    Stack,
    'announce' | 'run' | 'revision' | 'resources' | 'events' | 'changeSets' | 'journal' | 'undertaking'
  > {
  /** The order of the resources. */
  readonly resourceIds: readonly string[];
  readonly eventCount: number;
  readonly changeSets: readonly PackedChangeSet[];
  readonly journal?: PackedJournal;
  readonly undertaking?: Omit<NonNullable<Stack['undertaking']>, 'journal'> & {
    /** Where that is another than the stack's own. */
    readonly journal?: PackedJournal;
  };
}

/** @param announce what the stack of that name calls with its events */
export const stackPacking = (announce: (name: string) => Stack['announce']): Packing<Stack> => ({
  pack,
  parts,
  unpack: (data, pieces) => unpack(data as PackedStack, pieces, announce),
});

function pack(stack: Stack): PackedStack {
  const { announce: _, run: __, revision: ___, resources, events, changeSets, ...rest } = stack;
  const { journal, undertaking, ...facts } = rest;
  return {
    ...facts,
    resourceIds: [...resources.keys()],
    eventCount: events.length,
    changeSets: [...changeSets.values()].map(packChangeSet),
    journal: journal && packJournal(journal),
    undertaking: undertaking && {
      ...undertaking,
      journal: undertaking.journal && packJournal(undertaking.journal),
    },
  };
}

const packChangeSet = ({
  revision: _,
  changes: __,
  changesWithValues: ___,
  ...changeSet
}: ChangeSet): PackedChangeSet => changeSet;

const packJournal = ({ before: _, after: __, resources: ___, ...journal }: Journal): PackedJournal => journal;

const CHANGE_SET_PARTS = ['revision', 'changes', 'changesWithValues'] as const;

const eventKey = (number: number): string => `event/${number}`;

function* parts(stack: Stack): Iterable<readonly [string, object]> {
  if (stack.revision) yield ['revision', stack.revision];
  for (const [logicalId, resource] of stack.resources) yield [`resource/${logicalId}`, resource];
  for (const [index, event] of stack.events.entries()) yield [eventKey(stack.forgottenEvents + index), event];
  for (const changeSet of stack.changeSets.values()) {
    for (const name of CHANGE_SET_PARTS) yield [`change-set/${changeSet.id}/${name}`, changeSet[name]];
  }
  if (stack.journal) yield* journalParts('journal', stack.journal);
  if (stack.undertaking?.journal) yield* journalParts('undertaking', stack.undertaking.journal);
}

function* journalParts(name: string, { before, after, resources }: Journal): Iterable<[string, object]> {
  yield [`${name}/before`, before];
  yield [`${name}/after`, after];
  yield [`${name}/resources`, resources];
}

function unpack(
  packed: PackedStack,
  pieces: ReadonlyMap<string, unknown>,
  announce: (name: string) => Stack['announce'],
): Stack {
  // What was written for a stack by name is read by the same name.
  const part = <T>(name: string): T => pieces.get(name) as T;
  const { resourceIds, eventCount, changeSets, journal, undertaking, ...facts } = packed;
  const journalOf = (name: string, rest: PackedJournal): Journal => ({
    ...rest,
    before: part<Revision>(`${name}/before`),
    after: part<Revision>(`${name}/after`),
    resources: part<Journal['resources']>(`${name}/resources`),
  });
  return {
    ...facts,
    announce: announce(facts.name),
    revision: part<Revision | undefined>('revision'),
    resources: new Map(resourceIds.map((id) => [id, part<StackResource>(`resource/${id}`)])),
    events: Array.from({ length: eventCount }, (_, index) =>
      part<StackEvent>(eventKey(facts.forgottenEvents + index)),
    ),
    changeSets: new Map(
      changeSets.map((changeSet) => {
        const of = <Name extends ChangeSetPart>(name: Name) =>
          part<ChangeSet[Name]>(`change-set/${changeSet.id}/${name}`);
        const [revision, changes, changesWithValues] = [
          of('revision'),
          of('changes'),
          of('changesWithValues'),
        ];
        return [changeSet.id, { ...changeSet, revision, changes, changesWithValues }];
      }),
    ),
    journal: journal && journalOf('journal', journal),
    undertaking: undertaking && {
      ...undertaking,
      journal: undertaking.journal && journalOf('undertaking', undertaking.journal),
    },
  };
}
