const EXTENSIONS = ['yml', 'yaml', 'json', 'js', 'cjs', 'mjs', 'ts'];

/** The names that a service's configuration may have. */
export const SERVICES = EXTENSIONS.map((extension) => `serverless.${extension}`);

/** The names that a composition of services may have. */
export const COMPOSITIONS = EXTENSIONS.map((extension) => `serverless-compose.${extension}`);
