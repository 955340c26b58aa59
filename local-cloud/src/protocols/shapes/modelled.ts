import { AwsError, notSupported } from '../../core/aws-error.ts';
import { type Check, constraintChecker } from './constraints.ts';
import type { Dialect, ServiceModel } from './model.ts';
import { readShape } from './read.ts';
import { detected } from './shown.ts';

/** Bytes that come one after another. */
type Streaming = AsyncIterable<unknown> | { stream(): unknown };

/** What a caller may give for an input: the model's check finds what is missing, and text may stand for numbers and flags. */
export type Given<T> = T extends number
  ? number | string
  : T extends boolean
    ? boolean | string
    : T extends string
      ? string | number | boolean
      : T extends Date
        ? Date | number | string
        : T extends Uint8Array
          ? Uint8Array | string
          : T extends Streaming
            ? T
            : T extends readonly (infer Element)[]
              ? readonly Given<Element>[]
              : T extends object
                ? { readonly [Member in keyof T]?: Given<T[Member]> }
                : T;

/** An input as its operation gets it: what the shape requires is there. */
export type Checked<T> = T extends Date | Uint8Array | Streaming | string | number | boolean
  ? T
  : T extends readonly (infer Element)[]
    ? Checked<Element>[]
    : T extends object
      ? {
          [Member in keyof T]: Record<never, never> extends Pick<T, Member>
            ? Checked<T[Member]>
            : Checked<Exclude<T[Member], undefined>>;
        }
      : T;

export interface InputRules {
  readonly model: () => ServiceModel;
  readonly dialect?: Dialect;
  /** What an operation checks before all else, and alone. */
  first?(operation: string, input: Readonly<Record<string, unknown>>): void;
  /** Makes of what is on the wire, where that is texts only, what can be read; throws for texts that can not. */
  texts?(operation: string, given: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>>;
  /** The error for values that break constraints; or how else the service checks them. */
  readonly invalid: ((message: string) => AwsError) | InputCheck;
  /** The error for values that are of another type; SerializationException unless told. */
  malformed?(message: string): AwsError;
}

/** A service's own way of checking an input. @throws AwsError */
export interface InputCheck {
  check(operation: string, input: Readonly<Record<string, unknown>>): void;
}

/** Makes an operation whose input is read and checked by its model, however it is called. */
export type Modelled<Context> = <Input, Result>(
  operation: string,
  act: (input: Checked<Input>, context: Context) => Result,
) => (input: Given<Input>, context: Context) => Result;

const serialization = (message: string): AwsError => new AwsError('SerializationException', message);

/**
 * The operations of a service: `modelled<CreateRoleRequest, CreateRoleResponse>('CreateRole', (input, context) => …)`.
 * What they get has the shape's types and keeps its constraints; all that break them are told at once. A member that the
 * operation neither uses nor lists as inert is refused by name.
 */
export function modelledOperations<Context>(rules: InputRules): Modelled<Context> {
  const checkers = new Map<string, Check>();
  const dialect = { whole: true, ...rules.dialect };
  const { malformed = serialization } = rules;
  const read = (operation: string, given: unknown): unknown => {
    const model = rules.model();
    const described = model.operations[operation];
    const shape = described?.input?.shape;
    if (shape === undefined) return {};
    const texts = rules.texts?.(operation, (given ?? {}) as Record<string, unknown>) ?? given ?? {};
    const input = readShape(model, shape, texts, malformed) as Record<string, unknown>;
    rules.first?.(operation, input);
    const { invalid } = rules;
    if (typeof invalid === 'function') {
      const problems: string[] = [];
      constraintChecker(model, shape, dialect, checkers)(input, undefined, problems);
      if (problems.length > 0) throw invalid(detected(problems));
    } else invalid.check(operation, input);
    for (const member of described?.refused ?? []) {
      if (isGiven(input, member)) throw notSupported(`The member ${member} of ${operation}`);
    }
    return input;
  };
  return (operation, act) => (input, context) => act(read(operation, input) as never, context);
}

/** Whether an input has a member (`Code.SourceKMSKeyArn`), be it in one of a list's elements or (`*`) a map's values. */
function isGiven(value: unknown, path: string): boolean {
  if (typeof value !== 'object' || value === null) return false;
  if (Array.isArray(value)) return value.some((each) => isGiven(each, path));
  const dot = path.indexOf('.');
  const name = dot < 0 ? path : path.slice(0, dot);
  const inner = name === '*' ? Object.values(value) : (value as Readonly<Record<string, unknown>>)[name];
  return dot < 0 ? !isIdle(inner) : isGiven(inner, path.slice(dot + 1));
}

/** What asks for nothing: clients send empty lists and `false` for what was not set. */
function isIdle(value: unknown): boolean {
  if (value === undefined || value === false || value === '') return true;
  if (Array.isArray(value)) return value.length === 0;
  if (value instanceof Date) return false;
  return typeof value === 'object' && value !== null && Object.values(value).every(isIdle);
}
