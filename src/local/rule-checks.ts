import { partition } from '@aws-sdk/core/client';

import { isHostOf, upstreamRegistries, type UpstreamRegistry } from '../model/upstream-registries.ts';
import type { ValueMap } from '../model/values.ts';
import { parseRoleArn, type RegistryAddress } from './identity.ts';
import { textMember } from './json-service.ts';
import { invalidParameter, LocalError } from './local-error.ts';

/**
 * Checks what the shapes cannot say about a new rule, as the service does.
 *
 * @param registry the registry of the rule
 * @returns the upstream registry
 * @throws LocalError
 */
export function checkNewRule(input: ValueMap, registry: RegistryAddress): UpstreamRegistry {
  const upstream = supportedUpstream(input);
  checkCredentials(input, registry);
  const [, owner] = /^(\d{12})\./.exec(textMember(input, 'upstreamRegistryUrl') ?? '') ?? [];
  if (
    upstream.takesRole === true &&
    owner !== undefined &&
    owner !== registry.account &&
    textMember(input, 'customRoleArn') === undefined
  ) {
    throw invalidParameter(
      `Invalid parameter at 'customRoleArn': the upstream registry is in account ${owner}, so a role is required.`,
    );
  }
  const upstreamPrefix = textMember(input, 'upstreamRepositoryPrefix');
  if (textMember(input, 'ecrRepositoryPrefix') === root && (upstreamPrefix ?? root) !== root) {
    throw invalidParameter(
      `Invalid parameter at 'upstreamRepositoryPrefix': it must be ROOT if the repository prefix is ROOT.`,
    );
  }
  return upstream;
}

const root = 'ROOT';

/**
 * Checks the secret and the role of a rule. The secret may be any in the account and the Region of the registry; it
 * need not be kept here.
 *
 * @throws LocalError
 */
export function checkCredentials(input: ValueMap, { account, region }: RegistryAddress): void {
  const credentialArn = textMember(input, 'credentialArn');
  const home = `arn:${partition(region).name}:secretsmanager:${region}:${account}:secret:`;
  if (credentialArn?.startsWith(home) === false) {
    throw new LocalError(
      'SecretNotFoundException',
      `The secret ${credentialArn} is not in the account ${account} and the Region ${region} of the registry.`,
    );
  }
  const role = textMember(input, 'customRoleArn');
  if (role !== undefined && parseRoleArn(role) === undefined)
    throw invalidParameter(`Invalid parameter at 'customRoleArn': ${role} is not the ARN of an IAM role.`);
}

function supportedUpstream(input: ValueMap): UpstreamRegistry {
  const url = textMember(input, 'upstreamRegistryUrl') ?? '';
  const name = textMember(input, 'upstreamRegistry');
  const upstream = upstreamRegistries.find((registry) => isHostOf(registry, url));
  const unsupported = (message: string) => new LocalError('UnsupportedUpstreamRegistryException', message);
  if (upstream === undefined || (name !== undefined && name !== upstream.name)) {
    throw unsupported(`The specified upstream registry '${url}' isn't supported.`);
  }
  if (upstream.needsSecret && textMember(input, 'credentialArn') === undefined) {
    throw unsupported(`The upstream registry '${url}' requires a credential ARN.`);
  }
  return upstream;
}
