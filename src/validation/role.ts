import { invalidValue } from './problem.ts';

const arn = /^arn:aws(?:-\w+)*:iam::(\d{12}):role\/[!-~]+$/;

/**
 * Returns the problems with the ARN of a role with which Amazon ECR reads from an upstream registry in Amazon ECR.
 *
 * @param account the account of the registry, if it is given
 */
export function roleProblems(value: string, account: string | undefined): string[] {
  const [, own] = arn.exec(value) ?? [];
  const wrong = (right: string) => [invalidValue('customRoleArn', value, right)];
  if (own === undefined)
    return wrong(`it must be the ARN of an IAM role: arn:aws:iam::${account ?? '<account>'}:role/<name>`);
  return account === undefined || own === account
    ? []
    : wrong(`the role must be in the account of the registry, ${account}`);
}
