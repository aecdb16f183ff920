import { z } from 'zod'
import { configOf } from '../../engine/config/config.ts'
import { assess } from '../../engine/review/assess.ts'
import { joinedReviews, reviewer, type Review, type UnitReview } from '../../engine/review/review.ts'
import { blastBetween } from '../../engine/blast/edit.ts'
import { filesOf } from '../../engine/edit/edit.ts'
import { repairAll, violatedIn, type FindingsOf, type Repairs } from '../../engine/edit/repair.ts'
import { readState, type EditState } from '../../engine/edit/state.ts'
import type { EditBlast } from '../../model/blast.ts'
import type { EditAnswer } from '../../model/edit.ts'
import type { Finding } from '../../model/finding.ts'
import type { Reading } from '../../model/reading.ts'
import { allPlanRules, allRules } from '../../rules/index.ts'
import type { Rule } from '../../rules/rule.ts'
import { repairsText } from '../../report/edit/repairs.ts'
import { command, exit, misused, type Call, type ExitCode } from '../command.ts'
import { readToEdit, writeEdit, writingOptions } from '../edited.ts'
import { openFolder, readingOptions, viewOf, type Opened } from '../reading.ts'
import { chosenRules } from '../chosen.ts'

const { source: _, ...sourcesOptions } = readingOptions
const { allowOthers: __, format: ___, ...ways } = writingOptions
const options = z.object({
  ...sourcesOptions,
  ...ways,
  since: z
    .string()
    .optional()
    .meta({ description: 'only what got worse since this commit or branch', value: 'REF' }),
})
type FixCall = Call<z.infer<typeof options>>

/** Exit codes: 0 everything that was found is mended, 1 something is left. */
export const fix = command({
  name: 'fix',
  summary: 'Mend what rules object to, each repair verified by reading again.',
  forms: ['[RULE…] [DIR]'],
  about:
    'Rules say their repair as values that are wanted, so that one repair serves every language. Each is written on the line that sets the value, and everything is read again: the finding is gone, no other came, and nothing else is different; else it is refused, and said. ' +
    'RULE is an id, the beginning of one or an alias; without any, every rule that knows its repair. Waived findings are left alone. Nothing is written without --write or --branch.',
  options,
  examples: [
    { line: 'plumbline fix', what: 'show what can be mended' },
    { line: 'plumbline fix kubernetes/pods charts/web --write', what: 'the rules about pods, in one chart' },
    { line: 'plumbline fix --since main --write', what: 'what this branch made worse' },
  ],

  async run(call) {
    const { words, context } = call
    const last = words.at(-1)
    const isFolder = last !== undefined && context.files.kindOf(last) === 'folder'
    const names = isFolder ? words.slice(0, -1) : words
    const chosen = chosenRules(await allRules(), { rule: names, skip: [] })
    if (typeof chosen === 'string') return misused(context, 'fix', chosen)
    if (call.options.write && call.options.branch !== undefined)
      return misused(context, 'fix', '--write and --branch are two ways of writing; give one.')
    const opened = openFolder('fix', isFolder ? last : '.', call)
    return opened.kind === 'refused' ? opened.code : mended(opened, chosen.rules, call)
  },
})

async function mended(opened: Opened, chosen: readonly Rule[], call: FixCall): Promise<ExitCode> {
  const { context, options: given } = call
  const editing = { ...call, options: { ...given, allowOthers: false, format: 'text' as const } }
  const before = await readToEdit(opened, editing)
  const review = reviewing(await allRules())
  const old = oldReview(opened, call, review)
  if (typeof old === 'string') return misused(context, 'fix', old)
  const names = new Set(chosen.map(({ id }) => id))
  const told = toldOf(before, review(before), old, opened, call).filter(
    ({ rule, verdict }) => verdict === 'violated' && names.has(rule),
  )
  const found = told.filter(({ repair = [] }) => repair.length > 0)
  const findingsOf: FindingsOf = (state) => violatedIn(review(state))
  const repairs = repairAll(before, found, findingsOf, (done) =>
    context.progress(`mending ${done + 1} of ${found.length} ...`),
  )
  context.progress(undefined)
  const blast = blastBetween(before.estate.readings, repairs.state.estate.readings, await allPlanRules())
  tell(opened, before, { ...repairs, unknown: told.length - found.length, blast }, editing)
  const answer = wholeAnswer(before, repairs)
  const code = answer === undefined ? undefined : writeEdit(opened, answer, editing, titleOf(repairs))
  if (answer !== undefined && !given.write && given.branch === undefined)
    context.print('  Nothing is written yet: --write writes it, --branch NAME makes a commit.\n')
  return code ?? (repairs.done.length < told.length ? exit.no : exit.good)
}

function tell(
  opened: Opened,
  before: EditState,
  repairs: Repairs & { readonly unknown: number; readonly blast: EditBlast },
  call: Parameters<typeof readToEdit>[1],
): void {
  const reading = { ...call, options: { ...call.options, source: undefined } }
  const views = {
    before: viewOf(opened, before.estate, reading, false),
    after: viewOf(opened, repairs.state.estate, reading, false),
  }
  call.context.print(repairsText(views, repairs, filesOf(before, repairs.state)))
}

/** All repairs as one edit. */
function wholeAnswer(
  before: EditState,
  { state, done }: Repairs,
): Extract<EditAnswer, { kind: 'edited' }> | undefined {
  const [first] = done
  if (first === undefined || first.answer.kind !== 'edited') return undefined
  return { ...first.answer, files: filesOf(before, state), after: state.estate }
}

function titleOf({ done }: Repairs): string {
  const rules = [...new Set(done.map(({ finding }) => finding.rule))]
  return rules.length === 1 ? `Fix ${rules[0] ?? ''}` : `Fix ${done.length} findings of ${rules.length} rules`
}

type ReviewOf = (state: EditState) => readonly UnitReview[]

/** The review of a state, of each reading once. */
function reviewing(rules: readonly Rule[]): ReviewOf {
  const ask = reviewer(rules, [])
  const known = new WeakMap<Reading, UnitReview>()
  return ({ estate }) =>
    estate.readings.map((reading) => {
      const made = known.get(reading) ?? ask(reading, (file) => reading.texts.get(file) ?? estate.text(file))
      known.set(reading, made)
      return made
    })
}

/** The review of the files as they were; undefined when nobody asks for it, a text when there is no such commit. */
function oldReview(
  { repository, options: read }: Opened,
  { options: { since } }: FixCall,
  review: ReviewOf,
):
  | { readonly name: string; readonly review: Review; text(file: Reading['root']): string | undefined }
  | undefined
  | string {
  if (since === undefined) return undefined
  const snapshot = repository.before(since)
  if (snapshot === undefined) return `git knows no commit ${since} that this one comes from.`
  const state = readState({ snapshot, folder: repository.folder, options: read })
  return { name: since, review: joinedReviews(review(state), []), text: (file) => snapshot.text(file) }
}

/** What a review would report: without what is waived or excluded, and only what is worse. */
function toldOf(
  state: EditState,
  units: readonly UnitReview[],
  before: Exclude<ReturnType<typeof oldReview>, string>,
  { repository }: Opened,
  { context }: FixCall,
): readonly Finding[] {
  const { config } = configOf(repository.snapshot)
  const assessment = {
    config,
    before,
    baseline: undefined,
    today: context.today,
    text: (file: Reading['root']) => state.estate.text(file),
  }
  return assess(joinedReviews(units, []), 0, assessment).findings
}
