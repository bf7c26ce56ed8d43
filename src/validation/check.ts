import { ParameterError } from '../model/errors.ts';
import { preflightProblems, type Call } from './preflight.ts';
import { inputProblems, memberProblems } from './shape-check.ts';

/** A problem with the parameters of a call. */
export interface CallProblem {
  /** The member that it is about; undefined where the message names it. */
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
  if (problems.length > 0) throw new ParameterError(`Parameter validation failed:\n${problems.join('\n')}`);
}

/** The problems that botocore reports and, for the operations that the model marks, those of the preflight. */
export function callProblems(call: Call): CallProblem[] {
  const { operation, parameters } = call;
  const { members } = operation.input;
  // botocore checks the parameters in their own order. The preflight, which also reports missing ones, has the model's.
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
