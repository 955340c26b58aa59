import { windowsVariables } from '../../../../src/services/lambda/runtime/world/windows-variables.ts';

it('gives programs on Windows the system and folders of their own, and nothing of the developer', () => {
  const developer = {
    SystemRoot: 'D:\\Windows',
    USERPROFILE: 'C:\\Users\\ana',
    TEMP: 'C:\\Users\\ana\\Temp',
    SECRET: '1',
  };
  expect(windowsVariables('E:\\scratch\\env-1', developer)).toEqual({
    SystemRoot: 'D:\\Windows',
    WINDIR: 'D:\\Windows',
    SYSTEMDRIVE: 'D:',
    USERPROFILE: 'E:\\scratch\\env-1',
    HOMEDRIVE: 'E:',
    HOMEPATH: '\\scratch\\env-1',
    USERNAME: 'sbx_user1051',
    USERDOMAIN: 'local',
    LOGONSERVER: '\\\\local',
    TEMP: 'E:\\scratch\\env-1\\tmp',
    TMP: 'E:\\scratch\\env-1\\tmp',
    TZ: 'UTC',
    PATHEXT: '.COM;.EXE;.BAT;.CMD',
    COMSPEC: 'D:\\Windows\\System32\\cmd.exe',
    systemPrograms: 'D:\\Windows\\System32',
  });
});
