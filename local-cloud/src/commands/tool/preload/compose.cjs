const { note } = require('./notes.cjs');
const { report } = require('./report.cjs');
const { standInFor } = require('./variables.cjs');

/**
 * The part of compose's components service that is met here, the same in @serverless/compose and @osls/compose.
 * @typedef {object} ComponentsService
 * @property {(options: { method: string, reverse?: boolean }) => Promise<void>} executeComponentsGraph
 * @property {Graph} componentsGraph an edge leads from a service to one that it needs
 * @property {Record<string, { inputs?: { path?: string, config?: string, params?: unknown } }>} allComponents
 * @property {{ 'max-concurrency'?: number }} [options]
 * @property {Context} context
 */
/**
 * @typedef {object} Context
 * @property {string} root
 * @property {Record<string, string>} componentCommandsOutcomes
 * @property {{ error(id: string, error: unknown): void }} progresses
 * @property {{ readComponentsOutputs(): Promise<Record<string, Record<string, unknown>>> }} [stateStorage]
 */
/**
 * @typedef {object} Graph
 * @property {() => string[]} nodes
 * @property {(id: string) => unknown} node
 * @property {(id: string, value: unknown) => unknown} setNode
 * @property {(id: string) => string[] | undefined} successors
 */

/**
 * compose deploys in levels and stops after one in which anything failed. Here each service is deployed as soon as what it
 * needs is there, by compose's own code, and one that fails keeps back only those that need it.
 *
 * @param {unknown} exports compose's ComponentsService
 */
function deployWhatCanBe(exports) {
  const { prototype } = /** @type {{ prototype?: ComponentsService }} */ (exports);
  const execute = prototype?.executeComponentsGraph;
  if (prototype === undefined || typeof execute !== 'function') return exports;
  prototype.executeComponentsGraph = function (options) {
    const known = typeof this.componentsGraph?.successors === 'function';
    return options?.method === 'deploy' && known ? deployAll(this, execute) : execute.call(this, options);
  };
  return exports;
}

/**
 * @param {ComponentsService} service
 * @param {ComponentsService['executeComponentsGraph']} execute deploys every service of a graph
 */
async function deployAll(service, execute) {
  const { componentsGraph: graph, context } = service;
  const ids = graph.nodes();
  if (ids.length === 0) return;
  const only = process.env.LOCAL_CLOUD_ONLY?.split(',');
  const services = ids.map((id) => {
    const { path = id, config } = service.allComponents[id]?.inputs ?? {};
    return { id, path, config, needs: graph.successors(id) ?? [] };
  });
  report({ type: 'composed', root: context.root, services });
  const { error } = context.progresses;
  context.progresses.error = function (id, reason) {
    report({ type: 'reason', id, message: reason instanceof Error ? reason.message : String(reason) });
    return error.call(this, id, reason);
  };
  standInForOutputs(service);
  const slot = slots(service.options?.['max-concurrency'] ?? Number.POSITIVE_INFINITY);

  /** @type {Map<string, Promise<boolean>>} */
  const deployments = new Map();
  /** @param {string} id */
  const deployed = (id) => {
    const deployment = deployments.get(id) ?? deploy(id);
    deployments.set(id, deployment);
    return deployment;
  };
  /** @param {string} id */
  const deploy = async (id) => {
    const needs = graph.successors(id) ?? [];
    const there = await Promise.all(needs.map(deployed));
    const missing = needs.filter((_, index) => !there[index]);
    if (missing.length > 0) {
      report({ type: 'outcome', id, outcome: 'skipped', missing });
      return false;
    }
    if (only && !only.includes(id)) return true;
    await slot(() => deployOne(service, execute, id));
    const outcome = context.componentCommandsOutcomes[id] === 'success' ? 'deployed' : 'failed';
    report({ type: 'outcome', id, outcome, missing: [] });
    return outcome === 'deployed';
  };
  await Promise.all(ids.map(deployed));
}

/**
 * Outputs that tell of what was skipped are not in a stack: what asks for one of a service that is there is given a name or
 * an ARN, as references in the stack itself are.
 *
 * @param {ComponentsService} service
 */
function standInForOutputs({ allComponents, context }) {
  const { stateStorage } = context;
  if (typeof stateStorage?.readComponentsOutputs !== 'function') return;
  const wanted = JSON.stringify(Object.values(allComponents).map(({ inputs }) => inputs?.params ?? {}));
  const references = [...wanted.matchAll(/\$\{([\w-]+)\.([\w-]+)\}/g)];
  const read = stateStorage.readComponentsOutputs;
  stateStorage.readComponentsOutputs = async function () {
    const outputs = await read.call(this);
    for (const [, id = '', name = ''] of references) {
      if (context.componentCommandsOutcomes[id] !== 'success' || outputs[id]?.[name] !== undefined) continue;
      outputs[id] = { ...outputs[id], [name]: standInFor(name) || name };
      note(`\${${id}.${name}} has no value here: deployed with ${JSON.stringify(outputs[id][name])}`);
    }
    return outputs;
  };
}

/**
 * @param {ComponentsService} service
 * @param {ComponentsService['executeComponentsGraph']} execute
 * @param {string} id
 */
async function deployOne(service, execute, id) {
  const { componentsGraph: graph, context } = service;
  const alone = new /** @type {new () => Graph} */ (graph.constructor)();
  alone.setNode(id, graph.node(id));
  try {
    await execute.call(Object.create(service, { componentsGraph: { value: alone } }), { method: 'deploy' });
  } catch (error) {
    // An output that another service does not have, for one, which compose finds before it looks after errors.
    context.componentCommandsOutcomes[id] = 'failure';
    context.progresses.error(id, error);
  }
}

/**
 * @param {number} count of tasks that may run at once
 * @returns {(task: () => Promise<void>) => Promise<void>}
 */
function slots(count) {
  let running = 0;
  /** @type {(() => void)[]} */
  const waiting = [];
  return async (task) => {
    if (running >= count) await new Promise((resolve) => waiting.push(() => resolve(undefined)));
    running += 1;
    try {
      await task();
    } finally {
      running -= 1;
      waiting.shift()?.();
    }
  };
}

module.exports = { deployWhatCanBe };
