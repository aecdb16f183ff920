import { z } from 'zod'
import { mergeVersions, type Conflict, type Versions } from '../../engine/merge/merge.ts'
import { filePath } from '../../kernel/brand.ts'
import type { Markers } from '../../model/merging.ts'
import { withoutCredentialsIn } from '../../model/without-credentials.ts'
import { command, exit, misused, type Call, type ExitCode } from '../command.ts'
import { installed, uninstalled } from './install.ts'

const options = z.object({
  output: z
    .string()
    .optional()
    .meta({ description: 'write to this file instead of OURS, or to the screen with -', value: 'FILE' }),
  path: z.string().optional().meta({ description: 'the name of the file in the repository', value: 'NAME' }),
  markerSize: z
    .string()
    .regex(/^\d+$/u)
    .default('7')
    .meta({ description: 'how long conflict markers are', value: 'N' }),
  conflictStyle: z
    .enum(['merge', 'diff3', 'zdiff3'])
    .optional()
    .meta({ description: 'whether conflicts show what both come from; as git is configured when not given' }),
  oursLabel: z
    .string()
    .default('ours')
    .meta({ description: 'what stands behind the markers', value: 'TEXT' }),
  baseLabel: z
    .string()
    .default('base')
    .meta({ description: 'what stands behind the markers', value: 'TEXT' }),
  theirsLabel: z
    .string()
    .default('theirs')
    .meta({ description: 'what stands behind the markers', value: 'TEXT' }),
  install: z.boolean().default(false).meta({ description: 'make git merge with it in this repository' }),
  uninstall: z.boolean().default(false).meta({ description: 'take that back' }),
  global: z
    .boolean()
    .default(false)
    .meta({ description: 'with those two: in all repositories of this user' }),
})
export type MergeCall = Call<z.infer<typeof options>>

/** Exit codes: 0 merged, 1 there are conflicts, 2 a file could not be read or written. */
export const merge = command({
  name: 'merge',
  summary: 'Merge files by what they say instead of by lines, for git.',
  forms: ['BASE OURS THEIRS', '--install|--uninstall [--global]'],
  about:
    'Merges two versions of a file of Terraform, YAML or JSON that come from one. Changes to different arguments, keys, blocks, documents and items of lists do not conflict, however near to each other they stand; ' +
    'what is inserted in one place by both is kept of both, the same change of both is made once, and comments and form are those of the side that changed them. ' +
    "Where both changed one value differently there is a conflict, in git's markers, and what each side has is said on standard error. " +
    'A file that cannot be read in its language is merged by lines, as `git merge-file` does it. The result is read again: if it would break or lose anything, all of it is a conflict. ' +
    'Written to OURS, as git expects it of a merge driver. The exit code is 0 when all is merged, 1 when there are conflicts, and 2 when a file could not be read or written.',
  options,
  examples: [
    {
      line: 'plumbline merge --install',
      what: 'from now on `git merge`, `rebase` and `cherry-pick` use it here',
    },
    { line: 'plumbline merge base.tf ours.tf theirs.tf --output -', what: 'three files, to the screen' },
  ],

  run(call) {
    const { words, options: given, context } = call
    if (given.install !== given.uninstall) {
      if (words.length > 0) return misused(context, 'merge', 'it takes no files to be installed.')
      return given.install ? installed(call) : uninstalled(call)
    }
    const [base, ours, theirs, ...more] = words
    if (
      given.install ||
      base === undefined ||
      ours === undefined ||
      theirs === undefined ||
      more.length > 0
    ) {
      return misused(context, 'merge', 'it takes three files: what both come from, ours and theirs.')
    }
    return mergedFiles({ base, ours, theirs }, call)
  },
})

