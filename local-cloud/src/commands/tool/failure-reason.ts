import { stripVTControlCharacters } from 'node:util';
import type { StackProgress } from '../../core/events.ts';
import type { BuildError } from './tool-message.ts';

/** Why a service was not deployed, in one line: the place in the source or the template, and what is wrong there. */
export function failureReason(message: string, errors: readonly BuildError[] = []): string {
  const [first, ...more] = errors;
  if (first) {
    const also = more.length > 0 ? ` (and ${more.length} more)` : '';
    return `${first.file ? `${first.file}:${first.line}:${first.column}  ` : ''}${first.text}${also}`;
  }
  const text = errorIn(stripVTControlCharacters(message));
  return yamlFailure(text) ?? firstLine(text);
}

/**
 * The same for a resource that failed: `Table (AWS::DynamoDB::Table)  …`, and what its service said of its properties.
 *
 * @returns undefined for a step that says of no resource why it failed
 */
export function resourceFailure(step: StackProgress): string | undefined {
  const { logicalId, resourceType, status, reason } = step;
  if (!reason || !status.endsWith('_FAILED') || resourceType === 'AWS::CloudFormation::Stack')
    return undefined;
  // Cut off because another failed.
  if (/^Resource \w+ cancelled/.test(reason)) return undefined;
  const [, handler] = /^Resource handler returned message: "(.*)" \(RequestToken: /s.exec(reason) ?? [];
  const said = (handler ?? reason).replace(/ \(Service: [^()]*\)$/, '');
  return `${logicalId} (${resourceType})  ${firstLine(said)}`;
}

/** All that a tool printed ends with its error. */
function errorIn(text: string): string {
  const start = text.lastIndexOf('\nError:');
  return start === -1 ? text : text.slice(start + 1);
}

function yamlFailure(text: string): string | undefined {
  const [, file, problem, line, column] =
    /Cannot parse "(.+?)": (.+?)(?: in ".*")? \((\d+):(\d+)\)/.exec(text) ?? [];
  return problem && `${file}:${line}:${column}  ${problem}`;
}

/** A line that ends with a colon says what it is about, and the next says what. */
function firstLine(text: string): string {
  const [first, next = ''] = text
    .split('\n')
    .map((line) => line.replace(/^(\w*Error: ?)+/, '').trim())
    .filter((line) => line !== '');
  if (first === undefined) return 'it is not told why';
  return first.endsWith(':') ? `${first} ${next}`.trimEnd() : first;
}
