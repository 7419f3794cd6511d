import { valueOptions, type OptionWord, type Place } from './words.ts'

/** Works sourced, and as a file `_lyceum` in a folder of `fpath`. */
export function renderZsh(places: readonly Place[]): string {
  const paths = places.flatMap(({ path }) => (path === '' ? [] : [path]))
  return `#compdef lyceum
# zsh completion of lyceum: source <(lyceum completion zsh)
_lyceum() {
  local place='' i
  local -a items
  for ((i = 2; i < CURRENT; i++)); do
    case "$words[i]" in
      (${valueOptions(places).join('|')}) ((i++)); continue ;;
    esac
    case "$place/$words[i]" in
      (${paths.join('|')}) place="$place/$words[i]" ;;
    esac
  done
  case "$place $words[CURRENT-1]" in
${places.flatMap(values).join('\n')}
  esac
  if [[ "$words[CURRENT]" == -* ]]; then
    case "$place" in
${places.map(options).join('\n')}
    esac
  else
    case "$place" in
${places.map(words).join('\n')}
    esac
  fi
  if (( $#items )); then _describe lyceum items; fi
}
if [[ "\${(%):-%N}" == _lyceum ]]; then _lyceum "$@"; else compdef _lyceum lyceum; fi
`
}

function values({ path, options: own }: Place): readonly string[] {
  return own.flatMap((one) => (one.value === undefined ? [] : [valueCase(path, one)]))
}

function valueCase(path: string, { names, value }: OptionWord): string {
  const pattern = names.map((name) => `'${path} ${name}'`).join('|')
  if (value === 'path') return `    (${pattern}) _files; return ;;`
  if (value === 'other' || value === undefined) return `    (${pattern}) return ;;`
  return `    (${pattern}) compadd -- ${value.choices.join(' ')}; return ;;`
}

function options({ path, options: own }: Place): string {
  const items = own.flatMap(({ names, about }) => names.map((name) => item(name, about)))
  return `      ('${path}') items=(${items.join(' ')}) ;;`
}

function words({ path, words: plain, takesPath }: Place): string {
  const items = plain.map(({ text, about }) => item(text, about))
  return `      ('${path}') items=(${items.join(' ')})${takesPath ? '; _files' : ''} ;;`
}

function item(text: string, about: string): string {
  const told = about === '' ? text : `${text}:${about}`
  return `'${told.replaceAll("'", String.raw`'\''`)}'`
}
