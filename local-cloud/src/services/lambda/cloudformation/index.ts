import type { AnyResourceType } from '../../../resources/resource-type.ts';
import { alias } from './alias.ts';
import { eventInvokeConfig } from './event-invoke-config.ts';
import { lambdaFunction } from './function.ts';
import { layerVersion } from './layer-version.ts';
import { layerVersionPermission } from './layer-version-permission.ts';
import { permission } from './permission.ts';
import { url } from './url.ts';
import { version } from './version.ts';

export const resourceTypes: readonly AnyResourceType[] = [
  alias,
  eventInvokeConfig,
  lambdaFunction,
  layerVersion,
  layerVersionPermission,
  permission,
  url,
  version,
];
