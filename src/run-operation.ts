import type { Invocation } from './command-line/invocation.ts';
import { readParameters } from './input/parameters.ts';
import { inputSkeleton, sampleOutput } from './input/skeleton.ts';
import type { Io } from './platform/io.ts';
import type { Operation } from './model/shapes.ts';
import { printResult, valueReader } from './output/effect-note.ts';
import { createPrinter } from './output/printer.ts';
import { timestampReader } from './output/timestamps.ts';
import { checkCredentialSettings } from './credentials/credential-settings.ts';
import { clientSettings } from './settings/client-settings.ts';
import { requireRegion } from './settings/region.ts';
import { resolveSettings, type Settings } from './settings/settings.ts';
import { checkCall } from './validation/check.ts';
import type { Parameters } from './model/values.ts';
import type { Listing } from './pagination/page-options.ts';

const success = 0;

/**
 * One call of an operation, from its typed options to its exit code:
 * input → settings → validation → service → output
 */
export async function runOperation(invocation: Invocation, io: Io): Promise<number> {
  const { operation } = invocation;
  const { parameters, listing } = await readCall(invocation, io);
  const skeleton = invocation.options.generateCliSkeleton;
  if (skeleton === 'input' || skeleton === 'yaml-input') {
    await io.stdout.write(inputSkeleton(operation, skeleton));
    return success;
  }

  io.endOnInterrupt();
  const settings = resolveSettings(invocation.globals, io);
  const readTimestamp = timestampReader(settings.timestampFormat);
  const dryRun = invocation.options.dryRun === true;
  // The AWS CLI makes its client before it looks at the parameters; what is wrong is told in that order.
  if (!dryRun) checkCredentialSettings(settings, io);
  const region = requireRegion(
    settings.region ?? (dryRun ? undefined : await regionOfInstance(settings, io)),
    settings.endpointUrl,
  );
  const ofClient = clientSettings(settings, io);
  if (settings.parameterValidation) checkCall({ operation, parameters, region });
  const print = await createPrinter(settings, operation.name, io);
  if (skeleton === 'output') {
    await print(sampleOutput(operation.output));
    return success;
  }
  if (dryRun) {
    const { plannedCall } = await import('./extensions/dry-run.ts');
    await print(await plannedCall({ operation, parameters, region }, ofClient, io));
    return success;
  }

  io.trace?.('main', `Parameters: ${Object.keys(parameters).join(', ')}; Region ${region}`);
  const { connect } = await import('./service/caller.ts');
  const { readResponse } = await import('./service/response.ts');
  // Nothing closes the connection: the process ends with the run.
  const caller = await connect(ofClient, region, io);
  const call = async (called: Operation, input: Parameters) =>
    readResponse(await caller.call(called, input), called.output, valueReader(called, readTimestamp));
  const { ifExists, validate } = invocation.options;
  if (listing !== undefined) {
    const { fetchPages } = await import('./pagination/fetch-pages.ts');
    const { printPages } = await import('./pagination/print-pages.ts');
    const pages = fetchPages((input) => call(operation, input), parameters, listing);
    await printPages(pages, listing.paginator.resultKey, settings.output, io.stdout.isTerminal, print);
  } else if (operation.existsError !== undefined && (ifExists !== undefined || validate === true)) {
    const { ensureRule } = await import('./extensions/rules/ensure-rule.ts');
    await ensureRule(
      { operation, parameters, options: invocation.options },
      { call, print, warn: (line) => io.stderr.write(`${line}\n`) },
    );
  } else await printResult(operation, print, await call(operation, parameters));
  return success;
}

async function regionOfInstance(settings: Settings, io: Io): Promise<string | undefined> {
  const { instanceRegion } = await import('./credentials/instance-metadata.ts');
  return instanceRegion(settings, io);
}

async function readCall(
  invocation: Invocation,
  io: Io,
): Promise<{ readonly parameters: Parameters; readonly listing: Listing | undefined }> {
  const { paginator } = invocation.operation;
  if (paginator === undefined) return { parameters: await readParameters(invocation, io), listing: undefined };
  const { readListing } = await import('./pagination/page-options.ts');
  return readListing(invocation, paginator, io);
}
