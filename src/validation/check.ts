import { ParameterError } from '../model/errors.ts';
import { preflightProblems, type Call } from './preflight.ts';
import { inputProblems, memberProblems } from './shape-check.ts';

/** A problem with the parameters of a call. */
export interface CallProblem {
  /** The member with the problem; undefined if only the message names it. */
  readonly member: string | undefined;
  readonly text: string;
  /** Whether the AWS CLI does not report it. */
  readonly isOwn?: true;
}

/**
 * Checks a call before it is made.
 *
 * @throws ParameterError with one line for each problem
 */
export function checkCall(call: Call): void {
  const problems = callProblems(call);
  if (problems.length === 0) return;
  const own = problems.filter(({ isOwn }) => isOwn);
  throw parameterProblems(
    problems.map(({ text }) => text),
    own.map(({ text }) => text),
  );
}

/**
 * Returns botocore's error for problems with parameters, one in each line.
 *
 * @param ownLines the problems that botocore does not report
 */
export function parameterProblems(problems: readonly string[], ownLines: readonly string[] = []): ParameterError {
  const error = new ParameterError(`Parameter validation failed:\n${problems.join('\n')}`);
  if (ownLines.length > 0) error.ownLines = ownLines;
  return error;
}

/** Returns the problems that botocore reports and, for operations with a preflight in the model, its problems. */
export function callProblems(call: Call): CallProblem[] {
  const { operation, parameters } = call;
  const { members } = operation.input;
  // botocore checks parameters in the order in which they are given. The preflight also reports missing ones, so it
  // follows the order of the model.
  const inOrder =
    operation.preflight === true
      ? members
      : Object.keys(parameters).flatMap((name) => members.find((member) => member.name === name) ?? []);
  const problems = inOrder.flatMap((member) => {
    const own = memberProblems(parameters, member);
    const preflight = operation.preflight === true ? preflightProblems(member, call, own) : [];
    return [
      ...own.map((text) => ({ member: member.name, text })),
      ...preflight.map((text) => ({ member: member.name, text, isOwn: true as const })),
    ];
  });
  return [...inputProblems(parameters, operation.input).map((text) => ({ member: undefined, text })), ...problems];
}
