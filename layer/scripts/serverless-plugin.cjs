/**
 * For services whose functions are only routes: serverless-esbuild takes `esbuildEntrypoint`, the file to bundle where
 * the handler is another, but leaves it to others to tell the framework that there is such a property.
 */
class RoutesOnLayer {
  /** @param {{ configSchemaHandler: SchemaHandler }} serverless */
  constructor({ configSchemaHandler }) {
    configSchemaHandler.defineFunctionProperties('aws', {
      properties: { esbuildEntrypoint: { type: 'string' } },
    });
  }
}

/** @typedef {{ defineFunctionProperties(provider: string, schema: object): void }} SchemaHandler */

module.exports = RoutesOnLayer;
