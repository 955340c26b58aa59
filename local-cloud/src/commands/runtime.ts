import { findNode, installNode, majorOf } from '../services/lambda/runtime/node-versions.ts';
import { CommandError } from './command-error.ts';

/** `local-cloud runtime add nodejs24.x`: the Node.js of a runtime, where this machine has none of its major. */
export async function runtime([action, name, ...rest]: string[]): Promise<void> {
  const major = majorOf(name ?? '');
  if (action !== 'add' || rest.length > 0 || major === undefined) {
    throw new CommandError(
      'local-cloud: runtime takes add and the name of a Node.js runtime, such as nodejs24.x\nSee local-cloud --help.',
      2,
    );
  }
  const found = await findNode(major);
  if (found) {
    process.stdout.write(`${name} is there: Node.js ${found.version}, ${found.executable}\n`);
    return;
  }
  process.stdout.write(`Installing Node.js ${major} from npm …\n`);
  try {
    const { version, executable } = await installNode(major);
    process.stdout.write(`${name} is there: Node.js ${version}, ${executable}\n`);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new CommandError(`Node.js ${major} could not be installed: ${reason}`);
  }
}
