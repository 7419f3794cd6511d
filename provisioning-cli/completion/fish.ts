import { valueOptions, type OptionWord, type Place } from './words.ts'

export function renderFish(places: readonly Place[]): string {
  const paths = places.flatMap(({ path }) => (path === '' ? [] : [path]))
  return `# fish completion of lyceum: lyceum completion fish | source
function __lyceum_place
  set -l place ''
  set -l skip 0
  for word in (commandline -opc)[2..-1]
    if test $skip -eq 1
      set skip 0
      continue
    end
    switch $word
      case ${valueOptions(places).join(' ')}
        set skip 1
      case '*'
        switch "$place/$word"
          case ${paths.join(' ')}
            set place "$place/$word"
        end
    end
  end
  test "x$place" = "x$argv[1]"
end
complete -c lyceum -f
${places.flatMap(lines).join('\n')}
`
}

function lines({ path, words, options, takesPath }: Place): readonly string[] {
  const at = `complete -c lyceum -n "__lyceum_place '${path}'"`
  return [
    ...words.map(({ text, about }) => `${at} -a ${text}${told(about)}`),
    ...options.map((one) => `${at} ${optionPart(one)}${told(one.about)}`),
    ...(takesPath ? [`${at} -F`] : []),
  ]
}

function optionPart({ names, value }: OptionWord): string {
  const spelt = names.map((name) =>
    name.startsWith('--') ? `-l ${name.slice(2)}` : `-s ${name.slice(1)}`,
  )
  if (value === undefined) return spelt.join(' ')
  if (value === 'path') return `${spelt.join(' ')} -r -F`
  if (value === 'other') return `${spelt.join(' ')} -x`
  return `${spelt.join(' ')} -x -a '${value.choices.join(' ')}'`
}

function told(about: string): string {
  if (about === '') return ''
  return ` -d '${about.replaceAll('\\', '\\\\').replaceAll("'", String.raw`\'`)}'`
}
