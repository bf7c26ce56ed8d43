import * as sdk from '@aws-sdk/client-ecr';
import { NormalizedSchema } from '@smithy/core/schema';
import type { $SchemaRef, StaticOperationSchema } from '@smithy/types';
import { expect, it } from 'vitest';

import { getAuthorizationToken, operationByName, operations } from '../../../src/model/operations.ts';
import { serviceErrors } from '../../../src/model/service.ts';
import type { Member, Shape, StructureShape } from '../../../src/model/shapes.ts';
import { upstreamRegistryNames } from '../../../src/model/upstream-registries.ts';

const schemas: Readonly<Record<string, StaticOperationSchema>> = {
  CreatePullThroughCacheRule: sdk.CreatePullThroughCacheRule$,
  DeletePullThroughCacheRule: sdk.DeletePullThroughCacheRule$,
  DescribePullThroughCacheRules: sdk.DescribePullThroughCacheRules$,
  GetAuthorizationToken: sdk.GetAuthorizationToken$,
  UpdatePullThroughCacheRule: sdk.UpdatePullThroughCacheRule$,
  ValidatePullThroughCacheRule: sdk.ValidatePullThroughCacheRule$,
};

/** The facts that the model and the SDK's schemas share: types, names of members and their order. */
type Outline = string | { readonly list: Outline } | { readonly structure: readonly (readonly [string, Outline])[] };

function outlineOfShape(shape: Shape): Outline {
  if (shape.type === 'list') return { list: outlineOfShape(shape.member) };
  if (shape.type !== 'structure') return shape.type;
  // The SDK has the required members first.
  const isRequired = ({ required }: Member) => required === true;
  const members = [...shape.members.filter(isRequired), ...shape.members.filter((member) => !isRequired(member))];
  return { structure: members.map((member) => [member.name, outlineOfShape(member.shape)]) };
}

function outlineOfSchema(ref: $SchemaRef): Outline {
  const schema = NormalizedSchema.of(ref);
  if (schema.isListSchema()) return { list: outlineOfSchema(schema.getValueSchema()) };
  if (schema.isStructSchema())
    return { structure: [...schema.structIterator()].map(([name, member]) => [name, outlineOfSchema(member)]) };
  if (schema.isStringSchema()) return 'string';
  if (schema.isNumericSchema()) return 'integer';
  if (schema.isBooleanSchema()) return 'boolean';
  return schema.isTimestampSchema() ? 'timestamp' : 'unknown';
}

/** The number of required members, which come first in the SDK's schemas. */
function requiredCount(ref: $SchemaRef): number {
  const schema = NormalizedSchema.of(ref).getSchema();
  return Array.isArray(schema) && schema[0] === 3 ? (schema[6] ?? 0) : 0;
}

const required = ({ members }: StructureShape) => members.filter((member) => member.required === true);

it.each([...operations, getAuthorizationToken])('$name has the members of the SDK', ({ name, input, output }) => {
  const [, , sdkName, , sdkInput, sdkOutput] = schemas[name] ?? [];
  expect(sdkName).toBe(name);
  expect(outlineOfShape(input)).toEqual(outlineOfSchema(sdkInput ?? 'unit'));
  expect(outlineOfShape(output)).toEqual(outlineOfSchema(sdkOutput ?? 'unit'));
  expect(required(input).length).toBe(requiredCount(sdkInput ?? 'unit'));
});

it('has the upstream registries of the SDK', () => {
  expect([...upstreamRegistryNames].sort()).toEqual(Object.values(sdk.UpstreamRegistry).sort());
});

it('has only errors of the SDK', () => {
  expect(Object.keys(sdk)).toEqual(expect.arrayContaining([...serviceErrors]));
});

it('paginates with the members that the SDK uses', async () => {
  const { inputToken, outputToken, limitKey } = operationByName('DescribePullThroughCacheRules').paginator ?? {};
  const client = new sdk.ECRClient({ region: 'us-east-1' });
  const inputs: object[] = [];
  client.middlewareStack.add(
    () =>
      ({ input }) => {
        inputs.push({ ...input });
        const output = { $metadata: {}, ...(inputs.length === 1 ? { [String(outputToken)]: 'second' } : {}) };
        return Promise.resolve({ response: {}, output });
      },
    { step: 'initialize' },
  );
  for await (const page of sdk.paginateDescribePullThroughCacheRules({ client, pageSize: 7 }, {}))
    expect(page).toBeDefined();
  const size = { [String(limitKey)]: 7 };
  expect(inputs).toEqual([size, { ...size, [String(inputToken)]: 'second' }]);
});
