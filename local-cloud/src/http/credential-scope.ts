/** What a Signature Version 4 request says about itself: `KEY/20261121/us-east-1/lambda/aws4_request`. */
export interface CredentialScope {
  readonly accessKeyId: string;
  readonly region: string;
  readonly service: string;
}

/**
 * Reads the credential scope of a signed request, from the Authorization header or a presigned URL. The signature
 * itself is not verified: local-cloud has no secret to verify it with.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-authentication-methods.html
 */
export function credentialScope(
  authorization: string | undefined,
  rawQuery: string,
): CredentialScope | undefined {
  const credential =
    /Credential=([^,\s]+)/.exec(authorization ?? '')?.[1] ??
    (rawQuery === '' ? undefined : new URLSearchParams(rawQuery).get('X-Amz-Credential'));
  return credential ? scopeOf(credential) : undefined;
}

/** A client sends the same scope with every request. */
const known = new Map<string, CredentialScope | undefined>();
const MOST_KNOWN = 1000;

function scopeOf(credential: string): CredentialScope | undefined {
  const found = known.get(credential);
  if (found) return found;
  const [accessKeyId, , region, service] = credential.split('/');
  const scope = accessKeyId && region && service ? { accessKeyId, region, service } : undefined;
  if (known.size >= MOST_KNOWN) known.clear();
  known.set(credential, scope);
  return scope;
}