function mergedFiles(files: Versions, call: MergeCall): ExitCode {
  const { context, options: given } = call
  const name = labelled(given.path, files.ours, '%P')
  const texts = [files.base, files.ours, files.theirs].map((file) => context.files.text(file))
  const [base, ours, theirs] = texts
  if (base === undefined || ours === undefined || theirs === undefined) {
    const missing = [files.base, files.ours, files.theirs].filter((_, at) => texts[at] === undefined)
    context.complain(`plumbline merge: ${missing.join(' and ')} cannot be read.\n`)
    return exit.input
  }
  const markers = markersOf(call)
  const isText = [base, ours, theirs].every((text) => !text.includes('\uFFFD') && !text.includes('\0'))
  if (!isText) return byLines(files, 'it is not text in UTF-8', { name, markers, call })
  const result = mergeVersions(filePath(name), { base, ours, theirs }, markers)
  if (result.kind === 'by-lines') return byLines(files, result.why, { name, markers, call })
  if (!written(result.text, files.ours, call)) return exit.input
  if (result.kind === 'broken') {
    context.complain(`${name}: all of it is a conflict, since ${result.why}.\n`)
    return exit.no
  }
  if (result.conflicts.length === 0) return exit.good
  context.complain(said(name, result.conflicts))
  return exit.no
}

interface Merging {
  readonly name: string
  readonly markers: Markers
  readonly call: MergeCall
}

function byLines(files: Versions, why: string, { name, markers, call }: Merging): ExitCode {
  const { context, options: given } = call
  if (given.output === '-') {
    context.complain(
      `plumbline merge: ${name} can only be merged by lines, which needs a file for --output: ${why}.\n`,
    )
    return exit.input
  }
  const done = context.mergeLines({ ...files, output: given.output ?? files.ours, markers })
  if (done.kind === 'failed') {
    context.complain(
      `${name}: not merged. By structure it can't be since ${why}, and git does not merge its lines.\n`,
    )
    return exit.no
  }
  context.complain(`${name}: merged by lines, since ${why}.\n`)
  return done.conflicts === 0 ? exit.good : exit.no
}

function written(text: string, ours: string, { context, options: given }: MergeCall): boolean {
  if (given.output === '-') {
    context.print(text)
    return true
  }
  const file = given.output ?? ours
  if (context.files.write(file, text)) return true
  context.complain(`plumbline merge: ${file} cannot be written.\n`)
  return false
}

/** An older git leaves the names of labels that it doesn't know as they are. */
function labelled(text: string | undefined, otherwise: string, placeholder: string): string {
  return text === undefined || text === placeholder || text === '' ? otherwise : text
}

function markersOf({ options: given, context }: MergeCall): Markers {
  const style = given.conflictStyle ?? configuredStyle(context)
  return {
    size: Math.min(Math.max(1, Number(given.markerSize)), 200),
    ours: labelled(given.oursLabel, 'ours', '%X'),
    base: labelled(given.baseLabel, 'base', '%S'),
    theirs: labelled(given.theirsLabel, 'theirs', '%Y'),
    showsBase: style === 'diff3' || style === 'zdiff3',
  }
}

function configuredStyle(context: MergeCall['context']): string {
  const run = context.program('git', ['config', 'merge.conflictStyle'], '.', {})
  return run.kind === 'printed' ? run.text.trim() : 'merge'
}

/** What each side has in each conflict, without comments. */
function said(name: string, conflicts: readonly Conflict[]): string {
  const count = conflicts.length === 1 ? '1 conflict' : `${conflicts.length} conflicts`
  return [
    `${name}: ${count}`,
    ...conflicts.flatMap(({ path, base, ours, theirs, what }) => [
      `  ${path.filter((one) => one !== '').join(' > ') || 'the whole file'}${notes[what]}`,
      ...(base === undefined ? [] : [`    before  ${shown(base, path)}`]),
      `    ours    ${shown(ours, path)}`,
      `    theirs  ${shown(theirs, path)}`,
    ]),
    '',
  ].join('\n')
}

const notes: Readonly<Record<Conflict['what'], string>> = {
  value: '',
  comment: ' (what stands around it)',
  order: ' (the order)',
}

/** As much of a value as tells it from another, on one line, with what is secret masked. */
function shown(value: string | undefined, path: readonly string[]): string {
  if (value === undefined) return '(taken away)'
  const line = withoutCredentialsIn(value, path.at(-1) ?? '')
    .replaceAll(/\s+/gu, ' ')
    .trim()
  if (line === '') return '(nothing)'
  return line.length > 90 ? `${line.slice(0, 89)}…` : line
}
