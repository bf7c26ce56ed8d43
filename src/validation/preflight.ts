import { matchesPattern } from '../model/pattern.ts';
import type { Member, Operation, StringShape } from '../model/shapes.ts';
import type { Parameters } from '../model/values.ts';
import { invalidValue } from './problem.ts';
import { missingSecret, secretProblem } from './secret.ts';
import { givenValue } from './shape-check.ts';
import { registryNameProblem, registryOf, urlProblem } from './upstream-url.ts';

/** The parameters of a call and where it goes: all that a rule may look at. */
export interface Call {
  readonly operation: Operation;
  readonly parameters: Parameters;
  readonly region: string;
}

/** What can be known wrong with a member's value before a request; undefined where nothing can. */
type Rule = (value: string, call: Call) => string | undefined;

/** What values mean, by the member that they are for; operations share the members and so the rules. */
const meanings: Readonly<Record<string, Rule>> = {
  upstreamRegistryUrl: (url, call) => urlProblem(url, text(call, 'upstreamRegistry')),
  upstreamRegistry: registryNameProblem,
  credentialArn: (value, call) => secretProblem(value, { region: call.region, account: text(call, 'registryId') }),
  upstreamRepositoryPrefix: (value, call) =>
    text(call, 'ecrRepositoryPrefix') === 'ROOT' && value !== 'ROOT'
      ? invalidValue(
          'upstreamRepositoryPrefix',
          value,
          'an upstream prefix other than ROOT does not go with the prefix ROOT',
        )
      : undefined,
};

/** What to say where a member is not given. */
const absences: Readonly<Record<string, (call: Call) => string | undefined>> = {
  credentialArn(call) {
    const registry = registryOf(text(call, 'upstreamRegistry'), text(call, 'upstreamRegistryUrl'));
    return registry?.needsSecret === true ? missingSecret(registry) : undefined;
  },
};

/** In words, what the patterns of the service's model ask for. */
const patternsInWords: Readonly<Record<string, string>> = {
  ecrRepositoryPrefix: 'lower-case letters and digits, in parts joined by one of . _ __ - and separated by /, or ROOT',
  upstreamRepositoryPrefix:
    'lower-case letters and digits, in parts joined by one of . _ __ - and separated by /, or ROOT',
  registryId: 'the twelve digits of an AWS account',
};

/**
 * What can be known wrong with one member that has the right type: too long, not of the pattern, not what it should
 * mean; the first of these.
 */
export function preflightProblem(member: Member, call: Call): string | undefined {
  const value = givenValue(call.parameters, member.name);
  if (value === undefined) return absences[member.name]?.(call);
  if (typeof value !== 'string' || member.shape.type !== 'string') return undefined;
  return (
    tooLong(member.name, value, member.shape) ??
    notOfPattern(member.name, value, member.shape) ??
    meanings[member.name]?.(value, call)
  );
}

function tooLong(name: string, value: string, { max }: StringShape): string | undefined {
  // Characters count, of which there are no more than units.
  if (max === undefined || value.length <= max) return undefined;
  const { length } = Array.from(value);
  if (length <= max) return undefined;
  return `Invalid length for parameter ${name}, value: ${String(length)}, valid max length: ${String(max)}`;
}

function notOfPattern(name: string, value: string, { pattern }: StringShape): string | undefined {
  const words = patternsInWords[name];
  if (pattern === undefined || words === undefined || matchesPattern(value, pattern)) return undefined;
  const lower = value.toLowerCase();
  const suggestion = matchesPattern(lower, pattern) ? `. Maybe you meant: ${lower}` : '';
  return invalidValue(name, value, `it must be ${words}${suggestion}`);
}

function text({ parameters }: Call, name: string): string | undefined {
  const value = givenValue(parameters, name);
  return typeof value === 'string' ? value : undefined;
}
