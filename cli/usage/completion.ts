import type { Flag, Rule } from './flags.ts';
import { type Verb, verbName } from './verb.ts';

export const SHELL_RULE: Rule = {
  pattern: /^(?:bash|zsh|fish)$/,
  demand: 'bash, zsh or fish',
  choices: ['bash', 'zsh', 'fish'],
};

type Shell = 'bash' | 'zsh' | 'fish';

/** Whether a word, which has the form of `SHELL_RULE`, is given. */
export function isShell(word: string | undefined): word is Shell {
  return word !== undefined && SHELL_RULE.pattern.test(word);
}

type Named = { readonly name: string; readonly summary: string };

/** The script that completes verbs, flags and fixed values of the command in a shell. */
export function completionScript(
  shell: Shell,
  nouns: readonly Named[],
  verbs: readonly Verb[],
  general: readonly Flag[],
): string {
  const alone = verbs.filter(({ noun }) => noun === undefined);
  const places: readonly Place[] = [
    { path: '', words: [...nouns, ...alone], flags: [] },
    ...nouns.map(({ name }) => ({
      path: name,
      words: verbs.filter(({ noun }) => noun === name),
      flags: [],
    })),
    ...verbs.map((verb) => ({
      path: verbName(verb),
      words: (verb.operand?.rule.choices ?? []).map((name) => ({ name, summary: '' })),
      flags: verb.flags,
    })),
  ];
  return SCRIPTS[shell](places, general);
}

/** What may follow the words of a command line that name a noun and verb. */
type Place = {
  /** These words; empty at the start of the line. */
  readonly path: string;
  readonly words: readonly Named[];
  readonly flags: readonly Flag[];
};

type Script = (places: readonly Place[], general: readonly Flag[]) => string;

const SCRIPTS: Readonly<Record<Shell, Script>> = { bash, zsh, fish };

/** COMP_WORDBREAKS has `=`, so that bash reads `--flag=value` as three words. */
function bash(places: readonly Place[], general: readonly Flag[]): string {
  return `# Completes tenant-keys in bash: eval "$(tenant-keys completion bash)"
_tenant_keys() {
  local cur=\${COMP_WORDS[COMP_CWORD]} flag=\${COMP_WORDS[COMP_CWORD-1]} place='' words='' flags='' index
  COMPREPLY=()
  if [[ $cur == '=' ]]; then
    cur=''
  elif [[ $flag == '=' ]]; then
    flag=\${COMP_WORDS[COMP_CWORD-2]}
  fi
  for ((index = 1; index < COMP_CWORD; index++)); do
    case "$place \${COMP_WORDS[index]}" in
      ${placePattern(places)}) place="\${place:+$place }\${COMP_WORDS[index]}" ;;
    esac
  done
  case "$place $flag" in
${valueArms(places, general, {
  choices: (words) => `COMPREPLY=($(compgen -W ${quote(words.join(' '))} -- "$cur"))`,
  files: `compopt -o filenames 2>/dev/null; local IFS=$'\\n'; COMPREPLY=($(compgen -f -- "$cur"))`,
})}
  esac
  case $place in
${places
  .map(({ path, words, flags }) => {
    const names = (list: readonly { readonly name: string }[]) =>
      quote(list.map(({ name }) => name).join(' '));
    return `    ${quote(path)}) words=${names(words)} flags=${names([...flags, ...general])} ;;`;
  })
  .join('\n')}
  esac
  [[ $cur == -* || -z $words ]] && words=$flags
  COMPREPLY=($(compgen -W "$words" -- "$cur"))
}
complete -F _tenant_keys tenant-keys
`;
}

