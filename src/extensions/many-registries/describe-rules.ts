import { operationByName } from '../../model/operations.ts';
import { isList, isMap, type Parameters, type ValueMap } from '../../model/values.ts';
import { fetchPages } from '../../pagination/fetch-pages.ts';
import type { Call } from '../rules/rule-calls.ts';

/** All rules of a registry, over all pages. @throws EcrError */
export async function describeRules(call: Call): Promise<readonly ValueMap[]> {
  const operation = operationByName('DescribePullThroughCacheRules');
  const { paginator } = operation;
  if (paginator === undefined) throw new Error('The model has no paginator for the listing of rules.');
  const start = { token: { [paginator.inputToken]: null }, skip: 0 };
  const fetchPage = (parameters: Parameters) => call(operation, parameters);
  const rules: ValueMap[] = [];
  for await (const { result } of fetchPages(fetchPage, {}, { paginator, maxItems: undefined, start })) {
    const page = result[paginator.resultKey];
    if (isList(page)) rules.push(...page.filter(isMap));
  }
  return rules;
}
