import path from 'node:path';

/**
 * What programs need on Windows beside Lambda's variables, in place of what the developer has: the system's own programs, and
 * folders for what Node takes for the home and for temporary files.
 *
 * @param scratch the environment's own folder
 */
export function windowsVariables(scratch: string, { SystemRoot = 'C:\\Windows' }: NodeJS.ProcessEnv) {
  const { join, parse } = path.win32;
  const { root } = parse(scratch);
  const { root: systemRoot } = parse(SystemRoot);
  return {
    SystemRoot,
    WINDIR: SystemRoot,
    SYSTEMDRIVE: systemRoot.slice(0, -1),
    USERPROFILE: scratch,
    // Node gives a process the developer's own of these where it has none.
    HOMEDRIVE: root.slice(0, -1),
    HOMEPATH: scratch.slice(root.length - 1),
    USERNAME: 'sbx_user1051',
    USERDOMAIN: 'local',
    LOGONSERVER: '\\\\local',
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
