import { configurationText } from './configuration-files.ts';

/** `${self:custom.${opt:stage}.x}`, `${file(config.${sls:stage}.yml)}`: a value that is looked up by the stage's name. */
const LOOKED_UP = /\$\{[^}\n]*\$\{[^}\n]*(stage|env)/i;

/**
 * The stage to deploy where the user names none: `local`, unless the project looks settings up by stage and has none for
 * that, in which case it is the project's own default. Whatever its name, it stays on this machine.
 */
export function defaultStage(cwd: string): string {
  const text = configurationText(cwd);
  if (
    !LOOKED_UP.test(text) ||
    /(^|[\s'"./\-[,])local([\s'":.,\]]|$)/m.test(text.replace(/localhost|localstack/gi, ''))
  )
    return 'local';
  const own =
    /^\s*['"]?stage['"]?\s*:\s*['"]?([A-Za-z][\w-]*)['"]?\s*,?\s*$/m.exec(text) ??
    /\$\{opt:stage\s*,\s*['"]([A-Za-z][\w-]*)['"]/.exec(text);
  return own?.[1] ?? 'dev';
}
