import { GeneralError, ParameterError, ServiceError } from '../model/errors.ts';
import { shapeProblems } from '../validation/shape-check.ts';
import type { Shape } from '../model/shapes.ts';
import type { ValueMap } from '../model/values.ts';
import { serverFailure } from '../service/answered-with-error.ts';
import { retriesBeforeEnd } from '../service/failure.ts';
import { clientConfig, networkFailure, type ClientConfig } from './client-config.ts';
import type { CredentialContext } from './context.ts';

/** What botocore checks of the parameters for STS that profiles can give. Source: the service model of STS, 2011-06-15. */
const shapes: Readonly<Record<string, Shape>> = {
  RoleArn: { type: 'string', min: 20 },
  RoleSessionName: { type: 'string', min: 2 },
  ExternalId: { type: 'string', min: 2 },
  SerialNumber: { type: 'string', min: 9 },
  TokenCode: { type: 'string', min: 6 },
  DurationSeconds: { type: 'integer', min: 900 },
  WebIdentityToken: { type: 'string', min: 4 },
};

/**
 * Calls STS, and tells of a failure as the AWS CLI does.
 *
 * @param parameters in the order in which what is wrong with them is told
 * @throws ParameterError for parameters that STS does not take, ServiceError when it says no, GeneralError when it cannot be reached
 */
export async function callingSts<T>(
  operationName: string,
  parameters: ValueMap,
  context: CredentialContext,
  call: (config: ClientConfig) => Promise<T>,
): Promise<T> {
  const problems = Object.entries(parameters).flatMap(([name, value]) => {
    const shape = shapes[name];
    return shape === undefined ? [] : shapeProblems(value, shape, name);
  });
  if (problems.length > 0) throw new ParameterError(`Parameter validation failed:\n${problems.join('\n')}`);
  const config = await clientConfig('sts', context);
  try {
    return await call(config);
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    const { refusal, attempts } = config.requestHandler;
    if (refusal === undefined)
      throw networkFailure(config, context) ?? unreadable(parseProblem(error)) ?? new GeneralError(error.message);
    const failure = serverFailure(refusal);
    const reason =
      failure === undefined
        ? unreadable(refusal.body.trim() === '' ? 'no element found' : parseProblem(error))
        : undefined;
    if (reason !== undefined) throw reason;
    // The SDK's own name of an error may differ from the code that was sent.
    const code =
      failure === undefined
        ? 'Code' in error && typeof error.Code === 'string'
          ? error.Code
          : error.name
        : String(refusal.status);
    const message = failure ?? error.message;
    throw new ServiceError(code, operationName, message, retriesBeforeEnd({ attempts }, context.settings), {
      Code: code,
      Message: message,
    });
  }
}

/**
 * What is wrong with an answer that the SDK cannot read; undefined where it is something else. Without its hints for
 * programs, and without the answer itself, which may be secret.
 */
function parseProblem({ message }: Error): string | undefined {
  return /^@aws-sdk XML parse error: ([^\n]*?)\.?(?:\n|$)/.exec(message)?.[1];
}

/** The AWS CLI's way to say it. */
function unreadable(problem: string | undefined): GeneralError | undefined {
  return problem === undefined
    ? undefined
    : new GeneralError(`Unable to parse response (${problem}), invalid XML received. Further retries may succeed.`);
}
