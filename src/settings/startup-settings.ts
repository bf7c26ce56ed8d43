import type { Io } from '../platform/io.ts';
import { hasProfileFiles } from './profile-paths.ts';

/** The variables that the AWS CLI checks in every run. All are about an instance's metadata service. */
export const checkedVariables = {
  timeout: 'AWS_METADATA_SERVICE_TIMEOUT',
  attempts: 'AWS_METADATA_SERVICE_NUM_ATTEMPTS',
  endpoint: 'AWS_EC2_METADATA_SERVICE_ENDPOINT',
  mode: 'AWS_EC2_METADATA_SERVICE_ENDPOINT_MODE',
} as const;

/** Whether there is anything for `startup-checks.ts` to check. */
export function hasStartupSettings(io: Io): boolean {
  return hasProfileFiles(io) || Object.values(checkedVariables).some((name) => io.environment[name] !== undefined);
}
