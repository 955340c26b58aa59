import { isErrno } from '../core/listen.ts';
import { StoreError } from '../core/store/disk/directory.ts';
import { DEFAULT_PORT, type LocalCloud, type LocalCloudOptions, startLocalCloud } from '../index.ts';
import { answers, canListen } from './answers.ts';
import { CommandError } from './command-error.ts';

/** Starts the endpoint, with what can go wrong in words a newcomer can act on. @throws CommandError */
export async function startEndpoint(options: LocalCloudOptions): Promise<LocalCloud> {
  const port = options.port ?? DEFAULT_PORT;
  try {
    // Linux would not let us have it; elsewhere a port of 127.0.0.1 is had beside the same of all addresses, and shadows it.
    if (port !== 0 && process.platform !== 'linux' && (await answers(port)) && (await canListen(port))) {
      throw new CommandError(
        `Something that listens on every address of this machine has port ${port}, perhaps a LocalStack in a container. Stop that one, or choose another port: --port ${port + 1}`,
      );
    }
    return await startLocalCloud(options);
  } catch (error) {
    if (isErrno(error, 'EADDRINUSE')) {
      throw new CommandError(
        `Port ${port} is in use, perhaps by another local-cloud or LocalStack. Stop that one, or choose another port: --port ${port + 1}`,
      );
    }
    if (isErrno(error, 'EACCES') && process.platform === 'win32') {
      throw new CommandError(
        `Port ${port} is one that Windows keeps to itself, for Hyper-V or WSL perhaps: netsh interface ipv4 show excludedportrange protocol=tcp lists them. Choose one outside: --port 4600`,
      );
    }
    if (isErrno(error, 'EACCES')) {
      throw new CommandError(
        `Port ${port} needs privileges that this user lacks. Choose one above 1023 with --port.`,
      );
    }
    if (isErrno(error, 'EADDRNOTAVAIL') || isErrno(error, 'ENOTFOUND')) {
      throw new CommandError(`${options.host} is not an address of this machine.`);
    }
    if (error instanceof StoreError) throw new CommandError(error.message);
    throw error;
  }
}
