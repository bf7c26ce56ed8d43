import { createdAt, credentialArn, updatedAt } from '../../model/members.ts';
import { operationByName } from '../../model/operations.ts';
import { maxRules } from '../../model/service.ts';
import type { Member, Shape, StringShape } from '../../model/shapes.ts';
import { placeholderNames } from './placeholders.ts';
import { listingKey, schemaKey, tokenKeys } from './rules-file.ts';

/** A part of a JSON Schema. */
type Schema = Readonly<Record<string, unknown>>;

/**
 * The JSON Schema (draft 7) of a rules file, for editors. It accepts what `readRules` and the shape checks accept; what
 * the checks know about upstream registries is not in it.
 */
export function rulesSchema(): Schema {
  const rule = { $ref: '#/definitions/rule' };
  const list = { type: 'array', maxItems: maxRules, items: rule };
  const listing = { $ref: '#/definitions/listing' };
  return {
    $schema: 'http://json-schema.org/draft-07/schema#',
    title: 'Pull through cache rules for Amazon ECR',
    description: 'The rules file of ecr plan, ecr apply and ecr export.',
    anyOf: [rule, list, listing, { type: 'array', items: listing }],
    definitions: { rule: ruleSchema(), listing: listingSchema(list) },
  };
}

/** A listing with a token was cut, and is refused. */
function listingSchema(list: Schema): Schema {
  const tokens = Object.fromEntries(tokenKeys.map((key) => [key, { type: 'null' }]));
  return {
    type: 'object',
    required: [listingKey],
    properties: { ...tokens, [listingKey]: list },
    additionalProperties: true,
  };
}

function ruleSchema(): Schema {
  const { members } = operationByName('CreatePullThroughCacheRule').input;
  return {
    type: 'object',
    required: members.filter(({ required }) => required).map(({ name }) => name),
    properties: Object.fromEntries([
      ...members.map((member) => [member.name, memberSchema(member)]),
      // Only a listing has them, and any output format of timestamps is accepted.
      ...[createdAt, updatedAt].map(({ name, help }) => [name, { description: help }]),
      [schemaKey, { type: 'string' }],
    ]),
    additionalProperties: false,
  };
}

/** An optional member that is null counts as absent. */
function memberSchema(member: Member): Schema {
  const { shape, help, required } = member;
  const schema = shapeSchema(shape, member === credentialArn ? [secretReference] : []);
  return { description: help, ...(required === true ? schema : { anyOf: [schema, { type: 'null' }] }) };
}

/** @param others further forms of a value */
function shapeSchema(shape: Shape, others: readonly Schema[]): Schema {
  if (shape.type !== 'string') throw new Error(`A member of a rule is ${shape.type}, for which there is no schema.`);
  const bounds = boundsSchema(shape);
  if (shape.enumeration !== undefined) {
    // The known names are for completion; the service may know more.
    return { type: 'string', anyOf: [{ enum: shape.enumeration }, {}] };
  }
  return Object.keys(bounds).length === 0
    ? { type: 'string' }
    : { type: 'string', anyOf: [bounds, withPlaceholder, ...others] };
}

/** A value with a placeholder is checked once the placeholder is replaced. */
const withPlaceholder: Schema = {
  pattern: placeholderNames.map((name) => name.replace(/[${}]/g, '\\$&')).join('|'),
};

/** The ARN of a secret, by its name. */
const secretReference: Schema = { pattern: '^\\$\\{SecretArn:[A-Za-z0-9/_+=.@-]+\\}$' };

function boundsSchema({ min, max, pattern }: StringShape): Schema {
  return {
    ...(min === undefined ? {} : { minLength: min }),
    ...(max === undefined ? {} : { maxLength: max }),
    // JSON Schema reads patterns as Unicode expressions, in which a hyphen must not be escaped outside of a class.
    ...(pattern === undefined ? {} : { pattern: pattern.replaceAll('\\-', '-') }),
  };
}
