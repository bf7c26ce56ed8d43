import { randomBytes } from 'node:crypto';

import { partition } from '@aws-sdk/core/client';

import { operations } from '../model/operations.ts';
import { service } from '../model/service.ts';
import type { StructureShape } from '../model/shapes.ts';
import type { ValueMap } from '../model/values.ts';
import type { Io } from '../platform/io.ts';
import type { Identity } from './identity.ts';
import { jsonService, type LocalService } from './json-service.ts';
import { Registries } from './registries.ts';
import type { Store } from './store.ts';

/** How long a token for `docker login` is valid, in milliseconds. (Amazon ECR API Reference) */
const tokenLifetime = 12 * 60 * 60 * 1000;

/** The input of GetAuthorizationToken. (Amazon ECR API Reference) */
const tokenInput: StructureShape = {
  type: 'structure',
  members: [
    {
      name: 'registryIds',
      shape: { type: 'list', min: 1, max: 10, member: { type: 'string', pattern: '[0-9]{12}' } },
      help: '',
    },
  ],
};

/** Amazon ECR: the operations of the model, and GetAuthorizationToken. */
export function ecrService(store: Store, clock: Pick<Io, 'now'>): LocalService {
  const registries = new Registries(store, clock.now);
  const ruleOperations = operations.flatMap(({ name, input }) => {
    const perform = registries.operations[name];
    return perform === undefined ? [] : [[name, { input, perform }] as const];
  });
  return jsonService(service, {
    ...Object.fromEntries(ruleOperations),
    GetAuthorizationToken: { input: tokenInput, perform: (input, caller) => authorizationToken(input, caller, clock) },
  });
}

/** A token in the form of the service. There is nothing to log in to, so nothing remembers the password. */
function authorizationToken(
  { registryIds }: ValueMap,
  { account, region }: Identity,
  { now }: Pick<Io, 'now'>,
): ValueMap {
  const accounts = Array.isArray(registryIds) ? registryIds.map(String) : [account];
  const password = randomBytes(300).toString('base64');
  return {
    authorizationData: accounts.map((id) => ({
      authorizationToken: Buffer.from(`AWS:${password}`).toString('base64'),
      expiresAt: (now().getTime() + tokenLifetime) / 1000,
      proxyEndpoint: `https://${id}.dkr.ecr.${region}.${partition(region).dnsSuffix}`,
    })),
  };
}
