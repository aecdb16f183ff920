import { exit, type ExitCode } from '../command.ts'
import type { MergeCall } from './command.ts'

/** Tells git of the driver, and which files it is for. What is there already stays. */
export function installed(call: MergeCall): ExitCode {
  const place = placeOf(call)
  if (place === undefined) return exit.input
  const { context } = call
  const asked = [
    ['merge.plumbline.name', 'merge by structure'],
    ['merge.plumbline.driver', driver],
  ]
  for (const [name = '', value = ''] of asked) {
    if (configured(call, [name, value]) === undefined)
      return refused(call, 'git did not take its configuration')
  }
  const before = context.files.text(place.attributes) ?? ''
  const missing = lines.filter((line) => !before.split(/\r?\n/u).includes(line))
  const start = before === '' || before.endsWith('\n') ? before : `${before}\n`
  if (missing.length > 0 && !context.files.write(place.attributes, `${start}${missing.join('\n')}\n`)) {
    return refused(call, `${place.attributes} cannot be written`)
  }
  context.print(`git merges ${endings.map((one) => `*.${one}`).join(', ')} with plumbline from now on.\n`)
  context.print(`Files: ${place.attributes}\nDriver: ${driver}\n`)
  return exit.good
}

/** Takes back exactly what was told. */
export function uninstalled(call: MergeCall): ExitCode {
  const place = placeOf(call)
  if (place === undefined) return exit.input
  const { context } = call
  // Nothing to take away is as good.
  configured(call, ['--remove-section', 'merge.plumbline'])
  const before = context.files.text(place.attributes)
  const kept = before?.split('\n').filter((line) => !lines.includes(line.replace(/\r$/u, '')))
  if (kept !== undefined && !context.files.write(place.attributes, kept.join('\n'))) {
    return refused(call, `${place.attributes} cannot be written`)
  }
  context.print('git merges by lines again.\n')
  return exit.good
}

/** https://git-scm.com/docs/gitattributes#_defining_a_custom_merge_driver */
const driver =
  'plumbline merge %O %A %B --marker-size %L --path %P --base-label %S --ours-label %X --theirs-label %Y'
const endings = ['tf', 'tofu', 'tfvars', 'hcl', 'yaml', 'yml', 'json']
const lines = endings.map((ending) => `*.${ending} merge=plumbline`)

interface Placed {
  readonly attributes: string
}

/** The file in which git is told which driver a file has. */
function placeOf(call: MergeCall): Placed | undefined {
  const { context, options } = call
  if (!options.global) {
    const top = printedBy(call, ['rev-parse', '--show-toplevel'])
    if (top === undefined) {
      refused(call, 'this folder is in no git repository; --global installs it for all of them')
      return undefined
    }
    return { attributes: `${top}/.gitattributes` }
  }
  const own = printedBy(call, ['config', '--global', '--type=path', 'core.attributesFile'])
  const home = context.environment.get('XDG_CONFIG_HOME') ?? ''
  const folder = home === '' ? `${context.environment.get('HOME') ?? ''}/.config` : home
  return { attributes: own ?? `${folder}/git/attributes` }
}

function configured(call: MergeCall, args: readonly string[]): string | undefined {
  return printedBy(call, ['config', call.options.global ? '--global' : '--local', ...args], true)
}

function printedBy({ context }: MergeCall, args: readonly string[], mayBeEmpty = false): string | undefined {
  const run = context.program('git', args, '.', {})
  if (run.kind !== 'printed') return undefined
  const text = run.text.trim()
  return text === '' && !mayBeEmpty ? undefined : text
}

function refused({ context }: MergeCall, why: string): ExitCode {
  context.complain(`plumbline merge: ${why}.\n`)
  return exit.input
}
