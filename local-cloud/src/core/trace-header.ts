/** The root in an X-Ray header, undefined where there is none: `1-5759e988-bd862e3fe1be46a994272793`. */
export const traceRoot = (header: string | undefined): string | undefined => part(header, 'Root');

/** The segment that asked. */
export const traceParent = (header: string | undefined): string | undefined => part(header, 'Parent');

function part(header: string | undefined, name: string): string | undefined {
  if (header === undefined) return undefined;
  const found = header.split(';').find((field) => field.startsWith(`${name}=`));
  return found?.slice(name.length + 1);
}
