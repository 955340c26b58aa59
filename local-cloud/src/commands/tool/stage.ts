import { configurationText } from './configuration-files.ts';

/** `${self:custom.${opt:stage}.x}`, `${file(config.${sls:stage}.yml)}`: a value that is looked up by the stage's name. */
const LOOKED_UP = /\$\{[^}\n]*\$\{[^}\n]*(stage|env)/i;

/**
 * The stage to deploy where the user names none: `local`, unless the project looks settings up by stage and has none for
 * that, in which case it is the project's own default. Whatever its name, it stays on this machine.
 */
export function defaultStage(cwd: string): string {
  const text = configurationText(cwd);
  if (!fits(text, 'local')) return ownStage(text);
  if (
    !LOOKED_UP.test(text) ||
    /(^|[\s'"./\-[,])local([\s'":.,\]]|$)/m.test(text.replace(/localhost|localstack/gi, ''))
  )
    return 'local';
  return ownStage(text);
}

/** Whether a service has no settings that depend on its stage, so that another name would do as well. */
export const takesAnyStage = (cwd: string): boolean => !LOOKED_UP.test(configurationText(cwd));

/** The default in the configuration itself, which for the Serverless Framework is `dev`. */
function ownStage(text: string): string {
  const own =
    /^\s*['"]?stage['"]?\s*:\s*['"]?([A-Za-z][\w-]*)['"]?\s*,?\s*$/m.exec(text) ??
    /\$\{opt:stage\s*,\s*['"]([A-Za-z][\w-]*)['"]/.exec(text);
  return own?.[1] ?? 'dev';
}

/** The most that AWS takes for the name of a function or a role. */
const MAX_NAME = 64;

/**
 * Whether the names that the tool makes, SERVICE-STAGE-FUNCTION and SERVICE-STAGE-REGION-lambdaRole, are not too long for
 * want of a shorter stage.
 */
function fits(text: string, stage: string): boolean {
  const [, service = ''] = /^\s*['"]?service['"]?\s*:\s*['"]?([\w-]+)/m.exec(text) ?? [];
  const [, region = 'us-east-1'] =
    /^\s*['"]?region['"]?\s*:\s*['"]?([a-z]+(?:-[a-z]+)+-\d)/m.exec(text) ?? [];
  const longest = Math.max(
    `${region}-lambdaRole`.length,
    ...[...text.matchAll(/^\s*['"]?(\w+)['"]?\s*[:,]/gm)].map(([, key = '']) => key.length),
  );
  const length = (name: string) => `${service}-${name}-`.length + longest;
  return length(stage) <= MAX_NAME || length(ownStage(text)) > MAX_NAME;
}
