import { ParameterError } from '../model/errors.ts';

export const shells = ['bash', 'zsh', 'fish'] as const;
export type Shell = (typeof shells)[number];

function isShell(name: string | undefined): name is Shell {
  return shells.some((shell) => shell === name);
}

/**
 * The completion scripts. They get all candidates from `ecr` itself, so that they stay correct when the tool changes.
 */
const scripts: Readonly<Record<Shell, string>> = {
  bash: `# Completion of ecr in bash. In ~/.bashrc:  source <(ecr completion bash)
_ecr() {
  local line
  COMPREPLY=()
  while IFS= read -r line; do COMPREPLY+=("$line"); done < <("\${COMP_WORDS[0]}" completion answer bash "\${COMP_LINE:0:COMP_POINT}" "$COMP_WORDBREAKS" 2>/dev/null)
  if [[ \${#COMPREPLY[@]} -gt 0 && \${COMPREPLY[0]} == */ ]]; then compopt -o nospace 2>/dev/null; fi
}
complete -F _ecr ecr
`,
  zsh: `#compdef ecr
# Completion of ecr in zsh. In ~/.zshrc, after compinit:  source <(ecr completion zsh)
_ecr() {
  local line text program=\${(Q)words[1]} current=$PREFIX
  local -a whole unfinished
  [[ $compstate[quote] == \\' ]] || current=\${(Q)PREFIX}
  for line in "\${(@f)$(\${~program} completion answer zsh "\${(@Q)words[2,CURRENT-1]}" "$current" 2>/dev/null)}"; do
    text=\${line%%$'\\t'*}
    if [[ $text == */ ]]; then
      unfinished+=("$text")
    elif [[ -n $text ]]; then
      # _describe takes text:help, and shows a stray -- for an empty help.
      text=\${\${text//\\\\/\\\\\\\\}//:/\\\\:}
      whole+=("$text\${\${line#*$'\\t'}:+:}\${line#*$'\\t'}")
    fi
  done
  if (( $#whole )); then _describe -V ecr whole; fi
  if (( $#unfinished )); then compadd -S '' -- "\${unfinished[@]}"; fi
}
if [[ $funcstack[1] == _ecr ]]; then _ecr "$@"; else compdef _ecr ecr; fi
`,
  fish: `# Completion of ecr in fish. In ~/.config/fish/config.fish:  ecr completion fish | source
function __ecr_complete
    set -l words (commandline -opc)
    set -l typed (commandline -ct)
    # A quote may be open.
    set -l current (string unescape -- $typed; or string unescape -- $typed\\"; or string unescape -- $typed\\')
    $words[1] completion answer fish $words[2..-1] "$current" 2>/dev/null
end
complete -c ecr -f -a '(__ecr_complete)'
`,
};

/** @throws ParameterError for a missing name or a shell without a script */
export function completionScript(shell: string | undefined): string {
  if (isShell(shell)) return scripts[shell];
  throw new ParameterError(
    `${shell === undefined ? 'completion needs the name of a shell' : `completion does not support the shell '${shell}'`}: ` +
      `use one of ${shells.join(', ')}`,
  );
}
