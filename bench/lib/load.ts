import { Agent, get } from 'node:http';

export interface Load {
  /** Milliseconds. */
  readonly p50: number;
  readonly p99: number;
  readonly requestsPerSecond: number;
}

/** Milliseconds of load that count. */
const DURATION = 3000;
/** Milliseconds of load before, so that every process involved has compiled its code. */
const WARM_UP = 5000;

/**
 * Sends GET requests over keep-alive connections, each as soon as the one before it is answered. Written here because
 * load tools count latency in whole milliseconds, and what is measured is about one.
 *
 * @throws Error on any answer but 200
 */
export async function measure(url: string, connections: number): Promise<Load> {
  const agent = new Agent({ keepAlive: true, maxSockets: connections });
  try {
    const started = performance.now();
    const latencies = (await load(url, agent, connections, DURATION)).sort((a, b) => a - b);
    const seconds = (performance.now() - started) / 1000;
    const at = (share: number) =>
      latencies[Math.min(latencies.length - 1, Math.floor(latencies.length * share))] ?? 0;
    return { p50: at(0.5), p99: at(0.99), requestsPerSecond: latencies.length / seconds };
  } finally {
    agent.destroy();
  }
}

/** Load that is not counted. */
export async function warmUp(url: string, connections: number): Promise<void> {
  const agent = new Agent({ keepAlive: true, maxSockets: connections });
  await load(url, agent, connections, WARM_UP);
  agent.destroy();
}

async function load(url: string, agent: Agent, connections: number, duration: number): Promise<number[]> {
  const until = performance.now() + duration;
  const latencies: number[] = [];
  const one = async () => {
    while (performance.now() < until) {
      const started = performance.now();
      await request(url, agent);
      latencies.push(performance.now() - started);
    }
  };
  await Promise.all(Array.from({ length: connections }, one));
  return latencies;
}

/** One request, its body read to the end. */
export function request(url: string, agent?: Agent): Promise<void> {
  return new Promise((resolve, reject) => {
    get(url, { agent }, (response) => {
      response.resume();
      response.once('end', () => {
        if (response.statusCode === 200) resolve();
        else reject(new Error(`${url} answered ${response.statusCode}`));
      });
      response.once('error', reject);
    }).once('error', reject);
  });
}
