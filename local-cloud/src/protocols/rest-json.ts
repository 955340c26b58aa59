import { jsonBody, toJson } from './json.ts';
import type { HeadProtocol } from './protocol.ts';
import { RestBinding } from './rest-binding.ts';
import type { ServiceModel } from './shapes/model.ts';
import { fromWireNames, toWireNames } from './shapes/wire-names.ts';

/**
 * AWS REST JSON protocol: method and path name the operation; where its input and output are in requests and answers is
 * what the service's model says.
 *
 * @param options.errorMessageKey `message`, or `Message` as Lambda has it
 * @see https://smithy.io/2.0/aws/protocols/aws-restjson1-protocol.html
 */
export function restJsonProtocol(
  model: () => ServiceModel,
  options: { errorMessageKey?: 'message' | 'Message' } = {},
): HeadProtocol {
  const binding = new RestBinding(model);
  const messageKey = options.errorMessageKey ?? 'message';
  return {
    name: 'rest-json',
    match: (request) => binding.match(request),
    async parse(request, match) {
      const located = binding.located(request, match);
      const payload = binding.inputShape(match.operation)?.payload;
      if (payload !== undefined) return { ...located, [payload]: await request.body() };
      const name = model().operations[match.operation]?.input?.shape ?? '';
      const body = fromWireNames(model(), name, await jsonBody(request)) as object;
      return { ...body, ...located };
    },
    serialize(output, match, request) {
      const { status, headers, body } = binding.parts(match.operation, output);
      const all = { 'x-amzn-requestid': request.requestId, ...headers };
      if (status === 204) return { status, headers: all };
      if (body instanceof Uint8Array) return { status, headers: all, body: Buffer.from(body) };
      const { payload, members = {} } = binding.outputShape(match.operation) ?? {};
      const name =
        payload === undefined ? model().operations[match.operation]?.output?.shape : members[payload]?.shape;
      const named = name === undefined ? body : toWireNames(model(), name, body);
      return { status, headers: { ...all, 'content-type': 'application/json' }, body: toJson(named) };
    },
    serializeError(error, request) {
      return {
        status: error.status,
        headers: {
          'content-type': 'application/json',
          'x-amzn-requestid': request.requestId,
          'x-amzn-errortype': error.code,
        },
        body: toJson({ ...error.members, [messageKey]: error.message }),
      };
    },
  };
}
