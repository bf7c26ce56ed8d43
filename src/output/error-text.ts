import { EcrError, ServiceError, UnknownOptionsError } from '../errors.ts';

/** What is printed on stderr for an error, in the AWS CLI's form. */
export function errorText(error: EcrError): string {
  const lead = error instanceof UnknownOptionsError ? `\n${error.usage}\n` : '';
  return `${lead}\necr: [ERROR]: ${errorMessage(error)}`.trimEnd() + '\n';
}

function errorMessage(error: EcrError): string {
  if (error instanceof ServiceError) {
    const retries = error.retries === undefined ? '' : ` (reached max retries: ${String(error.retries)})`;
    return `An error occurred (${error.code}) when calling the ${error.operationName} operation${retries}: ${error.serviceMessage}`;
  }
  return error.code === undefined ? error.message : `An error occurred (${error.code}): ${error.message}`;
}
