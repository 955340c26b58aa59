const HTTP_API = /https:\/\/([a-z0-9]+)\.execute-api\.[a-z0-9-]+\.amazonaws\.com(\.cn)?\/?/;

/**
 * An HTTP API's URL as the stack tells it is a host name of AWS; both local-cloud and LocalStack answer for it below a
 * path, which opens on every machine. `$default` is written as `%24default`, because a shell would expand it.
 *
 * @param {string} entry an endpoint as `sls info` gathered it; REST APIs' have a stage behind the host and are left alone
 * @param {string} endpoint where the local cloud answers
 */
function openableHttpApi(entry, endpoint) {
  if (!entry.startsWith('httpApi: ')) return entry;
  return entry.replace(HTTP_API, (_, id) => `${endpoint}/_aws/execute-api/${id}/%24default`);
}

module.exports = { openableHttpApi };
