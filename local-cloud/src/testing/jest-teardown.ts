export { projectTeardown as default } from './jest.ts';
