import type { Service } from './service.ts';
import { sts } from './sts/index.ts';

/** Every service of the cloud. A new one is a folder beside this file and a line here. */
export const services: readonly Service[] = [sts];
