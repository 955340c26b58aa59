// dynalite on a free port: its own command takes none.
import { createRequire } from 'node:module';

const dynalite = createRequire(import.meta.url)('dynalite');
const server = dynalite({ createTableMs: 0, deleteTableMs: 0 });
server.listen(0, '127.0.0.1', () => process.stdout.write(`listening on ${server.address().port}\n`));
