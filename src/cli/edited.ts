import { z } from 'zod'
import { readState, type EditState } from '../engine/edit/state.ts'
import { printJson } from '../model/json-text.ts'
import type { EditAnswer, EditedFile } from '../model/edit.ts'
import { editJson } from '../report/edit/json.ts'
import { editText } from '../report/edit/text.ts'
import { paintFor } from '../report/paint.ts'
import { counted } from '../report/words.ts'
import { exit, type Call, type ExitCode } from './command.ts'
import { viewOf, type Opened, type ReadingOptions } from './reading.ts'

/** The options of commands that change files. */
export const writingOptions = {
  write: z.boolean().default(false).meta({ description: 'write the files' }),
  branch: z
    .string()
    .optional()
    .meta({ description: 'make a commit on a new branch of git; the files stay as they are', value: 'NAME' }),
  allowOthers: z.boolean().default(false).meta({ description: 'also where other values change with it' }),
  format: z.enum(['text', 'json']).default('text').meta({ description: 'how to print' }),
}

const schema = z.object(writingOptions)
type EditingCall = Call<Omit<ReadingOptions, 'source'> & z.infer<typeof schema>>

/** Reads a folder that is open so that it can be edited, with what has to be downloaded for it where that is asked for. */
export async function readToEdit(
  { repository, options }: Opened,
  { context, options: given }: EditingCall,
): Promise<EditState> {
  const { snapshot, folder } = repository
  context.progress(`reading ${repository.typed(folder) || '.'} ...`)
  const state = given.fetch
    ? await context.fetching(repository, options, given.fetchHost, (all, fetch) =>
        readState({ snapshot: all, folder, options, fetch }),
      )
    : readState({ snapshot, folder, options }, (done, all, { root }) =>
        context.progress(`reading ${done + 1} of ${all}: ${repository.typed(root) || '.'}`),
      )
  context.progress(undefined)
  return state
}

/** Prints an edit, and how to have it. */
export function tellEdit(opened: Opened, before: EditState, answer: EditAnswer, call: EditingCall): void {
  const { context, options: given } = call
  const isDocument = given.format === 'json'
  const reading = { ...call, options: { ...given, source: undefined } }
  const view = viewOf(opened, before.estate, reading, isDocument)
  if (isDocument) {
    context.print(`${printJson(editJson(view, answer), 2)}\n`)
    return
  }
  const after = answer.kind === 'edited' ? viewOf(opened, answer.after, reading, false) : view
  context.print(editText({ before: view, after }, answer))
  if (answer.kind === 'edited' && !given.write && given.branch === undefined) {
    const paint = paintFor(context.output.colour)
    context.print(
      `${paint.dim('  Nothing is written yet: --write writes it, --branch NAME makes a commit.')}\n`,
    )
  }
}

/** Writes an edit where that is asked for; an exit code says that it could not be done. */
export function writeEdit(
  opened: Opened,
  answer: EditAnswer,
  call: EditingCall,
  title: string,
): ExitCode | undefined {
  const { context, options: given } = call
  if (answer.kind !== 'edited') return undefined
  if (given.branch !== undefined) return committed(opened, answer.files, call, title)
  if (!given.write) return undefined
  const wrong = context.files.writeAll(
    answer.files.map(({ file, after }) => ({ path: opened.repository.typed(file), text: after })),
  )
  if (wrong !== undefined) {
    context.complain(`${wrong} could not be written, so that nothing is.\n`)
    return exit.input
  }
  if (given.format === 'text') context.print(`  ${counted(answer.files.length, 'file')} written.\n`)
  return undefined
}

/** 0 where there is an edit or none is needed, 1 where it is refused. */
export function codeOfEdit(answer: EditAnswer): ExitCode {
  return answer.kind === 'refused' ? exit.no : exit.good
}

/** One commit on a new branch, made in a work tree of its own, so that the user's files stay as they are. */
function committed(
  { repository }: Opened,
  files: readonly EditedFile[],
  { context, options: { branch = '', format } }: EditingCall,
  title: string,
): ExitCode | undefined {
  const git = (...args: readonly string[]): string | undefined => {
    const run = context.program('git', args, repository.root, {})
    if (run.kind !== 'printed') context.complain(`${run.kind === 'missing' ? 'There is no git.' : run.why}\n`)
    return run.kind === 'printed' ? run.text : undefined
  }
  const paths = files.map(({ file }) => file)
  const dirty = git('status', '--porcelain', '--', ...paths)
  if (dirty === undefined) return exit.input
  if (dirty.trim() !== '') {
    context.complain(
      `${paths.map((one) => repository.typed(one)).join(', ')}: not committed yet, so that a branch would hold more than this edit. Commit first, or use --write.\n`,
    )
    return exit.input
  }
  const gitFolder = git('rev-parse', '--path-format=absolute', '--git-common-dir')?.trim()
  if (gitFolder === undefined) return exit.input
  const tree = `${gitFolder}/plumbline-${branch.replaceAll(/[^\w-]/gu, '-')}`
  // One that was killed in the middle has left it.
  if (context.files.kindOf(tree) === 'folder') git('worktree', 'remove', '--force', tree)
  if (git('worktree', 'add', '--quiet', '--detach', tree, 'HEAD') === undefined) return exit.input
  const texts = files.map(({ file, after }) => ({ path: `${tree}/${file}`, text: after }))
  // The branch comes last, so that it is there with its commit or not at all.
  const isMade =
    context.files.writeAll(texts) === undefined &&
    git('-C', tree, 'add', '--', ...paths) !== undefined &&
    git('-C', tree, 'commit', '--quiet', '-m', title, '--', ...paths) !== undefined &&
    git('-C', tree, 'branch', branch) !== undefined
  git('worktree', 'remove', '--force', tree)
  if (!isMade) return exit.input
  if (format === 'text') context.print(`  committed on the branch ${branch}.\n`)
  return undefined
}
