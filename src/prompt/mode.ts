import { profileAmong } from '../command-line/command-words.ts';
import type { Io } from '../platform/io.ts';
import { textOf, valuesIfReadable } from '../settings/chosen-profile.ts';

export type PromptMode = 'on' | 'on-partial' | 'off';

/** What is answered without a prompt, whatever the settings say. (AWS CLI behaviour) */
const answeredAtOnce = ['help', '--version', '--help', '-h'];

/**
 * Whether the command line is to be asked for: by an option, `AWS_CLI_AUTO_PROMPT` or the profile. The profile is looked
 * at on a terminal only: scripts have nobody to ask, and need not pay for it.
 */
export function promptMode(argv: readonly string[], io: Io): PromptMode {
  if (argv.includes('--no-cli-auto-prompt')) return 'off';
  if (argv.includes('--cli-auto-prompt')) return 'on';
  if (answeredAtOnce.some((word) => argv.includes(word))) return 'off';
  const named = (
    io.environment['AWS_CLI_AUTO_PROMPT'] ?? textOf(valuesIfReadable(profileAmong(argv), io), 'cli_auto_prompt')
  )?.toLowerCase();
  return named === 'on' || named === 'on-partial' ? named : 'off';
}
