import { unsupported } from '../shared/errors.ts';
import { isCorsTemplate } from './cors-template.ts';

/** `'text'`, quotes included: how API Gateway's parameter mappings write a constant. */
const CONSTANT = /^'(.*)'$/s;

/** The text of a constant mapping, or undefined for one that takes its value from elsewhere. */
export const constantOf = (mapping: string | undefined): string | undefined => mapping?.match(CONSTANT)?.[1];

/**
 * Refuses mapping templates that need the Velocity Template Language: what is served is what they say, literally.
 *
 * @throws AwsError BadRequestException
 */
export function refuseVelocity(
  templates: Readonly<Record<string, string | null>> | undefined,
  where: string,
): void {
  for (const [contentType, template] of Object.entries(templates ?? {})) {
    if (template && !isCorsTemplate(template) && /\$[!{]*[a-zA-Z]|#[a-zA-Z{#*[]/.test(template)) {
      throw unsupported(`The Velocity template for ${contentType} in ${where}: only static text`);
    }
  }
}

/** @throws AwsError BadRequestException for mappings that are no constants */
export function refuseMappings(
  parameters: Readonly<Record<string, string>> | undefined,
  where: string,
): void {
  for (const [target, source] of Object.entries(parameters ?? {})) {
    if (constantOf(source) === undefined) {
      throw unsupported(`The mapping of ${source} to ${target} in ${where}: only constants in single quotes`);
    }
  }
}

const CONTEXT_VARIABLE = /\$(?:\{context\.([a-zA-Z.]+)\}|context\.([a-zA-Z]+(?:\.[a-zA-Z]+)*))/g;

/**
 * Fills in `$context` variables, which are all that gateway responses may hold besides text.
 *
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-mapping-template-reference.html
 */
export const fillContext = (template: string, values: Readonly<Record<string, string>>): string =>
  template.replace(
    CONTEXT_VARIABLE,
    (_, braced?: string, bare?: string) => values[braced ?? bare ?? ''] ?? '',
  );

/** @throws AwsError BadRequestException for templates of gateway responses that hold more than `$context` variables */
export function refuseAllButContext(templates: Readonly<Record<string, string>> | undefined): void {
  for (const [contentType, template] of Object.entries(templates ?? {})) {
    refuseVelocity({ [contentType]: template.replace(CONTEXT_VARIABLE, '') }, 'the gateway response');
  }
}
