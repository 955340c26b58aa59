// What `import … from 'local-cloud'` gives: the endpoint, and what is built on its commands.
export { type Project, type ProjectOptions, startProject } from './commands/start-project.ts';
export * from './index.ts';
