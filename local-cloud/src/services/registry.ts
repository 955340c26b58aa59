import { apigatewayv2 } from './apigateway/http/index.ts';
import { apigateway } from './apigateway/rest/index.ts';
import { cloudformation } from './cloudformation/index.ts';
import { cloudwatch } from './cloudwatch/index.ts';
import { dynamodb } from './dynamodb/index.ts';
import { dynamodbstreams } from './dynamodb/streams-api/index.ts';
import { ecr } from './ecr/index.ts';
import { iam } from './iam/index.ts';
import { lambda } from './lambda/index.ts';
import { logs } from './logs/index.ts';
import { s3 } from './s3/index.ts';
import type { Service } from './service.ts';
import { sts } from './sts/index.ts';

/** Every service of the cloud. A new one is a folder beside this file and a line here. */
export const services: readonly Service[] = [
  // Before apigateway, whose front door takes any request for an invoke URL, also one of no API.
  apigatewayv2,
  apigateway,
  cloudformation,
  cloudwatch,
  dynamodb,
  dynamodbstreams,
  ecr,
  iam,
  lambda,
  logs,
  s3,
  sts,
];
