import type { OperationTable } from '../../protocols/operation.ts';
import type { Service } from '../service.ts';
import { resourceTypes } from './cloudformation/index.ts';
import { codeDownload } from './code/download.ts';
import { functionUrlDoor } from './function-url/front-door.ts';
import { gaps, inert, whole } from './gaps.ts';
import * as aliases from './operations/aliases.ts';
import * as concurrency from './operations/concurrency.ts';
import { createFunction } from './operations/create-function.ts';
import { deleteFunction } from './operations/delete-function.ts';
import * as eventInvokeConfigs from './operations/event-invoke-configs.ts';
import * as settingsReads from './operations/function-settings.ts';
import * as urlConfigs from './operations/function-url-configs.ts';
import {
  getFunction,
  getFunctionConfiguration,
  listFunctions,
  listVersionsByFunction,
} from './operations/functions.ts';
import { invoke } from './operations/invoke.ts';
import { invokeWithResponseStream } from './operations/invoke-with-response-stream.ts';
import * as layerPermissions from './operations/layer-permissions.ts';
import * as layers from './operations/layers.ts';
import { listEventSourceMappings } from './operations/list-event-source-mappings.ts';
import * as permissions from './operations/permissions.ts';
import * as provisioned from './operations/provisioned-concurrency.ts';
import { publishVersion } from './operations/publish-version.ts';
import * as tags from './operations/tags.ts';
import { updateFunctionCode } from './operations/update-function-code.ts';
import { updateFunctionConfiguration } from './operations/update-function-configuration.ts';
import { lambdaProtocol } from './protocol.ts';
import { restore } from './restore.ts';
import { functionUrls } from './store.ts';

const operations = {
  AddLayerVersionPermission: layerPermissions.addLayerVersionPermission,
  AddPermission: permissions.addPermission,
  CreateAlias: aliases.createAlias,
  CreateFunction: createFunction,
  CreateFunctionUrlConfig: urlConfigs.createFunctionUrlConfig,
  DeleteAlias: aliases.deleteAlias,
  DeleteFunction: deleteFunction,
  DeleteFunctionConcurrency: concurrency.deleteFunctionConcurrency,
  DeleteFunctionEventInvokeConfig: eventInvokeConfigs.deleteFunctionEventInvokeConfig,
  DeleteFunctionUrlConfig: urlConfigs.deleteFunctionUrlConfig,
  DeleteLayerVersion: layers.deleteLayerVersion,
  DeleteProvisionedConcurrencyConfig: provisioned.deleteProvisionedConcurrencyConfig,
  GetAccountSettings: concurrency.getAccountSettings,
  GetAlias: aliases.getAlias,
  GetFunction: getFunction,
  GetFunctionCodeSigningConfig: settingsReads.getFunctionCodeSigningConfig,
  GetFunctionConcurrency: concurrency.getFunctionConcurrency,
  GetFunctionConfiguration: getFunctionConfiguration,
  GetFunctionEventInvokeConfig: eventInvokeConfigs.getFunctionEventInvokeConfig,
  GetFunctionRecursionConfig: settingsReads.getFunctionRecursionConfig,
  GetFunctionUrlConfig: urlConfigs.getFunctionUrlConfig,
  GetLayerVersion: layers.getLayerVersion,
  GetLayerVersionByArn: layers.getLayerVersionByArn,
  GetLayerVersionPolicy: layerPermissions.getLayerVersionPolicy,
  GetPolicy: permissions.getPolicy,
  GetProvisionedConcurrencyConfig: provisioned.getProvisionedConcurrencyConfig,
  GetRuntimeManagementConfig: settingsReads.getRuntimeManagementConfig,
  Invoke: invoke,
  InvokeWithResponseStream: invokeWithResponseStream,
  ListAliases: aliases.listAliases,
  ListEventSourceMappings: listEventSourceMappings,
  ListFunctionEventInvokeConfigs: eventInvokeConfigs.listFunctionEventInvokeConfigs,
  ListFunctionUrlConfigs: urlConfigs.listFunctionUrlConfigs,
  ListFunctions: listFunctions,
  ListLayerVersions: layers.listLayerVersions,
  ListLayers: layers.listLayers,
  ListProvisionedConcurrencyConfigs: provisioned.listProvisionedConcurrencyConfigs,
  ListTags: tags.listTags,
  ListVersionsByFunction: listVersionsByFunction,
  PublishLayerVersion: layers.publishLayerVersion,
  PublishVersion: publishVersion,
  PutFunctionConcurrency: concurrency.putFunctionConcurrency,
  PutFunctionRecursionConfig: settingsReads.putFunctionRecursionConfig,
  PutFunctionEventInvokeConfig: eventInvokeConfigs.putFunctionEventInvokeConfig,
  PutProvisionedConcurrencyConfig: provisioned.putProvisionedConcurrencyConfig,
  RemoveLayerVersionPermission: layerPermissions.removeLayerVersionPermission,
  RemovePermission: permissions.removePermission,
  TagResource: tags.tagResource,
  UntagResource: tags.untagResource,
  UpdateAlias: aliases.updateAlias,
  UpdateFunctionCode: updateFunctionCode,
  UpdateFunctionConfiguration: updateFunctionConfiguration,
  UpdateFunctionEventInvokeConfig: eventInvokeConfigs.updateFunctionEventInvokeConfig,
  UpdateFunctionUrlConfig: urlConfigs.updateFunctionUrlConfig,
} satisfies OperationTable;

/** AWS Lambda: zip functions on Node.js, each execution environment a process, and function URLs. */
export const lambda: Service = {
  id: 'lambda',
  title: 'AWS Lambda',
  signingNames: ['lambda'],
  protocol: lambdaProtocol,
  operations,
  frontDoors: [functionUrlDoor, codeDownload],
  addresses: (cloud) =>
    functionUrls(cloud).map(({ functionName: name, url }) => ({ name, kind: 'function URL', url })),
  restore,
  resourceTypes,
  inert,
  whole,
  gaps,
};
