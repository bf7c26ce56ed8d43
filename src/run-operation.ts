import type { Given, OperationWords } from './command-line/words.ts';
import { inputSkeleton, sampleOutput, yamlInputSkeleton } from './input/skeleton.ts';
import type { Io } from './io.ts';
import { skeletonOption } from './model/options.ts';
import type { Operation } from './model/shapes.ts';
import type { Parameters } from './values.ts';

const success = 0;

/**
 * One command, from the words that belong to it to its exit code:
 * command line → input → settings → validation → service → output
 */
export async function runOperation(words: OperationWords & { readonly kind: 'call' }, io: Io): Promise<number> {
  const { operation } = words;
  const asked = skeletonAlone(words.given);
  if (asked !== undefined) return printSkeleton(operation, asked, io);
  const { bind } = await import('./command-line/program.ts');
  const { readCall } = await import('./input/parameters.ts');
  const invocation = bind(words.globals, operation, words.given);
  const { parameters, listing } = await readCall(invocation, io);
  const skeleton = invocation.options.generateCliSkeleton;
  if (skeleton === 'input' || skeleton === 'yaml-input') return printSkeleton(operation, skeleton, io);

  const { resolveSettings } = await import('./settings/settings.ts');
  const { requireRegion } = await import('./settings/region.ts');
  const { createPrinter } = await import('./output/print.ts');
  const { timestampReader } = await import('./output/timestamps.ts');
  io.endOnInterrupt();
  const settings = resolveSettings(invocation.globals, io);
  const readTimestamp = timestampReader(settings.timestampFormat);
  const print = await createPrinter(settings, operation.name, io);
  const dryRun = invocation.options.dryRun === true;
  const region = requireRegion(settings.region ?? (dryRun ? undefined : await regionOfInstance(io)), settings.endpointUrl);
  if (settings.parameterValidation) {
    const { checkCall } = await import('./validation/check.ts');
    checkCall({ operation, parameters, region });
  }
  if (skeleton === 'output') {
    await print(sampleOutput(operation.output));
    return success;
  }
  if (dryRun) {
    const { plannedCall } = await import('./extensions/dry-run.ts');
    await print(await plannedCall({ operation, parameters, region }, settings, io));
    return success;
  }

  io.trace?.('main', `Parameters: ${Object.keys(parameters).join(', ')}; Region ${region}`);
  const { connect } = await import('./service/caller.ts');
  const { readAnswer } = await import('./service/answer.ts');
  // Nothing closes the connection: the process ends with the run.
  const caller = await connect(settings, region, io);
  const call = async (called: Operation, input: Parameters) => readAnswer(await caller.call(called, input), called.output, readTimestamp);
  const { creation } = operation;
  const { ifExists, validate } = invocation.options;
  if (listing !== undefined) {
    const { listPages } = await import('./service/pages.ts');
    const { printPages } = await import('./output/pages.ts');
    const pages = listPages((input) => call(operation, input), parameters, listing);
    await printPages(pages, listing.paginator.resultKey, settings.output, io.stdout.isTerminal, print);
  } else if (creation !== undefined && (ifExists !== undefined || validate === true)) {
    const { makeSure } = await import('./extensions/creation.ts');
    await makeSure({ operation, creation, parameters, options: invocation.options }, { call, print, warn: (line) => io.stderr.write(`${line}\n`) });
  } else await print(await call(operation, parameters));
  return success;
}

async function regionOfInstance(io: Io): Promise<string | undefined> {
  const { instanceRegion } = await import('./service/instance-region.ts');
  return instanceRegion(io);
}

/** The skeleton that is all a command line asks for: then there is no value to bind or to read. */
function skeletonAlone(given: Given): 'input' | 'yaml-input' | undefined {
  const values = given.size === 1 ? given.get(skeletonOption.name) : undefined;
  const kind = values?.[0] ?? skeletonOption.implied;
  return values !== undefined && (kind === 'input' || kind === 'yaml-input') ? kind : undefined;
}

async function printSkeleton(operation: Operation, kind: 'input' | 'yaml-input', io: Io): Promise<number> {
  await io.stdout.write(kind === 'input' ? inputSkeleton(operation) : yamlInputSkeleton(operation));
  return success;
}
