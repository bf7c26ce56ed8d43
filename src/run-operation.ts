import { usage } from './command-line/argparse.ts';
import type { Invocation } from './command-line/invocation.ts';
import { checkCredentialSettings, configuredAccount } from './credentials/credential-settings.ts';
import { readParameters } from './input/parameters.ts';
import { inputSkeleton, sampleOutput } from './input/skeleton.ts';
import { type Outcome, UsageError } from './model/errors.ts';
import type { Operation } from './model/shapes.ts';
import type { Parameters } from './model/values.ts';
import { createPrinter, type Printer, printResult, valueReader } from './output/printer.ts';
import { visibleText } from './output/terminal-output.ts';
import { timestampReader } from './output/timestamps.ts';
import { fetchPages } from './pagination/fetch-pages.ts';
import { type Listing, readListing } from './pagination/page-options.ts';
import { printPages } from './pagination/print-pages.ts';
import type { Io } from './platform/io.ts';
import { clientSettings, type ClientSettings } from './settings/client-settings.ts';
import { requireRegion, resolveSettings, type Settings } from './settings/settings.ts';
import { checkCall } from './validation/check.ts';

/** A call that passed all checks and is ready to send. */
interface CheckedCall {
  readonly operation: Operation;
  readonly parameters: Parameters;
  readonly listing: Listing | undefined;
  readonly region: string;
  readonly settings: ClientSettings;
  readonly print: Printer;
}

/**
 * Runs one operation with its typed options. The stages are input → settings → validation → service → output.
 */
export async function runOperation(invocation: Invocation, io: Io): Promise<Outcome> {
  const { operation, options } = invocation;
  const { generateCliSkeleton: skeleton, dryRun = false } = options;
  if (dryRun && options.validate === true)
    throw new UsageError('--validate and --dry-run cannot be used together: a dry run creates no rule', usage);
  const { parameters, listing } = await readCall(invocation, io);
  if (skeleton === 'input' || skeleton === 'yaml-input') {
    await io.stdout.write(inputSkeleton(operation, skeleton));
    return 'success';
  }

  const resolved = resolveSettings(invocation.globals, io);
  // A dry run needs no credentials, and does not request the Region from the instance metadata service.
  if (!dryRun) checkCredentialSettings(resolved, io);
  const known = resolved.region ?? (dryRun ? undefined : await regionOfInstance(resolved, io));
  const region = requireRegion(known, resolved.endpointUrl);
  const settings = clientSettings(resolved, io);
  if (settings.parameterValidation)
    checkCall({ operation, parameters, region, account: configuredAccount(resolved, io) });
  const print = await createPrinter({ ...settings, arePages: listing !== undefined }, operation.name, io);

  if (skeleton === 'output') await print(sampleOutput(operation.output));
  else if (dryRun) await printDryRun({ operation, parameters, listing, region, settings, print }, io);
  else await callService({ operation, parameters, listing, region, settings, print }, invocation, io);
  return 'success';
}

/** Returns the parameters of a call or, for a listing, of its first page. */
async function readCall(
  invocation: Invocation,
  io: Io,
): Promise<{ readonly parameters: Parameters; readonly listing: Listing | undefined }> {
  const { paginator } = invocation.operation;
  if (paginator !== undefined) return readListing(invocation, paginator, io);
  return { parameters: await readParameters(invocation, io), listing: undefined };
}

async function regionOfInstance(settings: Settings, io: Io): Promise<string | undefined> {
  const { instanceRegion } = await import('./credentials/instance-metadata.ts');
  return instanceRegion(settings, io);
}

async function printDryRun({ operation, parameters, region, settings, print }: CheckedCall, io: Io): Promise<void> {
  const { plannedCall } = await import('./extensions/dry-run.ts');
  await print(await plannedCall({ operation, parameters, region }, settings, io));
}

async function callService(
  { operation, parameters, listing, region, settings, print }: CheckedCall,
  { options }: Invocation,
  io: Io,
): Promise<void> {
  io.trace?.('main', `Parameters: ${Object.keys(parameters).join(', ')}; Region ${region}`);
  const { connect } = await import('./service/caller.ts');
  const { readResponse } = await import('./service/response.ts');
  const readTimestamp = timestampReader(settings.timestampFormat);
  // The connection stays open, because the process exits after the run.
  const caller = await connect(settings, region, io);
  const call = async (called: Operation, input: Parameters) =>
    readResponse(await caller.call(called, input), called.output, valueReader(called, readTimestamp));
  const { ifExists, validate } = options;
  if (listing !== undefined) {
    const pages = fetchPages((input) => call(operation, input), parameters, listing);
    await printPages(pages, listing.paginator.resultKey, settings.output, io.stdout, print);
  } else if (operation.existsError !== undefined && (ifExists !== undefined || validate === true)) {
    const { ensureRule } = await import('./extensions/rules/ensure-rule.ts');
    const warn = (line: string) => io.stderr.write(`${io.stderr.isTerminal ? visibleText(line) : line}\n`);
    await ensureRule({ operation, parameters, options }, { call, print, warn });
  } else await printResult(operation, print, await call(operation, parameters));
}
