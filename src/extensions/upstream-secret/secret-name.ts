import { secretNamePrefix } from '../../model/upstream-registries.ts';

/** The maximum length of a secret's name, in characters. (Service model of Secrets Manager) */
export const maxSecretName = 512;

/** Returns the name of a secret with the prefix that Amazon ECR requires. */
export function withSecretPrefix(name: string): string {
  return name.startsWith(secretNamePrefix) ? name : secretNamePrefix + name;
}

/** Returns whether Amazon ECR takes a secret of this name. (Pattern of credentialArn in the service model) */
export function isSecretName(name: string): boolean {
  return (
    name.startsWith(secretNamePrefix) &&
    name.length <= maxSecretName &&
    /^[A-Za-z0-9/_+=.@-]+$/.test(name.slice(secretNamePrefix.length))
  );
}
