/** Builds the layer before the Serverless Framework packages it, so that `sls deploy` needs no step before it. */
class BuildLayer {
  constructor() {
    this.hooks = {
      'before:package:createDeploymentArtifacts': async () => {
        const { buildLayer } = await import('./build.mjs');
        await buildLayer();
      },
    };
  }
}

module.exports = BuildLayer;