function zsh(places: readonly Place[], general: readonly Flag[]): string {
  return `# Completes tenant-keys in zsh: eval "$(tenant-keys completion zsh)"
_tenant_keys() {
  local flag=\${words[CURRENT-1]} place='' word
  local -a candidates flags
  if [[ $PREFIX == --*=* ]]; then
    flag=\${PREFIX%%=*}
    compset -P '*='
  fi
  for word in "\${(@)words[2,CURRENT-1]}"; do
    case "$place $word" in
      ${placePattern(places)}) place="\${place:+$place }$word" ;;
    esac
  done
  case "$place $flag" in
${valueArms(places, general, {
  choices: (words) => `compadd -- ${words.join(' ')}`,
  files: '_files',
})}
  esac
  case $place in
${places
  .map(({ path, words, flags }) => {
    const described = (list: readonly Named[]) =>
      list
        .map(({ name, summary }) => quote(summary === '' ? name : `${name}:${summary}`))
        .join(' ');
    return `    ${quote(path)})
      candidates=(${described(words)})
      flags=(${described([...flags, ...general])}) ;;`;
  })
  .join('\n')}
  esac
  if [[ $PREFIX == -* ]] || (( ! $#candidates )); then candidates=("\${flags[@]}"); fi
  _describe 'tenant-keys' candidates
}
(( $+functions[compdef] )) || { autoload -Uz compinit && compinit }
compdef _tenant_keys tenant-keys
`;
}

/** The words that lead from one place to the next, as a pattern of `case`. */
function placePattern(places: readonly Place[]): string {
  return places
    .filter(({ path }) => path !== '')
    .map(({ path }) => quote(path.includes(' ') ? path : ` ${path}`))
    .join('|');
}

/** Arms of `case "$place $flag"` for the flags that take a value. */
function valueArms(
  places: readonly Place[],
  general: readonly Flag[],
  { choices, files }: { choices: (words: readonly string[]) => string; files: string },
): string {
  const patterns = [
    ...places.flatMap(({ path, flags }) =>
      flags.map((flag) => ({ pattern: quote(`${path} ${flag.name}`), flag })),
    ),
    ...general.map((flag) => ({ pattern: `*${quote(` ${flag.name}`)}`, flag })),
  ];
  return patterns
    .filter(({ flag }) => flag.value !== undefined)
    .map(({ pattern, flag: { value, rule } }) => {
      const complete = value === 'FILE' ? files : rule?.choices && choices(rule.choices);
      return `    ${pattern}) ${complete === undefined ? '' : `${complete}; `}return ;;`;
    })
    .join('\n');
}

function fish(places: readonly Place[], general: readonly Flag[]): string {
  const wordLines = places.flatMap(({ path, words }) =>
    words.map(
      ({ name, summary }) =>
        `${atPlace(path)} -a ${name}${summary === '' ? '' : ` -d ${fishQuote(summary)}`}\n`,
    ),
  );
  const flagLines = [
    ...places.flatMap(({ path, flags }) =>
      flags.map((flag) => `${atPlace(path)} ${fishFlag(flag)}\n`),
    ),
    ...general.map((flag) => `complete -c tenant-keys ${fishFlag(flag)}\n`),
  ];
  return `# Completes tenant-keys in fish: tenant-keys completion fish | source
function __tenant_keys_at
    set -l place
    set -l typed (commandline -opc)
    set -e typed[1]
    for word in $typed
        switch "$place $word"
            case ${placePattern(places).replaceAll('|', ' ')}
                set place (string trim -- "$place $word")
        end
    end
    test "$place" = "$argv[1]"
end
complete -c tenant-keys -f
${[...wordLines, ...flagLines].join('')}`;
}

function atPlace(path: string): string {
  return `complete -c tenant-keys -n ${fishQuote(`__tenant_keys_at "${path}"`)}`;
}

function fishFlag({ name, short, summary, value, rule }: Flag): string {
  return [
    `-l ${name.slice(2)}`,
    ...(short === undefined ? [] : [`-s ${short.slice(1)}`]),
    ...(value === undefined ? [] : [value === 'FILE' ? '-r -F' : '-x']),
    ...(rule?.choices === undefined ? [] : [`-a ${fishQuote(rule.choices.join(' '))}`]),
    `-d ${fishQuote(summary)}`,
  ].join(' ');
}

/** A word for bash and zsh. */
function quote(word: string): string {
  return `'${word.replaceAll("'", "'\\''")}'`;
}

function fishQuote(word: string): string {
  return `'${word.replace(/['\\]/g, '\\$&')}'`;
}
