import { t } from '../i18n.ts';

/** The lines of a log as they were written, coloured by their level. */
export function LogText({ messages }: { readonly messages: readonly string[] }) {
  if (messages.length === 0) return <p class="muted">{t('noLines')}</p>;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keys
    <section class="log" tabIndex={0} aria-label={t('log')}>
      <pre>
        {messages.map((message, index) => (
          <span key={index} class={levelOf(message)}>
            {`${withoutCodes(message).replace(/\n$/, '')}\n`}
          </span>
        ))}
      </pre>
    </section>
  );
}

/** A message without a terminal's colours and the like (ECMA-48's control sequences), which a page shows as boxes. */
export const withoutCodes = (message: string): string =>
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they begin so
  message.replace(/\u001b\[[0-?]*[ -/]*[@-~]/g, '');

/** How grave a line is, by what Lambda's runtimes and common loggers write. */
export function levelOf(message: string): string {
  if (/^(START|END|REPORT|INIT_START) /.test(message)) return 'platform';
  if (/\tERROR\t|"level":\s*"(error|fatal)"|\bTask timed out\b/i.test(message)) return 'error';
  if (/\tWARN\t|"level":\s*"warn(ing)?"/i.test(message)) return 'warn';
  if (/\tDEBUG\t|"level":\s*"(debug|trace)"/i.test(message)) return 'debug';
  return 'info';
}
