import type { z } from 'zod';
import { AwsError } from './aws-error.ts';

type Issue = z.core.$ZodIssue;

/**
 * Checks an operation's input and answers it typed, or throws what AWS's request validation answers:
 * `2 validation errors detected: Value '…' at 'memorySize' failed to satisfy constraint: Member must …; …`.
 *
 * @param code the service's code for it: `ValidationException` (JSON services), `ValidationError` (query services)
 */
export function checkInput<S extends z.ZodType>(
  schema: S,
  input: unknown,
  code = 'ValidationException',
): z.output<S> {
  const result = schema.safeParse(input, { reportInput: true });
  if (result.success) return result.data;
  const problems = result.error.issues.map(describe);
  const noun = problems.length === 1 ? 'validation error' : 'validation errors';
  throw new AwsError(code, `${problems.length} ${noun} detected: ${problems.join('; ')}`);
}

function describe(issue: Issue): string {
  const place = memberPath(issue.path);
  const value = issue.input;
  if (value === undefined || value === null) {
    return `Value null at '${place}' failed to satisfy constraint: Member must not be null`;
  }
  const shown = typeof value === 'object' ? JSON.stringify(value) : String(value);
  return `Value '${shown}' at '${place}' failed to satisfy constraint: ${constraint(issue)}`;
}

function constraint(issue: Issue): string {
  switch (issue.code) {
    case 'too_small':
      return issue.origin === 'number' || issue.origin === 'int'
        ? `Member must have value greater than or equal to ${issue.minimum}`
        : `Member must have length greater than or equal to ${issue.minimum}`;
    case 'too_big':
      return issue.origin === 'number' || issue.origin === 'int'
        ? `Member must have value less than or equal to ${issue.maximum}`
        : `Member must have length less than or equal to ${issue.maximum}`;
    case 'invalid_format':
      return 'pattern' in issue && typeof issue.pattern === 'string'
        ? `Member must satisfy regular expression pattern: ${issue.pattern.replace(/^\/\^?|\$?\/[a-z]*$/g, '')}`
        : issue.message;
    case 'invalid_value':
      return `Member must satisfy enum value set: [${issue.values.map(String).join(', ')}]`;
    default:
      return issue.message;
  }
}

/** AWS names members in lower camel case and counts list members from one: `tags.1.member.key`. */
function memberPath(path: readonly PropertyKey[]): string {
  return path
    .map((part) =>
      typeof part === 'number'
        ? `${part + 1}.member`
        : `${String(part).charAt(0).toLowerCase()}${String(part).slice(1)}`,
    )
    .join('.');
}
