import { isAlias, isMap, isScalar, isSeq, LineCounter, type Node, parseDocument, type ScalarTag } from 'yaml';
import type { AwsError } from '../../../core/aws-error.ts';
import type { Json, JsonObject } from '../../../resources/json.ts';
import { templateError, templateFormatError } from '../errors.ts';

/** Short forms that stand for `Fn::NAME`; `!Ref` and `!Condition` stand for themselves. */
const FUNCTION_TAGS = new Set(
  (
    'And Base64 Cidr Equals FindInMap GetAtt GetAZs If ImportValue Join Length Not Or Select Split Sub ' +
    'ToJsonString Transform'
  ).split(' '),
);

/** CloudFormation reads YAML 1.1, where these are booleans; the schema used here is 1.2 otherwise. */
const word = (value: boolean, test: RegExp): ScalarTag => ({
  tag: 'tag:yaml.org,2002:bool',
  default: true,
  test,
  resolve: () => value,
});
const BOOLEAN_WORDS = [word(true, /^(?:yes|Yes|YES|on|On|ON)$/), word(false, /^(?:no|No|NO|off|Off|OFF)$/)];

/** A template in YAML as the document it would be in JSON, short forms written out. @throws AwsError ValidationError */
export function parseYaml(text: string): Json {
  const lineCounter = new LineCounter();
  const document = parseDocument(text, {
    ...{ lineCounter, customTags: BOOLEAN_WORDS, logLevel: 'silent' },
    // Of a key that stands twice CloudFormation takes the last, as in JSON.
    uniqueKeys: false,
  });
  const malformed = (offset: number, tag?: string): AwsError => {
    // A node's offset is that of its value; its tag stands before.
    const { line, col } = lineCounter.linePos(tag === undefined ? offset : text.lastIndexOf(tag, offset));
    return templateFormatError(`YAML not well-formed. (line ${line}, column ${col})`);
  };
  const [error] = document.errors;
  if (error) throw malformed(error.pos[0]);
  return convert(document.contents, malformed);
}

function convert(node: unknown, malformed: (offset: number, tag?: string) => AwsError): Json {
  if (node === null || node === undefined) return null;
  if (isAlias(node)) throw templateError('YAML aliases are not allowed in CloudFormation templates');
  const value = plain(node, malformed);
  const tag = (node as Node).tag;
  if (!tag?.startsWith('!') || tag === '!') return value;
  const name = tag.slice(1);
  if (name === 'Ref' || name === 'Condition') return { [name]: value };
  if (!FUNCTION_TAGS.has(name)) throw malformed((node as Node).range?.[0] ?? 0, tag);
  if (name === 'GetAtt' && typeof value === 'string') return { 'Fn::GetAtt': splitAttribute(value) };
  return { [`Fn::${name}`]: value };
}

function plain(node: unknown, malformed: (offset: number, tag?: string) => AwsError): Json {
  if (isMap(node)) {
    const entries = node.items.map((item): [string, Json] => {
      const key = convert(item.key, malformed);
      return [String(key), convert(item.value, malformed)];
    });
    return Object.fromEntries(entries) as JsonObject;
  }
  if (isSeq(node)) return node.items.map((item) => convert(item, malformed));
  if (!isScalar(node)) return null;
  const { value } = node;
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? value : null;
}

function splitAttribute(text: string): string[] {
  const dot = text.indexOf('.');
  return dot < 0 ? [text] : [text.slice(0, dot), text.slice(dot + 1)];
}
