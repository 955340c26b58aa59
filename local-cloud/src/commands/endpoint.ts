import { isErrno } from '../core/listen.ts';
import { StoreError } from '../core/store/disk/directory.ts';
import { DEFAULT_PORT, type LocalCloud, type LocalCloudOptions, startLocalCloud } from '../index.ts';
import { CommandError } from './command-error.ts';

/** Starts the endpoint, with what can go wrong in words a newcomer can act on. @throws CommandError */
export async function startEndpoint(options: LocalCloudOptions): Promise<LocalCloud> {
  const port = options.port ?? DEFAULT_PORT;
  try {
    return await startLocalCloud(options);
  } catch (error) {
    if (isErrno(error, 'EADDRINUSE')) {
      throw new CommandError(
        `Port ${port} is in use, perhaps by another local-cloud or LocalStack. Stop that one, or choose another port: --port ${port + 1}`,
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
