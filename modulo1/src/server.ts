import { openJsonTable } from 'common';
import { serveForDebugging } from 'common/debug-server';
import { createApp } from './app.ts';

serveForDebugging('modulo1', { TABLE_NAME: 'modulo1-local' }, () => createApp(openJsonTable('modulo1Id')));
