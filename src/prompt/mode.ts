import { profileAmong } from '../command-line/command-words.ts';
import type { Io } from '../platform/io.ts';
import { textOf, valuesIfReadable } from '../settings/chosen-profile.ts';

export type PromptMode = 'on' | 'on-partial' | 'off';

/** Words that turn the prompt off, regardless of the settings. (AWS CLI behavior) */
const wordsWithoutPrompt = ['help', '--version', '--help', '-h'];

/**
 * Returns the mode of the auto-prompt. An option, `AWS_CLI_AUTO_PROMPT` or the profile sets it.
 */
export function promptMode(argv: readonly string[], io: Io): PromptMode {
  if (argv.includes('--no-cli-auto-prompt')) return 'off';
  if (argv.includes('--cli-auto-prompt')) return 'on';
  if (wordsWithoutPrompt.some((word) => argv.includes(word))) return 'off';
  const named = (
    io.environment['AWS_CLI_AUTO_PROMPT'] ?? textOf(valuesIfReadable(profileAmong(argv), io), 'cli_auto_prompt')
  )?.toLowerCase();
  return named === 'on' || named === 'on-partial' ? named : 'off';
}
