import { matchesPattern, type Member, type Operation, type StringShape } from '../model/shapes.ts';
import type { Parameters } from '../model/values.ts';
import { isAccount } from './arn.ts';
import { prefixProblem, upstreamPrefixProblem } from './prefix.ts';
import { invalidValue } from './problem.ts';
import { missingRole, roleProblems } from './role.ts';
import { missingSecret, type SecretPlace, secretProblems, shortSecretProblems } from './secret.ts';
import { givenValue } from './shape-check.ts';
import { registryNameProblem, registryOf, urlProblem } from './upstream-url.ts';

/** The parameters of a call and its destination. */
export interface Call {
  readonly operation: Operation;
  readonly parameters: Parameters;
  /** Empty if requests have no Region. */
  readonly region: string;
  /** The account of the caller, where the settings name it. It is the registry's, unless `registryId` is given. */
  readonly account?: string | undefined;
}

/** The rules of the preflight for a member, in every operation that has the member. */
interface Rules {
  /** The problem with a value that does not match the pattern in the service's model. */
  readonly pattern?: (value: string, pattern: string) => string | undefined;
  /** The problems with a value that matches the pattern. */
  readonly value?: (value: string, call: Call) => readonly string[];
  /** Problems that explain why a value is too short. */
  readonly shortValue?: (value: string, call: Call) => readonly string[];
  /** The problem if there is no value. */
  readonly absence?: (call: Call) => string | undefined;
}

const rules: Readonly<Record<string, Rules>> = {
  ecrRepositoryPrefix: { pattern: (value, pattern) => prefixProblem('ecrRepositoryPrefix', value, pattern) },
  upstreamRegistryUrl: { value: (url, call) => optional(urlProblem(url, text(call, 'upstreamRegistry'))) },
  registryId: {
    pattern: (value, pattern) =>
      matchesPattern(value, pattern)
        ? undefined
        : invalidValue('registryId', value, 'use the twelve digits of an AWS account'),
  },
  upstreamRegistry: { value: (name) => optional(registryNameProblem(name)) },
  credentialArn: {
    value: (value, call) => secretProblems(value, secretPlace(call)),
    shortValue: (value, call) => shortSecretProblems(value, secretPlace(call)),
    absence(call) {
      const registry = upstream(call);
      return registry?.needsSecret === true ? missingSecret(registry) : undefined;
    },
  },
  customRoleArn: {
    // With other upstream registries, only the service checks the role.
    value: (value, call) => (upstream(call)?.takesRole === true ? roleProblems(value, registryAccount(call)) : []),
    absence: (call) =>
      upstream(call)?.takesRole === true
        ? missingRole(text(call, 'upstreamRegistryUrl') ?? '', registryAccount(call))
        : undefined,
  },
  upstreamRepositoryPrefix: {
    pattern: (value, pattern) => prefixProblem('upstreamRepositoryPrefix', value, pattern),
    value: (value, call) => optional(upstreamPrefixProblem(value, text(call, 'ecrRepositoryPrefix'))),
  },
};

/**
 * Returns the problems with a member that can be found before a request: with its length, otherwise with its pattern,
 * otherwise with its meaning.
 *
 * @param shapeProblems the problems with the member that botocore reports
 */
export function preflightProblems(member: Member, call: Call, shapeProblems: readonly string[]): readonly string[] {
  const value = givenValue(call.parameters, member.name);
  const memberRules = rules[member.name] ?? {};
  if (value === undefined) return optional(memberRules.absence?.(call));
  const { shape } = member;
  if (typeof value !== 'string' || shape.type !== 'string') return [];
  if (shapeProblems.length > 0) return memberRules.shortValue?.(value, call) ?? [];
  const problem =
    tooLong(member.name, value, shape) ??
    byteOrderMark(member.name, value) ??
    (shape.pattern === undefined ? undefined : memberRules.pattern?.(value, shape.pattern));
  return problem === undefined ? (memberRules.value?.(value, call) ?? []) : [problem];
}

function tooLong(name: string, value: string, { max }: StringShape): string | undefined {
  // The limit counts characters. A text never has more of them than UTF-16 code units.
  if (max === undefined || value.length <= max) return undefined;
  const { length } = Array.from(value);
  if (length <= max) return undefined;
  return `Invalid length for parameter ${name}, value: ${String(length)}, valid max length: ${String(max)}`;
}

function byteOrderMark(name: string, value: string): string | undefined {
  if (!value.startsWith('\ufeff')) return undefined;
  return invalidValue(
    name,
    value,
    'it starts with a byte order mark. For a file, set AWS_CLI_FILE_ENCODING=utf-8-sig or save the file without one',
  );
}

function secretPlace(call: Call): SecretPlace {
  return { region: call.region, account: registryAccount(call) };
}

/** Returns the account of the registry, if it is known. A registry ID that is not an account is reported separately. */
function registryAccount(call: Call): string | undefined {
  const id = text(call, 'registryId');
  return id === undefined ? call.account : isAccount(id) ? id : undefined;
}

function upstream(call: Call) {
  return registryOf(text(call, 'upstreamRegistry'), text(call, 'upstreamRegistryUrl'));
}

function text({ parameters }: Call, name: string): string | undefined {
  const value = givenValue(parameters, name);
  return typeof value === 'string' ? value : undefined;
}

function optional(problem: string | undefined): readonly string[] {
  return problem === undefined ? [] : [problem];
}
