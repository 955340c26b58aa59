/**
 * Whether a REST API's binaryMediaTypes name a media type, `image/*` and the catch-all included.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-payload-encodings.html
 * @param header value of Content-Type or Accept: the first media type in it counts
 */
export function matchesMediaType(binaryMediaTypes: string[], header: string | undefined): boolean {
  const type = (header ?? '').split(/[,;]/)[0]?.trim().toLowerCase() ?? '';
  return binaryMediaTypes.some((candidate) => {
    const pattern = candidate.toLowerCase();
    if (pattern === '*/*' || pattern === type) return true;
    return pattern.endsWith('/*') && type.startsWith(pattern.slice(0, -1));
  });
}
