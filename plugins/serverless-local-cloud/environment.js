const CREDENTIALS = { accessKeyId: 'test', secretAccessKey: 'test' };

/** What could lead a client away from this machine: identities, per-service endpoints, proxies. */
const LEADS_AWAY =
  /^(AWS_(PROFILE|DEFAULT_PROFILE|SESSION_TOKEN|ROLE_ARN|WEB_IDENTITY_TOKEN_FILE|CONTAINER_CREDENTIALS_\w+|ENDPOINT_URL_\w+)|https?_proxy|all_proxy|proxy)$/i;

/** Between two looks at a stack's events, in ms. osls waits 5000 before the first, which is most of a local deploy. */
const MONITORING_FREQUENCY = '25';

/**
 * Makes a process's environment one from which no AWS client, whoever makes it (other plugins do), gets away: the local
 * endpoint, test credentials, no profile, no proxy, no instance metadata.
 *
 * @param {Record<string, string | undefined>} environment changed in place
 * @param {string} endpoint
 * @returns {{ accessKeyId: string, secretAccessKey: string }}
 */
function keepProcessLocal(environment, endpoint) {
  for (const name of Object.keys(environment)) {
    if (LEADS_AWAY.test(name)) delete environment[name];
  }
  environment.AWS_ENDPOINT_URL = endpoint;
  environment.AWS_ACCESS_KEY_ID = CREDENTIALS.accessKeyId;
  environment.AWS_SECRET_ACCESS_KEY = CREDENTIALS.secretAccessKey;
  environment.AWS_EC2_METADATA_DISABLED = 'true';
  environment.SLS_AWS_MONITORING_FREQUENCY ??= MONITORING_FREQUENCY;
  return CREDENTIALS;
}

module.exports = { keepProcessLocal };
