import { CommandError } from '../command-error.ts';
import { LOG_MODES } from '../logs/log-mode.ts';

/** What can be typed: the commands, and the options of all of them. */
export interface Vocabulary {
  readonly commands: readonly string[];
  readonly options: readonly string[];
}

const SHELLS = 'bash zsh fish';
const MODES = LOG_MODES.join(' ');

const SCRIPTS: Readonly<Record<string, (words: Vocabulary) => string>> = {
  bash: ({ commands, options }) => `_local_cloud() {
  local word=\${COMP_WORDS[COMP_CWORD]}
  if [ "$COMP_CWORD" = 1 ]; then COMPREPLY=($(compgen -W '${commands.join(' ')}' -- "$word"))
  elif [[ $word == -* ]]; then COMPREPLY=($(compgen -W '${options.join(' ')}' -- "$word"))
  elif [ "\${COMP_WORDS[COMP_CWORD-1]}" = --logs ]; then COMPREPLY=($(compgen -W '${MODES}' -- "$word"))
  elif [ "$COMP_CWORD" = 2 ] && [ "\${COMP_WORDS[1]}" = completion ]; then COMPREPLY=($(compgen -W '${SHELLS}' -- "$word"))
  else COMPREPLY=($(compgen -f -- "$word")); fi
}
complete -o filenames -F _local_cloud local-cloud
`,
  zsh: ({ commands, options }) => `#compdef local-cloud
_local_cloud() {
  if (( CURRENT == 2 )); then compadd -- ${commands.join(' ')}
  elif [[ $words[CURRENT] == -* ]]; then compadd -- ${options.join(' ')}
  elif [[ $words[CURRENT-1] == --logs ]]; then compadd -- ${MODES}
  elif [[ $CURRENT == 3 && $words[2] == completion ]]; then compadd -- ${SHELLS}
  else _files; fi
}
compdef _local_cloud local-cloud
`,
  fish: ({
    commands,
    options,
  }) => `complete -c local-cloud -f -n __fish_use_subcommand -a '${commands.join(' ')}'
complete -c local-cloud -f -n '__fish_seen_subcommand_from completion' -a '${SHELLS}'
${options.map((option) => `complete -c local-cloud -l ${option.slice(2)}${option === '--logs' ? ` -x -a '${MODES}'` : ''}`).join('\n')}
`,
};

/** `local-cloud completion <shell>`: a script for the shell to read. @throws CommandError for another shell */
export function completion(shell: string | undefined, words: Vocabulary): void {
  const script = shell !== undefined && Object.hasOwn(SCRIPTS, shell) ? SCRIPTS[shell] : undefined;
  if (!script)
    throw new CommandError(
      `local-cloud: completion takes ${Object.keys(SCRIPTS).join(', ')}\nSee local-cloud --help.`,
      2,
    );
  process.stdout.write(script(words));
}
