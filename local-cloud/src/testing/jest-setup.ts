import { projectSetup } from './jest.ts';

export default projectSetup();
