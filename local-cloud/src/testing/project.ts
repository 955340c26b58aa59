import { announced } from './project-variables.ts';

/**
 * What the preset for Jest or Vitest deployed, in a test: `import { urls } from 'local-cloud/project'`.
 *
 * @see Project for the shapes
 * @throws Error where no preset has deployed anything
 */
export const { endpoint, urls, services } = announced();
