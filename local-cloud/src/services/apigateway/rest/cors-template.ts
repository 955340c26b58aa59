/**
 * The one Velocity template that the Serverless Framework writes: for `cors` with several origins, it allows the
 * request's origin where that is one of them.
 */
const FORM =
  /^#set\(\$origin = \$input\.params\("Origin"\)\)\s*#if\(\$origin == ""\) #set\(\$origin = \$input\.params\("origin"\)\) #end\s*#if\(((?:\$origin\.matches\("[^"]*"\)(?: \|\| )?)+)\) #set\(\$context\.responseOverride\.header\.Access-Control-Allow-Origin = \$origin\) #end$/;

/** The patterns of the origins that such a template allows, or undefined for any other template. */
function corsPatterns(template: string): RegExp[] | undefined {
  const conditions = FORM.exec(template)?.[1];
  if (conditions === undefined) return undefined;
  return [...conditions.matchAll(/matches\("([^"]*)"\)/g)].map(
    ([, pattern]) => new RegExp(`^(?:${pattern})$`),
  );
}

export const isCorsTemplate = (template: string): boolean => FORM.test(template);

/** Whether such a template lets an origin in, so that the answer names it. */
export const corsTemplateAllows = (template: string, origin: string): boolean =>
  corsPatterns(template)?.some((pattern) => pattern.test(origin)) ?? false;
