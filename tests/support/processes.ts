import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { run } from './run.ts';

interface ProcessRow {
  readonly pid: number;
  readonly parent: number;
  readonly group: number;
  readonly command: string;
}

/** The command lines of the processes of a group, which its leader's id names, and of those of other groups that descend from it. */
export async function processesOf(group: number): Promise<string[]> {
  // Slim images have no ps, and macOS has no /proc.
  const isWindows = process.platform === 'win32';
  const rows = existsSync('/proc/self/stat') ? fromProc() : await (isWindows ? fromCim() : fromPs());
  const family = new Set(rows.filter((row) => row.group === group).map(({ pid }) => pid));
  // Windows has no groups, and goes on naming a parent that has ended.
  if (isWindows) family.add(group);
  for (let size = 0; size !== family.size; ) {
    size = family.size;
    for (const { pid, parent } of rows) if (family.has(parent)) family.add(pid);
  }
  return rows.filter(({ pid }) => family.has(pid)).map(({ command }) => command);
}

function fromProc(): ProcessRow[] {
  const rows: ProcessRow[] = [];
  for (const entry of readdirSync('/proc')) {
    if (!/^\d+$/.test(entry)) continue;
    try {
      // The name in parentheses may hold anything; state, parent and group follow it.
      const [state, parent, group] =
        readFileSync(`/proc/${entry}/stat`, 'utf8').split(') ').at(-1)?.split(' ') ?? [];
      const command = readFileSync(`/proc/${entry}/cmdline`, 'utf8').replaceAll('\0', ' ').trim();
      if (state !== 'Z')
        rows.push({ pid: Number(entry), parent: Number(parent), group: Number(group), command });
    } catch {
      // The process ended while the list was read.
    }
  }
  return rows;
}

/** https://learn.microsoft.com/windows/win32/cimwin32prov/win32-process */
async function fromCim(): Promise<ProcessRow[]> {
  const row = '"$($_.ProcessId) $($_.ParentProcessId) $($_.CommandLine)"';
  const { stdout } = await run('powershell.exe', [
    ...['-NoProfile', '-NonInteractive', '-Command'],
    `Get-CimInstance Win32_Process | ForEach-Object { ${row} }`,
  ]);
  return stdout.split(/\r?\n/).flatMap((line) => {
    const [, pid, parent, command] = /^(\d+) (\d+) (.*)$/.exec(line) ?? [];
    return command ? [{ pid: Number(pid), parent: Number(parent), group: 0, command }] : [];
  });
}

async function fromPs(): Promise<ProcessRow[]> {
  const { stdout } = await run('ps', ['-eo', 'pid=,ppid=,pgid=,stat=,args=']);
  return stdout.split('\n').flatMap((line) => {
    const [, pid, parent, group, state = '', command] =
      /^\s*(\d+)\s+(\d+)\s+(\d+)\s+(\S+)\s+(.*)$/.exec(line) ?? [];
    return command && !state.startsWith('Z')
      ? [{ pid: Number(pid), parent: Number(parent), group: Number(group), command }]
      : [];
  });
}
