'use strict';
const { note } = require('./notes.cjs');

/**
 * What the tool's schema does not know is told, a line each, and does not end the deployment: schemas of other versions,
 * and of plugins, know other things, and CloudFormation has the last word.
 *
 * @param {{ prototype: Record<string, any> }} Handler the tool's ConfigSchemaHandler
 */
function changeSchemaHandler(Handler) {
  const { handleErrorMessages } = Handler.prototype;
  /** @this {any} @param {string[]} messages */
  Handler.prototype.handleErrorMessages = function (messages) {
    if (this.serverless?.service?.configValidationMode !== 'error')
      return Reflect.apply(handleErrorMessages, this, [messages]);
    for (const message of messages) note(`configuration ${message}`);
  };
  return Handler;
}

module.exports = { changeSchemaHandler };
