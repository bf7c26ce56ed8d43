import { EcrError, Interrupted, SecretError, ServiceError } from '../../model/errors.ts';
import { describeSecret, withSecretPrefix } from '../../model/secrets-manager.ts';
import type { Parameters } from '../../model/values.ts';
import { registryOf } from '../../validation/upstream-url.ts';
import { referredSecret } from '../many-registries/placeholders.ts';
import type { RegistryService } from '../many-registries/registry-service.ts';
import { type Failure, failureOf } from '../many-registries/result.ts';
import type { FileRule } from '../many-registries/rules-file.ts';
import type { Call } from '../rules/rule-calls.ts';

/** The secrets of a registry by their names: the ARN, or why it is missing. */
export type SecretLookups = ReadonlyMap<string, { readonly arn?: string; readonly error?: Failure }>;

/** Looks up the secrets that rules refer to, each once. A secret that is not found is an error of its rules only. */
export async function lookUpSecrets(
  rules: readonly FileRule[],
  { secrets }: Pick<RegistryService, 'secrets'>,
): Promise<SecretLookups> {
  const lookups = new Map<string, { readonly arn?: string; readonly error?: Failure }>();
  for (const { parameters } of rules) {
    const name = referredSecret(parameters['credentialArn']);
    if (name !== undefined && !lookups.has(name)) lookups.set(name, await lookUp(name, parameters, secrets));
  }
  return lookups;
}

async function lookUp(name: string, rule: Parameters, secrets: () => Promise<Call>) {
  try {
    return { arn: await arnOf(name, rule, await secrets()) };
  } catch (error) {
    if (!(error instanceof EcrError) || error instanceof Interrupted) throw error;
    return { error: failureOf(error, undefined) };
  }
}

async function arnOf(name: string, rule: Parameters, call: Call): Promise<string> {
  try {
    const { ARN: arn, DeletedDate: deleted } = await call(describeSecret, { SecretId: name });
    if (deleted !== undefined)
      throw new SecretError(
        'SecretMarkedForDeletion',
        `The secret ${name} is marked for deletion. ${deletionAdvice(name)}`,
      );
    if (typeof arn === 'string') return arn;
  } catch (error) {
    if (!isMissingSecret(error)) throw error;
  }
  throw new SecretError('SecretNotFound', `There is no secret ${name}. Create it with: ${creation(name, rule)}`);
}

/** Returns the command that creates the secret of a rule. */
function creation(name: string, { upstreamRegistry, upstreamRegistryUrl }: Parameters): string {
  const text = (value: unknown) => (typeof value === 'string' ? value : undefined);
  const registry = registryOf(text(upstreamRegistry), text(upstreamRegistryUrl));
  const upstream = registry?.needsSecret === true ? registry.name : '<name>';
  const option = name === withSecretPrefix(upstream) ? '' : ` --secret-name ${name}`;
  return `ecr put-upstream-secret --upstream-registry ${upstream} --username <name>${option}`;
}

/** Returns whether a call failed because the secret does not exist. */
export function isMissingSecret(error: unknown): boolean {
  return error instanceof ServiceError && error.code === 'ResourceNotFoundException';
}

/** What to do about a secret that is marked for deletion. */
export function deletionAdvice(name: string): string {
  return `To keep it, use: aws secretsmanager restore-secret --secret-id ${name}`;
}
