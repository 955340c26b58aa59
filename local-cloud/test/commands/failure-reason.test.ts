import { failureReason } from '../../src/commands/tool/failure-reason.ts';

describe('the reason of a failed deployment', () => {
  it.each([
    ['\nError:\nSomething is wrong\n    at x.js:1:2', 'Something is wrong'],
    [
      'Properties validation failed for resource Role with message:\n#: required key [Path] not found',
      'Properties validation failed for resource Role with message: #: required key [Path] not found',
    ],
    ['Error: it failed:', 'it failed:'],
    ['', 'it is not told why'],
  ])('is one line of %j', (message, reason) => {
    expect(failureReason(message)).toBe(reason);
  });
});
