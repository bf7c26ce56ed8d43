import type { OperationOptions } from '../model/option-values.ts';
import { EcrError, GeneralError, ServiceError, UnansweredError } from '../model/errors.ts';
import type { Creation, Operation } from '../model/shapes.ts';
import { operationByName } from '../model/operations.ts';
import { isList, isMap, type InputValue, type Parameters, type Value, type ValueMap } from '../model/values.ts';

/** A creation as it was asked for. */
export interface Asked {
  readonly operation: Operation;
  readonly creation: Creation;
  readonly parameters: Parameters;
  readonly options: Pick<OperationOptions, 'ifExists' | 'validate'>;
}

/** What a creation needs of the world. */
export interface Means {
  call(operation: Operation, parameters: Parameters): Promise<ValueMap>;
  print(result: ValueMap): Promise<void>;
  warn(line: string): Promise<void>;
}

/** A rule that is there now, in the shape of the create operation's output, and how it came to be so. */
interface Made {
  readonly rule: ValueMap;
  readonly how: 'created' | 'kept' | 'updated';
}

/** What is to be told of the rule when something fails after it is there. */
const state: Readonly<Record<Made['how'], string>> = {
  created: 'The rule was created',
  kept: 'The rule is there and was not changed',
  updated: 'The rule was there and has been updated',
};

/**
 * Creates a rule with `--if-exists` and `--validate`: sees to it that it is there, has it checked, and prints it. It
 * is printed also where the check fails, because it stays. Nothing is ever deleted.
 *
 * @throws EcrError with a note of what has happened all the same, and what has not
 */
export async function makeSure(asked: Asked, means: Means): Promise<void> {
  const made = await makeOrFind(asked, means);
  const failure = asked.options.validate === true ? await check(asked, made, means) : undefined;
  await means.print(made.rule);
  if (failure !== undefined) throw failure;
}

/** To create comes first and decides, so that of two who try at once one creates and the other finds. */
async function makeOrFind(asked: Asked, means: Means): Promise<Made> {
  const { operation, creation, parameters, options } = asked;
  try {
    return { rule: await means.call(operation, parameters), how: 'created' };
  } catch (error) {
    const isThere = error instanceof ServiceError && error.code === creation.existsError;
    if (isThere && options.ifExists !== undefined && options.ifExists !== 'fail')
      return reconcile(asked, options.ifExists, means);
    throw error instanceof UnansweredError && error.mayHaveArrived
      ? noted(error, 'It is not known whether the rule was created, because no answer came back.')
      : error;
  }
}

/** A member of the rule that is not as it was asked for. */
interface Difference {
  readonly name: string;
  readonly present: Value | undefined;
  readonly asked: InputValue;
}

async function reconcile(asked: Asked, mode: 'keep' | 'update', means: Means): Promise<Made> {
  const found = await find(asked, means);
  const rule = inShapeOf(asked.operation, found);
  const differences = differ(asked, found);
  if (mode === 'keep') {
    for (const difference of differences)
      await means.warn(`warning: the rule that exists differs from what was asked for: ${inWords(difference)}`);
    return { rule, how: 'kept' };
  }
  const change = operationByName(asked.creation.changed);
  const changeable = (name: string) => change.input.members.some((member) => member.name === name);
  const fixed = differences.filter(({ name }) => !changeable(name));
  if (fixed.length > 0) {
    throw new GeneralError(
      `The rule exists, and differs in what cannot be changed:\n${fixed.map(inWords).join('\n')}\nNothing was changed.`,
    );
  }
  if (differences.length === 0) return { rule, how: 'kept' };
  const changes = Object.fromEntries(differences.map((difference) => [difference.name, difference.asked]));
  try {
    const changed = await means.call(change, { ...identity(asked), ...changes });
    return { rule: inShapeOf(asked.operation, { ...found, ...changed }), how: 'updated' };
  } catch (error) {
    const unknown = error instanceof UnansweredError && error.mayHaveArrived;
    throw noted(
      error,
      unknown
        ? 'The rule is there; it is not known whether it was changed, because no answer came back.'
        : `${state.kept}.`,
    );
  }
}

/** The rule as the service describes it. */
async function find(asked: Asked, means: Means): Promise<ValueMap> {
  const { named, listed } = asked.creation;
  const { [named.by]: name, ...where } = identity(asked);
  let answer: ValueMap;
  try {
    answer = await means.call(operationByName(listed.operation), { ...where, [listed.by]: [name ?? null] });
  } catch (error) {
    throw noted(error, 'The service had said that the rule exists; nothing was changed.');
  }
  const entries = answer[listed.resultKey];
  const rule = isList(entries) ? entries.find((entry) => isMap(entry) && entry[named.by] === name) : undefined;
  if (isMap(rule)) return rule;
  throw new GeneralError('The service says that the rule exists, but does not list it. Nothing was changed.');
}

/** What names the rule in every operation of its life. */
function identity({ creation: { named }, parameters }: Asked): Parameters {
  return Object.fromEntries(
    [named.within, named.by].flatMap((name) => (isGiven(parameters[name]) ? [[name, parameters[name]]] : [])),
  );
}

/** In the model's order. What was not given was not asked for, and is left as it is. */
function differ({ operation, creation, parameters }: Asked, found: ValueMap): Difference[] {
  const change = operationByName(creation.changed);
  const names = operation.input.members
    .map(({ name }) => name)
    .filter((name) => name !== creation.named.by && name !== creation.named.within);
  return names.flatMap((name) => {
    const asked = parameters[name];
    const present = found[name] ?? creation.defaults[name];
    // A member that the service cannot change and does not tell of either is nothing to compare with.
    const unknown = present === undefined && !change.input.members.some((member) => member.name === name);
    return !isGiven(asked) || unknown || asked === present ? [] : [{ name, present, asked }];
  });
}

function isGiven(value: InputValue | undefined): value is InputValue {
  return value !== undefined && value !== null;
}

function inWords({ name, present, asked }: Difference): string {
  return `${name} is ${present === undefined ? 'not set' : text(present)}, asked for was ${text(asked)}`;
}

function text(value: InputValue): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}

/** The members that the operation's output has, in its order. */
function inShapeOf({ output }: Operation, found: ValueMap): ValueMap {
  return Object.fromEntries(
    output.members.flatMap(({ name }) => (found[name] === undefined ? [] : [[name, found[name]]])),
  );
}

/** Has the service check the rule; the failure to report after it was printed, if there is one. */
async function check(asked: Asked, { how }: Made, means: Means): Promise<Error | undefined> {
  const { operation, verdict, reason } = asked.creation.checked;
  try {
    const answer = await means.call(operationByName(operation), identity(asked));
    if (answer[verdict] === true) return undefined;
    const why = answer[reason];
    return new GeneralError(
      `${state[how]}, but the service cannot use it: ${typeof why === 'string' ? why : 'it does not say why.'}`,
    );
  } catch (error) {
    return noted(error, `${state[how]}; it could not be checked whether the service can use it.`);
  }
}

function noted(error: unknown, note: string): Error {
  if (!(error instanceof Error)) return new GeneralError(String(error));
  if (error instanceof EcrError) error.note = note;
  return error;
}
