import { describeModule } from './support/module-suite.ts';

describeModule('modulo1');
