import path from 'node:path';

/**
 * What programs need on Windows beside Lambda's variables, in place of what the developer has: the system's own programs, and
 * folders for what Node takes for the home and for temporary files.
 *
 * @param scratch the environment's own folder
 */
export function windowsVariables(scratch: string, { SystemRoot = 'C:\\Windows' }: NodeJS.ProcessEnv) {
  const { join } = path.win32;
  return {
    SystemRoot,
    USERPROFILE: scratch,
    TEMP: join(scratch, 'tmp'),
    TMP: join(scratch, 'tmp'),
    // Lambda's `:UTC` is a form that Windows does not know.
    TZ: 'UTC',
    // What a shell may run without its path: what the system brings.
    PATHEXT: '.COM;.EXE;.BAT;.CMD',
    COMSPEC: join(SystemRoot, 'System32', 'cmd.exe'),
    systemPrograms: join(SystemRoot, 'System32'),
  };
}
