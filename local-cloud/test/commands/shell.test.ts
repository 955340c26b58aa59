import { curlLine, shellOf, variablesLine } from '../../src/commands/shell.ts';

const SYSTEM = 'C:\\Program Files\\WindowsPowerShell\\Modules';
const USERPROFILE = 'C:\\Users\\ana';

describe('the shell that a line is printed for', () => {
  it.each([
    ['posix', 'linux', { SHELL: '/bin/zsh' }],
    ['posix', 'darwin', {}],
    ['posix', 'win32', { MSYSTEM: 'MINGW64', USERPROFILE, PSModulePath: SYSTEM }],
    [
      'powershell',
      'win32',
      { USERPROFILE, PSModulePath: `c:\\users\\ana\\Documents\\PowerShell\\Modules;${SYSTEM}` },
    ],
    ['cmd', 'win32', { USERPROFILE, PSModulePath: SYSTEM }],
    ['cmd', 'win32', {}],
  ] as const)('is %s on %s with %j', (shell, platform, environment) => {
    expect(shellOf(environment, platform)).toBe(shell);
  });

  it.each([
    ['posix', 'export A=http://127.0.0.1:4566 B=test'],
    ['powershell', "$env:A='http://127.0.0.1:4566'; $env:B='test'"],
    ['cmd', 'set "A=http://127.0.0.1:4566" & set "B=test"'],
  ] as const)('sets variables in %s by its own syntax', (shell, line) => {
    expect(variablesLine(shell, { A: 'http://127.0.0.1:4566', B: 'test' })).toBe(line);
  });

  it.each([
    ['posix', `curl -X POST http://localhost/a -d '{"a":1}'`],
    ['powershell', `curl.exe --% -X POST http://localhost/a -d "{\\"a\\":1}"`],
    ['cmd', `curl -X POST http://localhost/a -d "{\\"a\\":1}"`],
  ] as const)('calls curl in %s with quotes that it knows', (shell, line) => {
    expect(curlLine(shell, `-X POST http://localhost/a -d '{"a":1}'`)).toBe(line);
  });

  it('leaves PowerShell the quotes that it reads as others do', () => {
    expect(curlLine('powershell', "'http://localhost/a?b=1'")).toBe("curl.exe 'http://localhost/a?b=1'");
  });
});
