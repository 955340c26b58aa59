import { isObject, type JsonObject } from '../../../resources/json.ts';
import { templateFormatError } from '../errors.ts';

/**
 * The document a template's text holds. Text that begins with a brace is JSON, anything else YAML.
 *
 * @throws AwsError ValidationError "Template format error: …"
 */
export async function parseTemplateText(text: string): Promise<JsonObject> {
  const document = text.trimStart().startsWith('{') ? parseJson(text) : await parseYamlLazily(text);
  if (!isObject(document)) throw templateFormatError('unsupported structure.');
  return document;
}

function parseJson(text: string): JsonObject {
  try {
    return JSON.parse(text) as JsonObject;
  } catch (error) {
    const mended = withoutTrailingCommas(text);
    if (mended !== text) return parseJson(mended);
    throw templateFormatError(`JSON not well-formed.${place(text, error)}`);
  }
}

/** CloudFormation takes a comma after the last member; places stay as they are. Texts are passed over as they are. */
const withoutTrailingCommas = (text: string): string =>
  text.replace(/"(?:[^"\\]|\\.)*"|,(?=\s*[}\]])/g, (found) => (found === ',' ? ' ' : found));

/** The place of a JSON syntax error, from the offset that V8 tells in its message. */
function place(text: string, error: unknown): string {
  const offset = error instanceof Error ? error.message.match(/position (\d+)/)?.[1] : undefined;
  const before = text.slice(0, offset === undefined ? text.length : Number(offset));
  const line = before.split('\n').length;
  return ` (line ${line}, column ${before.length - before.lastIndexOf('\n')})`;
}

/** Tools send JSON; the YAML parser is loaded by the first who sends YAML. */
async function parseYamlLazily(text: string) {
  const { parseYaml } = await import('./yaml.ts');
  return parseYaml(text);
}
