const { default: Sequencer } = require('@jest/test-sequencer');

/** Suites of over 20 s on two cores. Begun last, one of them would keep the whole run waiting on a single core. */
const LONG = [
  'tests/cdk.test.ts',
  'tests/tutorial.test.ts',
  'dynamodb/killed.test.ts',
  'dynamodb/fuzz.test.ts',
  'dynamodb/oracle.test.ts',
  'tests/terraform-resources.test.ts',
  'tests/terraform-resources.test.ts',
  'tests/cdk.test.ts',
  'state/killed.test.ts',
  'tests/terraform-dynamodb.test.ts',
  'tests/terraform.test.ts',
  'serverless-exec/test/exec.test.ts',
  'tests/start.test.ts',
  'package/presets.test.ts',
  'tests/users.test.ts',
  'commands/reload.test.ts',
  'commands/second-start.test.ts',
  'commands/up-failures.test.ts',
  'tests/unmodified-project.test.ts',
];

/** @param {{ path: string }} test */
const rank = ({ path }) => {
  const place = LONG.findIndex((long) => path.replaceAll('\\', '/').endsWith(long));
  return place < 0 ? LONG.length : place;
};

/** Jest's own order, which on a new machine is by the size of the files, but for the suites that are known to be long. */
module.exports = class LongSuitesFirst extends Sequencer {
  /**
   * @override
   * @param {Parameters<Sequencer['sort']>[0]} tests
   */
  async sort(tests) {
    return [...(await super.sort(tests))].sort((a, b) => rank(a) - rank(b));
  }
};
