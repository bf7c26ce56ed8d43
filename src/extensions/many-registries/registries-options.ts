import { usage } from '../../command-line/argparse.ts';
import type { BuiltinInvocation } from '../../command-line/invocation.ts';
import { UsageError } from '../../model/errors.ts';

/** The options that choose registries. */
export interface RegistryChoice {
  readonly regions: readonly string[] | undefined;
  readonly profiles: readonly string[] | undefined;
  readonly accounts: readonly string[] | undefined;
  /** The name of the role to assume in the accounts; it may have a path. */
  readonly roleName: string;
  /** How many registries are worked on at a time. */
  readonly concurrency: number;
}

/** The options of `plan` and `apply`. */
export interface RegistriesOptions extends RegistryChoice {
  /** As on the command line: inline text, file:// or -. */
  readonly rules: string;
  readonly prune: boolean;
  /** Only of plan. */
  readonly detailedExitcode: boolean;
  /** Only of apply. */
  readonly validate: boolean;
  readonly yes: boolean;
}

const defaultConcurrency = 8;
const accountId = /^[0-9]{12}$/;

/** Reads the options of `plan` and `apply`. @throws UsageError for options that contradict each other */
export function registriesOptions(invocation: BuiltinInvocation): RegistriesOptions {
  const { options } = invocation;
  const { rules } = options;
  return {
    ...registryChoice(invocation),
    rules: typeof rules === 'string' ? rules : '',
    prune: options['prune'] === true,
    detailedExitcode: options['detailedExitcode'] === true,
    validate: options['validate'] === true,
    yes: options['yes'] === true,
  };
}

/** Reads the options that choose registries. @throws UsageError for options that contradict each other */
export function registryChoice({ globals, options }: BuiltinInvocation): RegistryChoice {
  const { roleName, concurrency } = options;
  const read: RegistryChoice = {
    regions: list(options['regions'], 'regions'),
    profiles: list(options['profiles'], 'profiles'),
    accounts: list(options['accounts'], 'accounts'),
    roleName: typeof roleName === 'string' ? roleName : '',
    // p-map takes no larger number.
    concurrency: typeof concurrency === 'number' ? Math.min(concurrency, Number.MAX_SAFE_INTEGER) : defaultConcurrency,
  };
  const problem =
    combinationProblem(read, globals) ??
    emptyProblem('profiles', read.profiles) ??
    valuesProblem('regions', read.regions) ??
    valuesProblem('accounts', read.accounts) ??
    accountsProblem(read) ??
    (read.concurrency < 1 ? concurrencyProblem : undefined);
  if (problem !== undefined) throw new UsageError(problem, usage);
  return read;
}

const concurrencyProblem = 'argument --concurrency: must be at least 1';

function combinationProblem(
  { regions, profiles, accounts }: RegistryChoice,
  globals: BuiltinInvocation['globals'],
): string | undefined {
  if (regions !== undefined && globals.region !== undefined) return together('regions', 'region');
  if (profiles !== undefined && globals.profile !== undefined) return together('profiles', 'profile');
  if (profiles !== undefined && accounts !== undefined) return together('profiles', 'accounts');
  return undefined;
}

/** Neither a Region nor an account is empty or has a comma or a blank. zsh passes the words of a variable as one. */
function valuesProblem(name: string, values: readonly string[] = []): string | undefined {
  const empty = emptyProblem(name, values);
  if (empty !== undefined) return empty;
  const separated = values.flatMap((value) => value.split(/[,\s]+/)).filter((value) => value !== '');
  const right = `--${name} ${separated.join(' ')}`;
  if (values.some((value) => value.includes(',')))
    return `argument --${name}: separate the values with spaces: ${right}`;
  return separated.length > values.length
    ? `argument --${name}: several values are in one argument. Use: ${right}`
    : undefined;
}

/** An empty --profile means the run's own profile, so that an unset variable of a shell would choose another account. */
function emptyProblem(name: string, values: readonly string[] = []): string | undefined {
  if (!values.includes('')) return undefined;
  return `argument --${name}: a value is empty. If it is a variable of a shell, set it`;
}

function together(one: string, other: string): string {
  return `--${one} and --${other} cannot be used together`;
}

function accountsProblem({ accounts, roleName }: RegistryChoice): string | undefined {
  if (accounts === undefined) return roleName === '' ? undefined : '--role-name is used with --accounts only';
  const [, nameInArn] = /^arn:.*?:role\/(.+)$/.exec(roleName) ?? [];
  if (roleName.startsWith('arn:'))
    return `argument --role-name: use the name of the role instead of its ARN: ${nameInArn ?? '<name>'}`;
  if (roleName === '') return '--accounts needs --role-name, the role to assume in each account';
  const wrong = accounts.find((account) => !accountId.test(account));
  return wrong === undefined ? undefined : `argument --accounts: an account has twelve digits: '${wrong}'`;
}

/** A list without duplicates; undefined where the option is not there. */
function list(value: unknown, name: string): readonly string[] | undefined {
  if (value === undefined) return undefined;
  const values = Array.isArray(value) ? value.filter((one) => typeof one === 'string') : [];
  if (values.length > 0) return [...new Set(values)];
  throw new UsageError(`argument --${name}: expected at least one argument`, usage);
}
