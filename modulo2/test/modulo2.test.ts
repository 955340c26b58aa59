import { describeDebugServer } from 'common/test-support/debug-server';
import { describeKeyJsonModule } from 'common/test-support/key-json-contract';
import { createApp } from '../src/app.ts';

describeKeyJsonModule('modulo2', createApp);
describeDebugServer('modulo2', new URL('../src/server.ts', import.meta.url));
