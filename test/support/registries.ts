import { spawn, type ChildProcess } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';

import { startLocal, type LocalEndpoint } from './local-endpoint.ts';
import { bareEnvironment, ecr, inScratch, run, type Outcome } from './run.ts';

/** Profiles of two accounts, one without credentials, and a rules file. */
const config = `[profile one]
aws_access_key_id = 111111111111
aws_secret_access_key = secret
region = eu-west-1
[profile two]
aws_access_key_id = 222222222222
aws_secret_access_key = secret
region = eu-west-2
[profile keyless]
region = eu-west-3
`;

export const quay = { ecrRepositoryPrefix: 'quay', upstreamRegistryUrl: 'quay.io' };

export function secretOf(name: string): string {
  return `arn:\${AWS::Partition}:secretsmanager:\${AWS::Region}:\${AWS::AccountId}:secret:ecr-pullthroughcache/${name}`;
}

export function hub(secret = 'hub-AbCdEf'): Readonly<Record<string, string>> {
  return {
    ecrRepositoryPrefix: 'hub',
    upstreamRegistryUrl: 'registry-1.docker.io',
    credentialArn: secretOf(secret),
  };
}

/** A rule as plan and apply print it. */
export interface PrintedRule {
  readonly ecrRepositoryPrefix: string;
  readonly action: string;
  readonly differences: readonly object[];
  readonly done?: boolean;
  readonly valid?: boolean;
  readonly failure?: string;
  readonly error?: { readonly code: string; readonly message: string };
}

/** A registry as plan and apply print it. */
export interface PrintedRegistry {
  readonly profile?: string | null;
  readonly account?: string;
  readonly region: string;
  readonly registryId: string | null;
  readonly rules: readonly PrintedRule[];
  readonly error?: { readonly code: string; readonly message: string };
}

export function registriesOf({ stdout }: Outcome): readonly PrintedRegistry[] {
  // eslint-disable-next-line @typescript-eslint/consistent-type-assertions -- the tests check the members that they use
  const { registries } = JSON.parse(stdout) as { readonly registries: readonly PrintedRegistry[] };
  return registries;
}

/** The actions of all rules, in the order of the result. */
export function actionsOf(outcome: Outcome): readonly string[] {
  return registriesOf(outcome).flatMap(({ rules }) => rules.map(({ action }) => action));
}

/** A folder with profiles and `rules.json`, in which commands run against an endpoint. */
export interface Workplace {
  readonly folder: string;
  readonly environment: Readonly<Record<string, string>>;
  readonly ecr: (...words: string[]) => Promise<Outcome>;
  readonly start: (...words: string[]) => ChildProcess;
  readonly write: (rules: unknown) => void;
}

/** @param url in place of the endpoint's own */
export function inWorkplace<T>(
  endpoint: LocalEndpoint,
  rules: unknown,
  use: (workplace: Workplace) => Promise<T>,
  url = endpoint.url,
): Promise<T> {
  return inScratch(async (folder) => {
    fs.mkdirSync(path.join(folder, '.aws'));
    fs.writeFileSync(path.join(folder, '.aws', 'config'), config);
    const write = (content: unknown) => {
      fs.writeFileSync(path.join(folder, 'rules.json'), JSON.stringify(content));
    };
    write(rules);
    const environment = {
      HOME: folder,
      AWS_ENDPOINT_URL_ECR: url,
      AWS_ENDPOINT_URL_STS: url,
      AWS_ENDPOINT_URL_SECRETS_MANAGER: url,
    };
    return use({
      folder,
      environment,
      write,
      ecr: (...words) => run(process.execPath, [ecr, ...words], environment, folder),
      start: (...words) =>
        spawn(process.execPath, [ecr, ...words], {
          cwd: folder,
          env: bareEnvironment(environment),
          stdio: ['ignore', 'pipe', 'pipe'],
        }),
    });
  });
}

/** Runs with an empty endpoint of its own, because all tests use the same profiles. */
export async function inRegistries(rules: unknown, use: (workplace: Workplace) => Promise<void>): Promise<void> {
  const local = await startLocal();
  try {
    await inWorkplace(local, rules, use);
  } finally {
    await local.stop();
  }
}
