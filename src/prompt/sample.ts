import { takeGlobalOptions } from '../command-line/global-options.ts';
import { globalValues } from '../command-line/program.ts';
import { contextAfter } from '../completion/cursor-context.ts';
import { sampleOutput } from '../input/skeleton.ts';
import { EcrError } from '../model/errors.ts';
import { formatter } from '../output/format.ts';
import { compileQuery } from '../output/query/query.ts';
import { type Io, widthWithoutTerminal } from '../platform/io.ts';

/** Returns sample output of the command on the line, with its `--query` and `--output` applied. */
export async function sampleOf(words: readonly string[], io: Io): Promise<string[]> {
  const { hasCommand, operation, expansion } = contextAfter(words, io);
  if (operation === undefined)
    return [hasCommand ? 'This command has no sample output.' : 'Enter a command to see sample output.'];
  try {
    // The options of an alias take precedence over those on the command line. (AWS CLI behavior)
    const typed = takeGlobalOptions(words).values;
    const globals = globalValues(new Map([...typed, ...takeGlobalOptions(expansion).values]));
    const format = await formatter(globals.output ?? io.environment['AWS_DEFAULT_OUTPUT'] ?? 'json');
    const query = globals.query === undefined ? undefined : compileQuery(globals.query);
    const sample = sampleOutput(operation.output);
    const text = await format(query === undefined ? sample : query(sample), {
      title: operation.name,
      colored: false,
      width: io.stdout.columns ?? widthWithoutTerminal,
    });
    return text.split('\n');
  } catch (error) {
    if (error instanceof EcrError) return error.message.split('\n');
    throw error;
  }
}
