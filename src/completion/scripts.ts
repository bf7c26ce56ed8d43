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
  bash: `# Completion of ecr in bash. In ~/.bashrc:  eval "$(ecr completion bash)"
_ecr() {
  local line name program=\${COMP_WORDS[0]//[\\"\\'\\\\]/}
  # The word is as it was typed. Expanding it with eval could run commands.
  if [[ $program == \\~/* ]]; then program=$HOME\${program:1}; fi
  if [[ $program == \\$*/* ]]; then
    name=\${program%%/*} name=\${name//[\\$\\{\\}]/}
    if [[ $name != *[^A-Za-z0-9_]* && $name == [A-Za-z_]* ]]; then program=\${!name}/\${program#*/}; fi
  fi
  case $(type -t -- "$program") in file | function) ;; *) program=ecr ;; esac
  COMPREPLY=()
  while IFS= read -r line; do COMPREPLY+=("$line"); done < <("$program" completion answer bash "\${COMP_LINE:0:COMP_POINT}" "$COMP_WORDBREAKS" 2>/dev/null)
  # A space follows a word, but not a folder. bash 3.2 has no compopt.
  if [[ \${#COMPREPLY[@]} -gt 0 && \${COMPREPLY[0]} == */ ]]; then
    compopt -o nospace 2>/dev/null
  elif [[ \${#COMPREPLY[@]} -eq 1 && \${BASH_VERSINFO[0]} -lt 4 && \${COMP_WORDS[COMP_CWORD]} != *[\\"\\']* ]]; then
    COMPREPLY[0]+=' '
  fi
}
# bash and zsh look for the end of a path by the quote that it is typed with.
if [[ \${BASH_VERSINFO[0]} -lt 4 ]]; then
  complete -o nospace -F _ecr ecr 'ecr"' "ecr'"
else
  complete -F _ecr ecr 'ecr"' "ecr'"
fi
`,
  zsh: `#compdef ecr
# Completion of ecr in zsh. In ~/.zshrc, after compinit:  eval "$(ecr completion zsh)"
_ecr() {
  local line text name program=\${(Q)words[1]} current=$PREFIX
  local -a whole unfinished
  # The word is as it was typed. Expanding it with (e) could run commands.
  if [[ $program == \\~/* ]]; then program=$HOME\${program:1}; fi
  if [[ $program == \\$*/* ]]; then
    name=\${\${program%%/*}//[\\$\\{\\}]/}
    if [[ $name == [A-Za-z_]* && $name != *[^A-Za-z0-9_]* ]]; then program=\${(P)name}/\${program#*/}; fi
  fi
  [[ $(whence -w -- "$program") == *': '(command|function) ]] || program=ecr
  [[ $compstate[quote] == \\' ]] || current=\${(Q)PREFIX}
  for line in "\${(@f)$("$program" completion answer zsh "\${(@Q)words[2,CURRENT-1]}" "$current" 2>/dev/null)}"; do
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
if [[ $funcstack[1] == _ecr ]]; then _ecr "$@"; else compdef _ecr ecr 'ecr"' "ecr'"; fi
`,
  fish: `# Completion of ecr in fish. In ~/.config/fish/config.fish:  ecr completion fish | source
function __ecr_complete
    set -l words (commandline -opc)
    set -l typed (commandline -ct)
    # A quote may be open.
    set -l current (string unescape -- $typed; or string unescape -- $typed\\"; or string unescape -- $typed\\')
    # The first word is as it was typed. Expanding it with eval could run commands.
    set -l program $words[1]
    set -l parts (string match -r '^\\$([A-Za-z_]\\w*)(/.*)$' -- (string replace -r '^~/' '\\$HOME/' -- $program))
    if set -q parts[3]; and set -q $parts[2]
        set program (string join '' -- $$parts[2] $parts[3])
    end
    type -q -- $program; or set program ecr
    type -q -- $program; and $program completion answer fish $words[2..-1] "$current" 2>/dev/null
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
