import { openJsonTable } from 'common';
import { serveForDebugging } from 'common/debug-server';
import { createApp } from './app.ts';

serveForDebugging('modulo2', { TABLE_NAME: 'modulo2-local' }, () => createApp(openJsonTable('modulo2Id')));
