import { EcrError, GeneralError, PagerError } from '../../model/errors.ts';
import type { OperationOptions } from '../../model/option-values.ts';
import type { Operation } from '../../model/shapes.ts';
import type { Parameters, ValueMap } from '../../model/values.ts';
import { effectNote, withNote } from '../../output/printer.ts';
import {
  type Call,
  compareRule,
  createRule,
  describeDifference,
  describeRule,
  isChangeable,
  isExistingRule,
  ruleName,
  type RuleName,
  updateRule,
  validateRule,
} from './rule-calls.ts';

/** A create call with `--if-exists` or `--validate`. */
export interface EnsureRequest {
  readonly operation: Operation;
  readonly parameters: Parameters;
  readonly options: Pick<OperationOptions, 'ifExists' | 'validate'>;
}

export interface EnsureContext {
  readonly call: Call;
  print(rule: ValueMap): Promise<void>;
  warn(line: string): Promise<void>;
}

/** The rule after the call, in the shape of the create operation's output. */
interface EnsuredRule {
  readonly rule: ValueMap;
  readonly outcome: keyof typeof outcomes;
}

/** The descriptions of the outcomes in messages. */
const outcomes = {
  created: 'The rule was created',
  kept: 'The rule exists and was not changed',
  updated: 'The rule existed and was updated',
} as const;

/** The notes for an error that prevents printing the rule. */
const unprintedNotes = {
  created: effectNote('created'),
  kept: `${outcomes.kept}.`,
  updated: effectNote('updated'),
} as const;

/**
 * Creates a rule, or keeps or updates an existing one. Then it validates and prints the rule. If the validation fails,
 * the rule is printed all the same, because it stays. Nothing is ever deleted.
 *
 * @throws EcrError with a note that says what the run did to the rule
 */
export async function ensureRule(request: EnsureRequest, context: EnsureContext): Promise<void> {
  const ensured = await createOrReconcile(request, context);
  const failure = request.options.validate === true ? await validate(request, ensured, context) : undefined;
  try {
    await context.print(ensured.rule);
  } catch (error) {
    if (!(error instanceof PagerError)) throw withNote(error, unprintedNote(ensured, failure));
    // The rule was printed without the pager, and the failed validation is the more important error.
    if (failure === undefined) throw error;
    await context.warn(error.message);
  }
  if (failure !== undefined) throw failure;
}

/** Returns a note in one line. The message of a failed validation also says what the run did to the rule. */
function unprintedNote({ outcome }: EnsuredRule, failure: Error | undefined): string {
  if (failure === undefined) return unprintedNotes[outcome];
  return failure instanceof EcrError && failure.note !== undefined ? failure.note : failure.message;
}

/**
 * Creates the rule, and handles an existing one only if that fails. Thus, of two concurrent runs, one creates the rule,
 * and the other one keeps or updates it.
 */
async function createOrReconcile(request: EnsureRequest, context: EnsureContext): Promise<EnsuredRule> {
  const { parameters, options } = request;
  try {
    return { rule: await createRule(context.call, parameters), outcome: 'created' };
  } catch (error) {
    const exists = isExistingRule(error);
    if (exists && options.ifExists === 'keep') return keep(request, context);
    if (exists && options.ifExists === 'update') return update(request, context);
    throw error;
  }
}

async function keep(request: EnsureRequest, context: EnsureContext): Promise<EnsuredRule> {
  const rule = await describe(request, context);
  for (const difference of compareRule(request.parameters, rule)) {
    await context.warn(`warning: the existing rule differs: ${describeDifference(difference)}`);
  }
  return { rule: inOutputShape(request.operation, rule), outcome: 'kept' };
}

async function update(request: EnsureRequest, context: EnsureContext): Promise<EnsuredRule> {
  const { operation, parameters } = request;
  const rule = await describe(request, context);
  const differences = compareRule(parameters, rule);
  const immutable = differences.filter((difference) => !isChangeable(difference));
  if (immutable.length > 0) {
    const lines = immutable.map(describeDifference).join('\n');
    throw new GeneralError(
      `The rule exists and differs in fields that cannot be changed:\n${lines}\nNothing was changed.`,
    );
  }
  if (differences.length === 0) return { rule: inOutputShape(operation, rule), outcome: 'kept' };
  const changes = Object.fromEntries(differences.map(({ member, wanted }) => [member, wanted]));
  try {
    const changed = await updateRule(context.call, existingName(request, rule), changes);
    return { rule: inOutputShape(operation, { ...rule, ...changed }), outcome: 'updated' };
  } catch (error) {
    // The error of a lost response has a note already: the rule may have been updated.
    throw withNote(error, `${outcomes.kept}.`);
  }
}

/** Returns the name of an existing rule, with the prefix as the registry spells it. */
function existingName({ parameters }: EnsureRequest, rule: ValueMap): RuleName {
  const name = ruleName(parameters);
  return { ...name, ecrRepositoryPrefix: ruleName(rule).ecrRepositoryPrefix || name.ecrRepositoryPrefix };
}

/** Returns the rule as the service describes it. */
async function describe({ parameters }: EnsureRequest, { call }: EnsureContext): Promise<ValueMap> {
  let rule: ValueMap | undefined;
  try {
    rule = await describeRule(call, ruleName(parameters));
  } catch (error) {
    throw withNote(error, 'The rule exists; nothing was changed.');
  }
  if (rule !== undefined) return rule;
  throw new GeneralError('The service reports that the rule exists, but does not list it. Nothing was changed.');
}

/** Returns the members of the operation's output, in the order of the model. */
function inOutputShape({ output }: Operation, rule: ValueMap): ValueMap {
  return Object.fromEntries(
    output.members.flatMap(({ name }) => (rule[name] === undefined ? [] : [[name, rule[name]]])),
  );
}

/** @returns the error to throw once the rule is printed; undefined for a valid rule */
async function validate(
  request: EnsureRequest,
  { rule, outcome }: EnsuredRule,
  { call }: EnsureContext,
): Promise<Error | undefined> {
  try {
    const failure = await validateRule(call, existingName(request, rule));
    if (failure === undefined) return undefined;
    return new GeneralError(`${outcomes[outcome]}, but the service cannot use it: ${failure}`);
  } catch (error) {
    return withNote(error, `${outcomes[outcome]}; whether the service can use it could not be checked.`);
  }
}
