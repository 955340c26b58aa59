export type Shell = 'posix' | 'powershell' | 'cmd';

/**
 * The shell that a command was most likely typed into.
 *
 * Windows tells nobody. A POSIX shell (Git Bash, MSYS2) sets MSYSTEM or SHELL; PowerShell puts a folder of its user's into
 * PSModulePath, which elsewhere holds the system's alone.
 * https://learn.microsoft.com/powershell/module/microsoft.powershell.core/about/about_psmodulepath
 */
export function shellOf(environment: NodeJS.ProcessEnv, platform: NodeJS.Platform): Shell {
  if (platform !== 'win32' || environment.MSYSTEM || environment.SHELL) return 'posix';
  const { USERPROFILE: home = '', PSModulePath: modules = '' } = environment;
  return home !== '' && modules.toLowerCase().includes(home.toLowerCase()) ? 'powershell' : 'cmd';
}

/** The line that sets variables in a shell. No value may hold a quote. */
export function variablesLine(shell: Shell, variables: Readonly<Record<string, string>>): string {
  const all = Object.entries(variables);
  switch (shell) {
    case 'posix':
      return `export ${all.map(([name, value]) => `${name}=${value}`).join(' ')}`;
    case 'powershell':
      return all.map(([name, value]) => `$env:${name}='${value}'`).join('; ');
    case 'cmd':
      return all.map(([name, value]) => `set "${name}=${value}"`).join(' & ');
  }
}

/**
 * A call of curl. In Windows PowerShell its name alone is an alias of something else; cmd knows double quotes only. Those
 * inside an argument are taken away by PowerShell up to 7.2 and kept by later ones, unless all behind `--%` is left alone.
 * https://learn.microsoft.com/powershell/module/microsoft.powershell.core/about/about_parsing
 *
 * @param args as a POSIX shell takes them, in single quotes where they need any
 */
export function curlLine(shell: Shell, args: string): string {
  if (shell === 'posix') return `curl ${args}`;
  const inDoubleQuotes = args.replace(/'([^']*)'/g, (_, text: string) => `"${text.replaceAll('"', '\\"')}"`);
  if (shell === 'cmd') return `curl ${inDoubleQuotes}`;
  return args.includes('"') ? `curl.exe --% ${inDoubleQuotes}` : `curl.exe ${args}`;
}
