import { ParameterError } from '../model/errors.ts';
import { preflightProblems, type Call } from './preflight.ts';
import { inputProblems, memberProblems } from './shape-check.ts';

/** A problem with the parameters of a call. */
export interface CallProblem {
  /** The member with the problem; undefined if only the message names it. */
  readonly member: string | undefined;
  readonly text: string;
}

/**
 * Checks a call before it is made.
 *
 * @throws ParameterError with one line for each problem
 */
export function checkCall(call: Call): void {
  const problems = callProblems(call).map(({ text }) => text);
  if (problems.length > 0) throw parameterProblems(problems);
}

/** Returns botocore's error for problems with parameters, one in each line. */
export function parameterProblems(problems: readonly string[]): ParameterError {
  return new ParameterError(`Parameter validation failed:\n${problems.join('\n')}`);
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
    const texts = operation.preflight === true ? [...own, ...preflightProblems(member, call, own)] : own;
    return texts.map((text) => ({ member: member.name, text }));
  });
  return [...inputProblems(parameters, operation.input).map((text) => ({ member: undefined, text })), ...problems];
}
