import { isList, isMap, type Value, type ValueMap } from '../model/values.ts';

/** A secret as the local endpoint keeps it, with the API's names. Times are in seconds since 1970. */
export interface Secret {
  readonly ARN: string;
  readonly Name: string;
  readonly Description?: string;
  readonly KmsKeyId?: string;
  readonly Tags?: Value;
  readonly CreatedDate: number;
  readonly LastChangedDate: number;
  readonly versions: readonly SecretVersion[];
}

export interface SecretVersion extends SecretValue {
  readonly id: string;
  /** The staging labels, such as AWSCURRENT. */
  readonly stages: readonly string[];
}

/** A value is a text, or bytes in base64. */
export interface SecretValue {
  readonly SecretString?: string;
  readonly SecretBinary?: string;
}

/** Returns whether a value of the state file is a secret. */
export function isSecret(value: Value): value is Secret & ValueMap {
  if (!isMap(value)) return false;
  const { versions = null } = value;
  return (
    ['ARN', 'Name'].every((name) => typeof value[name] === 'string') &&
    ['CreatedDate', 'LastChangedDate'].every((name) => typeof value[name] === 'number') &&
    isList(versions) &&
    versions.every(isVersion)
  );
}

function isVersion(value: Value): boolean {
  if (!isMap(value) || typeof value['id'] !== 'string') return false;
  const { stages = null } = value;
  return isList(stages) && stages.every((stage) => typeof stage === 'string');
}
