/**
 * What may import what: `npm run check:imports` fails on a circle and on an arrow that runs upward. Imports of types
 * count like any other, for who reads one file has to read the other, whatever of it is left at run time.
 *
 * The rooms of local-cloud, the lowest first. A room imports from those before it and from its own line.
 */
const ROOMS = [
  ['core/', 'version.ts'],
  ['http/'],
  ['protocols/'],
  ['resources/', 'data-plane/', 'models.ts'],
  ['services/'],
  ['gateway/', 'console/', 'tracing/', 'restore.ts'],
  ['index.ts'],
  ['commands/', 'testing/', 'cli.ts', 'main.ts'],
];

const SRC = '^local-cloud/src/';
const anyOf = (names) => `${SRC}(${names.map((name) => name.replace('.', '\\.')).join('|')})`;

const upward = ROOMS.slice(0, -1).map((names, at) => ({
  name: `not-upward-from-${names[0].replace(/\W.*/, '')}`,
  comment: `Of local-cloud/src, ${names.join(', ')} may import only from ${ROOMS.slice(0, at + 1)
    .flat()
    .join(', ')}.`,
  severity: 'error',
  from: { path: anyOf(names) },
  to: { path: anyOf(ROOMS.slice(at + 1).flat()) },
}));

/**
 * What a service has for others: its operations, what is written to it unasked (`sink.ts`), and how its contents are read
 * or called from elsewhere in the cloud.
 */
const DOORS = ['operations/', 'sink\\.ts', 'read-object\\.ts', 'target\\.ts'];

/** @type {import('dependency-cruiser').IConfiguration} */
export default {
  forbidden: [
    {
      name: 'no-circle',
      comment:
        'Move what both need to a file of its own, or hand it over when the cloud starts (`Service.begin`).',
      severity: 'error',
      from: {},
      to: { circular: true },
    },
    ...upward,
    {
      name: 'in-no-room',
      comment: 'A new folder of local-cloud/src has its place in ROOMS.',
      severity: 'error',
      from: {},
      to: { path: SRC, pathNot: anyOf(ROOMS.flat()) },
    },
    {
      name: 'gateway-knows-no-service',
      comment: 'The gateway serves what `services/service.ts` says of a service, whichever it is.',
      severity: 'error',
      from: { path: anyOf(['gateway/']) },
      to: { path: anyOf(['services/']), pathNot: anyOf(['services/service.ts']) },
    },
    {
      name: 'services-by-their-doors',
      comment: 'A service never reaches into the store, or any other part, of another.',
      severity: 'error',
      from: { path: `${SRC}services/([^/]+)/` },
      to: {
        path: `${SRC}services/[^/]+/`,
        pathNot: [`${SRC}services/$1/`, `${SRC}services/[^/]+/(${DOORS.join('|')})`],
      },
    },
    {
      name: 'versions-apart',
      comment: "What API Gateway's versions have in common is in `shared/`, which knows neither.",
      severity: 'error',
      from: { path: `${SRC}services/apigateway/(rest|http|shared)/` },
      to: { path: `${SRC}services/apigateway/(rest|http)/`, pathNot: `${SRC}services/apigateway/$1/` },
    },
    {
      name: 'resource-types-by-operations',
      comment:
        'A resource type calls the operations of its service, as CloudFormation calls AWS: never the store.',
      severity: 'error',
      from: { path: `${SRC}services/.*/cloudformation/` },
      to: { path: `${SRC}services/.*/?store\\.ts$` },
    },
    {
      name: 'deployed-code-stands-alone',
      comment:
        'What runs as a function on AWS has nothing of local-cloud, tests or tools. The debug server runs on this machine.',
      severity: 'error',
      from: { path: '^(common|layer|modulo1|modulo2|users)/src/', pathNot: '^common/src/debug-server\\.ts$' },
      to: { path: '^(local-cloud|plugins|scripts|tests|bench|[^/]+/test)/' },
    },
  ],
  options: {
    // TypeScript 7 has no JavaScript API, by which the other parser would read.
    parser: 'swc',
    doNotFollow: { path: '(^|/)node_modules/' },
    // JSX is what that parser does not read: of the console's pages Biome tells circles.
    exclude: { path: '(^|/)(node_modules|fixtures|dist)/|\\.tsx$' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default'],
    },
  },
};
