import https from 'node:https';
import net from 'node:net';

/** Host names that AWS answers under. */
const AWS_HOST = /(^|\.)(amazonaws\.com(\.cn)?|api\.aws|on\.aws)$/i;

/**
 * Leads HTTPS requests for AWS's own hosts to the local endpoint. Code that names a host itself, and AWS SDK v2, which
 * knows nothing of AWS_ENDPOINT_URL, would leave the machine; the endpoint tells services apart by the same Host header.
 *
 * @param {string} endpoint an http URL
 */
export function leadAwsHostsTo(endpoint) {
  const { hostname, port } = new URL(endpoint);
  const agent = /** @type {{ createConnection: (...args: any[]) => net.Socket }} */ (
    /** @type {unknown} */ (https.Agent.prototype)
  );
  const { createConnection } = agent;
  agent.createConnection = function connect(...args) {
    const [options] = args;
    if (!AWS_HOST.test(options?.host ?? '')) return createConnection.apply(this, args);
    return net.connect({ host: hostname.replace(/^\[|\]$/g, ''), port: Number(port || 80) });
  };
}
