import { valueOptions, type OptionWord, type Place } from './words.ts'

/** For bash 3.2 and later; without the package bash-completion. */
export function renderBash(places: readonly Place[]): string {
  const paths = places.flatMap(({ path }) => (path === '' ? [] : [path]))
  return `# bash completion of lyceum: source <(lyceum completion bash)
_lyceum() {
  local cur="\${COMP_WORDS[COMP_CWORD]}" prev="\${COMP_WORDS[COMP_CWORD-1]}" place='' words='' i
  local IFS=$'\\n'
  COMPREPLY=()
  for ((i = 1; i < COMP_CWORD; i++)); do
    case "\${COMP_WORDS[i]}" in
      ${valueOptions(places).join('|')}) ((i++)); continue ;;
    esac
    case "$place/\${COMP_WORDS[i]}" in
      ${paths.join('|')}) place="$place/\${COMP_WORDS[i]}" ;;
    esac
  done
  case "$place $prev" in
${places.flatMap(values).join('\n')}
  esac
  case "$place" in
${places.map(words).join('\n')}
  esac
  if [[ $cur == -* ]]; then
    words="\${words#*$'\\t'}"
  else
    words="\${words%%$'\\t'*}"
  fi
  COMPREPLY+=($(compgen -W "$words" -- "$cur"))
}
complete -o filenames -F _lyceum lyceum
`
}

function values({ path, options }: Place): readonly string[] {
  return options.flatMap((one) => (one.value === undefined ? [] : [valueCase(path, one)]))
}

function valueCase(path: string, { names, value }: OptionWord): string {
  const pattern = names.map((name) => `'${path} ${name}'`).join('|')
  if (value === 'path') return `    ${pattern}) COMPREPLY=($(compgen -f -- "$cur")); return ;;`
  if (value === 'other' || value === undefined) return `    ${pattern}) return ;;`
  return `    ${pattern}) COMPREPLY=($(compgen -W $'${value.choices.join('\\n')}' -- "$cur")); return ;;`
}

/** Words, a tab, options: which of them is meant is told by a dash. */
function words({ path, words: plain, options, takesPath }: Place): string {
  const names = options.flatMap((one) => one.names)
  const all = `${plain.map(({ text }) => text).join('\\n')}\\t${names.join('\\n')}`
  const files = takesPath ? ` [[ $cur == -* ]] || COMPREPLY=($(compgen -f -- "$cur"));` : ''
  return `    '${path}')${files} words=$'${all}' ;;`
}
