// What `X-Amz-Target` names: the service by its prefix, and the operation, as in `DynamoDB_20120810.GetItem`.

export function targetPrefix(target: string): string {
  const dot = target.indexOf('.');
  return dot < 0 ? target : target.slice(0, dot);
}

/** @returns undefined for a target that names no operation */
export function targetOperation(target: string): string | undefined {
  const dot = target.lastIndexOf('.');
  return dot > 0 ? target.slice(dot + 1) : undefined;
}
