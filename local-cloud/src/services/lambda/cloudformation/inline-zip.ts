/**
 * A template's inline source as the zip CloudFormation makes of it: one file, index.js.
 *
 * @returns base64, as CreateFunction's ZipFile
 */
export async function inlineZip(source: string): Promise<string> {
  const { strToU8, zipSync } = await import('fflate');
  // A fixed time makes the same source the same zip, and so the same CodeSha256.
  const zip = zipSync({ 'index.js': strToU8(source) }, { mtime: new Date(1980, 0, 1) });
  return Buffer.from(zip).toString('base64');
}
