import type { Cloud } from '../../core/cloud.ts';
import type { Deployment } from '../deployment.ts';
import type { ServiceState } from '../tool/service-states.ts';

export interface ReloaderOptions {
  /** The project's folder, which paths are shown relative to. */
  readonly root: string;
  readonly cloud: Cloud;
  readonly deployment: Deployment;
  /** Whether what functions can't be made anew without is deployed by itself. */
  readonly deployOnChange: boolean;
  /** Whether code that is not right by its types is taken back. */
  readonly checkTypes: boolean;
  readonly print: (line: string) => void;
  /** Called with what a deployment made. */
  readonly onDeployed: (services: readonly ServiceState[]) => Promise<void>;
}
