import { GeneralError } from '../model/errors.ts';

/** Credentials are configured but cannot be fetched. (botocore's CredentialRetrievalError) */
export class RetrievalError extends GeneralError {
  /** @param provider as botocore names it */
  constructor(provider: string, reason: string) {
    super(`Error when retrieving credentials from ${provider}: ${reason}`);
  }
}
