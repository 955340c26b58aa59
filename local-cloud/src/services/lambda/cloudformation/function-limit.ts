import { AwsError } from '../../../core/aws-error.ts';
import { isObject, type JsonObject } from '../../../resources/json.ts';
import type { Limit } from '../../../resources/resource-type.ts';
import { checkRuntime } from '../runtimes.ts';

/** Runtimes that AWS has ended, and the oldest that still runs, whose code theirs is. */
const ENDED = /^nodejs(4\.3|6\.10|8\.10|10\.x)?$/;
const OLDEST = 'nodejs12.x';

/** A layer of this cloud's account, or one that a function tells. */
const OTHERS_LAYER = /^arn:aws[a-z-]*:lambda:[a-z0-9-]*:(?!000000000000:)\d{12}:layer:/;

/** What a function's declaration asks for and local-cloud can't do. */
export function functionLimit(properties: JsonObject): Limit | undefined {
  const { Runtime: runtime, PackageType, Code, Layers, LoggingConfig } = properties;
  if (PackageType === 'Image' || (isObject(Code) && Code.ImageUri !== undefined))
    return { what: 'functions from container images' };
  if (typeof runtime === 'string') {
    if (ENDED.test(runtime))
      return {
        what: `the runtime ${runtime}, for which ${OLDEST} runs`,
        rest: { ...properties, Runtime: OLDEST },
      };
    if (!isRunnable(runtime)) return { what: `the runtime ${runtime}` };
  }
  if (isObject(LoggingConfig) && LoggingConfig.LogFormat === 'JSON') {
    const { LogFormat, ...rest } = LoggingConfig;
    return { what: 'logs of the format JSON', rest: { ...properties, LoggingConfig: rest } };
  }
  const layers = Array.isArray(Layers) ? Layers : [];
  const others = layers.find((layer) => typeof layer === 'string' && OTHERS_LAYER.test(layer));
  if (others === undefined) return undefined;
  return {
    what: `the layer ${String(others)} of another account`,
    rest: { ...properties, Layers: layers.filter((layer) => layer !== others) },
  };
}

function isRunnable(runtime: string): boolean {
  try {
    checkRuntime(runtime);
    return true;
  } catch (error) {
    if (!(error instanceof AwsError)) throw error;
    return false;
  }
}
