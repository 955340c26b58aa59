import type { OperationTable } from '../../protocols/operation.ts';
import { queryProtocol } from '../../protocols/query.ts';
import type { Service } from '../service.ts';
import { model } from './input.ts';
import { assumeRole } from './operations/assume-role.ts';
import { getCallerIdentity } from './operations/get-caller-identity.ts';

const operations = {
  AssumeRole: assumeRole,
  GetCallerIdentity: getCallerIdentity,
} satisfies OperationTable;

/** AWS Security Token Service. Whoever asks is the account's root user: credentials are not checked. */
export const sts: Service = {
  id: 'sts',
  title: 'AWS STS',
  signingNames: ['sts'],
  apiVersion: '2011-06-15',
  protocol: queryProtocol('https://sts.amazonaws.com/doc/2011-06-15/', model),
  operations,
  inert: {
    AssumeRole: [
      'Policy',
      'PolicyArns',
      'Tags',
      'TransitiveTagKeys',
      'ExternalId',
      'SerialNumber',
      'TokenCode',
    ],
  },
  gaps: [
    {
      what: 'GetSessionToken, GetFederationToken and the web identity and SAML operations',
      since: '2026-11-21',
    },
    {
      what: 'a role is assumed whether or not it exists, and its trust policy is not evaluated',
      since: '2026-11-21',
    },
  ],
};
