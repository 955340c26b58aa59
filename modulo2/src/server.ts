import { serveForDebugging } from 'common';
import { createApp } from './app.ts';

serveForDebugging('modulo2', createApp);
