import { accountInHost } from '../model/upstream-registries.ts';
import { accountProblem, emptyPartsProblem, parseArn } from './arn.ts';
import { invalidValue } from './problem.ts';

/**
 * Returns the problems with the ARN of a role with which Amazon ECR reads from an upstream registry in Amazon ECR.
 *
 * @param registry the account of the registry, if it is known
 */
export function roleProblems(value: string, registry: string | undefined): string[] {
  const arn = parseArn(value);
  const isRole =
    arn?.service === 'iam' &&
    arn.region === '' &&
    /^(?:aws(?:-\w+)*)?$/.test(arn.partition) &&
    /^role\/[!-~]+$/.test(arn.resource);
  const problem = isRole
    ? (emptyPartsProblem({ partition: arn.partition, account: arn.account }) ??
      accountProblem('role', arn.account, registry))
    : `use the ARN of an IAM role: arn:aws:iam::${registry ?? '<account>'}:role/<name>`;
  return problem === undefined ? [] : [invalidValue('customRoleArn', value, problem)];
}

/**
 * Returns the problem with a missing role: Amazon ECR reads from the registry of another account only with one.
 *
 * @param url the host of an upstream registry in Amazon ECR
 * @param registry the account of the registry, if it is known
 */
export function missingRole(url: string, registry: string | undefined): string | undefined {
  const upstream = accountInHost(url);
  if (registry === undefined || upstream === undefined || upstream === registry) return undefined;
  return `Missing parameter customRoleArn: the upstream registry is in the account ${upstream}, so it needs the ARN of an IAM role in the account ${registry}`;
}
