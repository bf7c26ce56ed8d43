import { usage } from '../../command-line/argparse.ts';
import type { BuiltinInvocation } from '../../command-line/invocation.ts';
import { readStandardInput } from '../../input/parameter-file.ts';
import { GeneralError, type Outcome, ParameterError, UsageError, withOwnLines } from '../../model/errors.ts';
import { privateHost, registryHost } from '../../model/upstream-registries.ts';
import type { Io } from '../../platform/io.ts';
import { requireRegion, resolveSettings } from '../../settings/settings.ts';
import { regionOf } from '../open-registry.ts';
import { defaultHost, type ImageReference, parseReference } from './image-reference.ts';
import {
  accountOfCredentials,
  type ImageRule,
  ImageRules,
  rulesOfFile,
  rulesOfRegistry,
  upstreamName,
} from './image-rules.ts';

/** An image of the command line or of standard input. */
interface Image {
  readonly text: string;
  readonly reference: ImageReference;
}

/**
 * `ecr image-uri`: prints the references through which images are pulled from the cache, or the host of the registry.
 */
export async function printImageUris({ globals, options, words }: BuiltinInvocation, io: Io): Promise<Outcome> {
  const refused = (['query', 'output'] as const).find((name) => globals[name] !== undefined);
  if (refused !== undefined)
    throw new UsageError(`--${refused} cannot be used with image-uri, which prints lines`, usage);
  const { rules: source, registryId, registryHost: isHostWanted = false, keepUnmatched = false } = options;
  requireWords(words, isHostWanted === true);
  if (source === '-' && words.includes('-'))
    throw new UsageError('--rules and the images cannot both be read from standard input', usage);
  const account = typeof registryId === 'string' ? requireAccount(registryId) : undefined;
  const images = requireReferences(await imageTexts(words, io));
  if (images.length === 0 && isHostWanted !== true) return 'success';

  const settings = resolveSettings(globals, io);
  // The Region is part of the host, whatever endpoint is configured.
  const region = requireRegion(await regionOf(settings, io), undefined);
  const lookup = { globals, region, account, io };
  const hostOf = (owner: string) => privateHost(owner, region, settings);
  const fromFile = typeof source === 'string' ? await rulesOfFile(source, lookup) : undefined;
  if (isHostWanted === true) {
    const owner = account ?? fromFile?.account ?? (await accountOfCredentials(lookup));
    await io.stdout.write(`${hostOf(owner)}\n`);
    return 'success';
  }
  const { rules, account: owner } = fromFile ?? (await rulesOfRegistry(lookup));
  const host = owner === undefined ? undefined : hostOf(owner);
  await io.stdout.write(
    uris(images, rules, host, keepUnmatched === true)
      .map((uri) => `${uri}\n`)
      .join(''),
  );
  return 'success';
}

function requireWords(words: readonly string[], isHostWanted: boolean): void {
  if (isHostWanted && words.length > 0) throw new UsageError('--registry-host cannot be used with images', usage);
  if (!isHostWanted && words.length === 0) throw new UsageError('the following arguments are required: image', usage);
  if (words.filter((word) => word === '-').length > 1)
    throw new UsageError('standard input (-) can be read only once', usage);
}

function requireAccount(text: string): string {
  if (/^\d{12}$/.test(text)) return text;
  throw withOwnLines(new ParameterError(`--registry-id must be the twelve digits of an AWS account ID, not "${text}"`));
}

/** Returns the images of the command line, with those of standard input in the place of `-`. */
async function imageTexts(words: readonly string[], io: Io): Promise<readonly string[]> {
  if (!words.includes('-')) return words;
  const input = await readStandardInput('image', io);
  const lines = input.split('\n').map((line) => line.replace(/\r$/, ''));
  const images = lines.filter((line) => line.trim() !== '');
  return words.flatMap((word) => (word === '-' ? images : [word]));
}

/** @throws ParameterError with a line for each text that is not a reference */
function requireReferences(texts: readonly string[]): readonly Image[] {
  const problems: string[] = [];
  const images = texts.flatMap((text) => {
    const reference = parseReference(text);
    if (!('problem' in reference)) return [{ text, reference }];
    problems.push(`"${text}" is not an image reference: ${reference.problem}`);
    return [];
  });
  if (problems.length > 0) throw withOwnLines(new ParameterError([...new Set(problems)].join('\n')));
  return images;
}

/**
 * @param host the host of the registry; undefined for a registry without rules, whose account is not known
 * @throws GeneralError with a line for each image that no rule covers
 */
function uris(
  images: readonly Image[],
  rules: readonly ImageRule[],
  host: string | undefined,
  keepUnmatched: boolean,
): readonly string[] {
  const mapped = new ImageRules(rules);
  const own = host === undefined ? undefined : registryHost(host);
  const unmatched = new Set<string>();
  const lines = images.map(({ text, reference }) => {
    if (registryHost(reference.host) === own) return text;
    const repository = host === undefined ? undefined : mapped.repositoryFor(reference);
    if (repository !== undefined) return `${host ?? ''}/${repository}${reference.suffix}`;
    unmatched.add(
      reference.host === defaultHost && !text.startsWith(`${defaultHost}/`) ? `${text} (on Docker Hub)` : text,
    );
    return text;
  });
  if (unmatched.size > 0 && !keepUnmatched) throw uncovered([...unmatched], rules.map(upstreamName));
  return lines;
}

function uncovered(images: readonly string[], upstreams: readonly string[]): GeneralError {
  const covered =
    upstreams.length === 0
      ? 'The registry has no rules.'
      : `The rules cover ${[...new Set(upstreams)].toSorted().join(', ')}.`;
  const [only] = images;
  const what =
    images.length === 1 && only !== undefined
      ? `No pull through cache rule covers ${only}.`
      : `No pull through cache rule covers these images:\n${images.map((image) => `  ${image}`).join('\n')}`;
  return withOwnLines(new GeneralError(`${what}\n${covered}`));
}
