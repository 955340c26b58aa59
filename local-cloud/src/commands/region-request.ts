/**
 * The header by which a request reaches a service in a region: the scope says whom it is for, and signatures are not
 * checked.
 */
export const scopedTo = (service: string, region: string): { authorization: string } => ({
  authorization: `AWS4-HMAC-SHA256 Credential=test/20260101/${region}/${service}/aws4_request, SignedHeaders=host, Signature=none`,
});
