import { z } from 'zod'
import { command, exit, misused } from '../command.ts'
import { didYouMean } from '../did-you-mean.ts'

/** Exit codes: 0 printed. */
export const completion = command({
  name: 'completion',
  summary: 'Print the script that completes commands and addresses in a shell.',
  forms: ['bash|zsh|fish'],
  about: 'Addresses are completed from the sources of the folder, so they are always those that exist.',
  options: z.object({}),
  examples: [
    { line: 'source <(plumbline completion bash)', what: 'in ~/.bashrc' },
    { line: 'source <(plumbline completion zsh)', what: 'in ~/.zshrc' },
    { line: 'plumbline completion fish | source', what: 'in config.fish' },
  ],

  run({ words, context }) {
    const [shell = '', ...more] = words
    const script = scripts.get(shell)
    if (script === undefined || more.length > 0) {
      const hint = shell === '' ? '' : didYouMean(shell, [...scripts.keys()])
      return misused(context, 'completion', `it needs the name of a shell: bash, zsh or fish.${hint}`)
    }
    context.print(script)
    return exit.good
  },
})

// A word may have begun with a quote: what completes it is then said as it is, otherwise escaped.
const bash = `_plumbline() {
  local words=("\${COMP_WORDS[@]:1:COMP_CWORD-1}")
  local cur="\${COMP_WORDS[COMP_CWORD]}" quoted="" line
  case "$cur" in
    [\\'\\"]*) quoted=1 cur="\${cur:1}" ;;
    *) cur="\${cur//\\\\/}" ;;
  esac
  COMPREPLY=()
  while IFS= read -r line; do
    [ -n "$line" ] || continue
    [ -n "$quoted" ] && COMPREPLY+=("$line") || COMPREPLY+=("$(printf '%q' "$line")")
  done < <(plumbline complete -- "\${words[@]}" "$cur" 2>/dev/null)
}
complete -o default -F _plumbline plumbline
`

const zsh = `#compdef plumbline
_plumbline() {
  local -a found
  found=("\${(@f)$(plumbline complete -- "\${(@Q)words[2,CURRENT-1]}" "\${(Q)PREFIX}" 2>/dev/null)}")
  found=(\${found:#})
  if (( \${#found} )); then compadd -- "\${found[@]}"; else _files; fi
}
compdef _plumbline plumbline
`

const fish = `function __plumbline_complete
  set -l words (commandline -opc)
  set -l word (string replace -r '^["\\']' '' -- (commandline -ct) | string replace -ra '\\\\\\\\(.)' '$1')
  plumbline complete -- $words[2..-1] "$word" 2>/dev/null
end
complete -c plumbline -a '(__plumbline_complete)'
`

const scripts: ReadonlyMap<string, string> = new Map([
  ['bash', bash],
  ['zsh', zsh],
  ['fish', fish],
])
