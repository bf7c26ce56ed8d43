import { ParameterError } from '../model/errors.ts';
import { preflightProblem, type Call } from './preflight.ts';
import { inputProblems, memberProblems } from './shape-check.ts';

/**
 * Checks a call before it is made: what botocore checks, and for the operations that the model marks, everything else
 * that can be known wrong.
 *
 * @throws ParameterError with one line for each problem
 */
export function checkCall(call: Call): void {
  const { operation, parameters } = call;
  const { members } = operation.input;
  // botocore goes through the parameters as they were given; the preflight, which speaks of absent ones too, cannot.
  const inOrder =
    operation.preflight === true
      ? members
      : Object.keys(parameters).flatMap((name) => members.find((member) => member.name === name) ?? []);
  const problems = inOrder.flatMap((member) => {
    const own = memberProblems(parameters, member);
    if (own.length > 0 || operation.preflight !== true) return own;
    return preflightProblem(member, call) ?? [];
  });
  const all = [...inputProblems(parameters, operation.input), ...problems];
  if (all.length > 0) throw new ParameterError(`Parameter validation failed:\n${all.join('\n')}`);
}
