import { serveForDebugging } from 'common';
import { createApp } from './app.ts';

serveForDebugging('modulo1', createApp);
