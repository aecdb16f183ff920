import type { WrittenHook } from '../../model/hook.ts'
import type { CommitRecord, FindingRecord } from '../../contract/records.ts'
import type { DiagnosticNoun, DifferenceRoot } from '../../contract/nouns.ts'
import type { Cache } from '../../engine/cache/cache.ts'
import type { Config } from '../../engine/config/config.ts'
import { differenceOf } from '../../engine/difference/difference.ts'
import type { KeptReadings } from '../../engine/difference/kept.ts'
import { readStates } from '../../engine/difference/states.ts'
import { readEstate } from '../../engine/read.ts'
import { assess, type Before } from '../../engine/review/assess.ts'
import { joinedFolders, reviewFolder } from '../../engine/review/folder.ts'
import type { Review } from '../../engine/review/review.ts'
import type { FilePath } from '../../kernel/brand.ts'
import type { Diagnostic } from '../../kernel/diagnostic.ts'
import type { Snapshot } from '../../kernel/ports.ts'
import { sensitiveSpans } from '../../model/mask.ts'
import type { ReadOptions } from '../../model/options.ts'
import type { Estate } from '../../model/reading.ts'
import type { ReviewReport } from '../../model/review.ts'
import { diffJson } from '../../report/diff/json.ts'
import { diagnosticJson } from '../../report/diagnostics.ts'
import { diagnosticsOf } from '../../report/read.ts'
import type { View } from '../../report/view.ts'
import type { PlanRule } from '../../rules/plan/plan-rule.ts'
import type { Rule } from '../../rules/rule.ts'
import { findingChunks, findingCounts, findingRecords, idsOf } from './findings.ts'
import { gateResults } from './gates.ts'
import { documentOf, fileTexts, plain, readingChunks } from './readings.ts'

/** A commit that is to be reviewed, and what it is weighed by. */
export interface Reviewed {
  readonly source: string
  readonly after: Snapshot
  /** The state that it is compared with; undefined for the first commit. */
  readonly before: Snapshot | undefined
  readonly folder: FilePath
  readonly options: ReadOptions
  /** Configuration and rules of the state that is trusted, never of a change that asks to be let in. */
  readonly config: Config
  readonly diagnostics: readonly Diagnostic[]
  readonly rules: readonly Rule[]
  readonly planRules: () => Promise<readonly PlanRule[]>
  /** Whether what the commit accepts counts: on the default branch, where it has been let in already. */
  readonly isTrusted: boolean
  readonly cache: Cache | undefined
  /** Readings of the commit before, in a process that lives on. */
  readonly kept: KeptReadings | undefined
  readonly today: string
  /** What the commit's own configuration says of hooks; it counts when the default branch has it. */
  readonly hooks: readonly WrittenHook[]
  /** Numbers of reports that were sent for the commit. */
  readonly reports: Readonly<Record<string, number>>
  /** Milliseconds of a clock that only goes forward. */
  clock(): number
}

/** As many changed values as are kept of one commit. */
const mostChanges = 2000

/** Everything that there is to say of a commit, as it is kept. */
export async function reviewCommit(given: Reviewed): Promise<CommitRecord> {
  const times = new Timings(given)
  const states = times.of('read', () => statesOf(given))
  const reviews = await times.of('review', () => reviewsOf(given))
  const { all, change } = times.of('assess', () => assessed(given, reviews))
  const difference = times.of('compare', () => differenceOf(states.before, states.after))
  const views = { before: viewOf(states.before), after: viewOf(states.after) }
  const judged = [
    ...all.findings.map((finding) => ({ finding, waiver: undefined })),
    ...all.accepted.map(({ finding, waiver }) => ({ finding, waiver })),
  ]
  const ids = idsOf(
    given.source,
    judged.map(({ finding }) => finding),
  )
  const records = findingRecords(views.after, ids, judged)
  const readings = times.of('trace', () =>
    states.after.readings.flatMap((one) => readingChunks(views.after, one)),
  )
  const roots = plain(diffJson(views, { difference, since: '' }, [])['roots'] ?? []) as unknown
  const cut = cutTo(roots as readonly DifferenceRoot[], mostChanges)
  const changes = changesIn(roots as readonly DifferenceRoot[])
  const counts = findingCounts(records)
  const worse = given.before === undefined ? [] : change.findings
  return {
    readings,
    findings: findingChunks(records),
    files: fileTexts(views.after, readings),
    body: {
      difference: cut,
      isCut: changes > mostChanges,
      diagnostics: diagnosticNouns(views.after, [...all.diagnostics, ...errorsOf(states.after)]),
      worse: named(findingRecords(views.after, ids, worse.map(plainly)), records),
      fixed: findingRecords(
        views.before,
        idsOf(given.source, reviews.before?.review.findings ?? []),
        change.fixed.map(plainly),
      ),
    },
    counts,
    worse: worse.filter(({ verdict }) => verdict === 'violated').length,
    fixed: change.fixed.length,
    changes,
    resources: states.after.readings.reduce((sum, one) => sum + one.resources.length, 0),
    gates: gateResults(
      given.config.gates,
      { worse, counts, changes, reports: given.reports },
      given.config.failOn,
    ),
    hooks: given.hooks,
    timings: times.all,
  }
}

function plainly<Finding>(finding: Finding): { readonly finding: Finding; readonly waiver: undefined } {
  return { finding, waiver: undefined }
}

/** Those that are among all of the commit. */
function named(worse: readonly FindingRecord[], all: readonly FindingRecord[]): readonly FindingRecord[] {
  const known = new Set(all.map(({ id }) => id))
  return worse.filter(({ id }) => known.has(id))
}

function statesOf({ before, after, folder, options, kept }: Reviewed): {
  readonly before: Estate
  readonly after: Estate
} {
  if (before !== undefined) return readStates({ before, after }, folder, options, { kept })
  const now = readEstate(after, folder, options)
  // There is nothing to compare the first commit with, so nothing in it is a change.
  return { before: now, after: now }
}

interface Reviews {
  readonly now: Review
  readonly planRules: number
  readonly before: Before | undefined
}

async function reviewsOf({
  before,
  after,
  folder,
  options,
  rules,
  planRules,
  cache,
}: Reviewed): Promise<Reviews> {
  const asked = { folder, options, rules, cache }
  const now = joinedFolders([await reviewFolder({ ...asked, snapshot: after, planRules, state: 'now' })])
  if (before === undefined) return { now: now.review, planRules: now.planRules, before: undefined }
  const then = joinedFolders([
    await reviewFolder({ ...asked, snapshot: before, planRules: async () => [], state: 'before' }),
  ])
  return {
    now: now.review,
    planRules: now.planRules,
    before: { name: 'base', review: then.review, text: (file) => then.text(file) },
  }
}

/** What is found in all, and what of it the change made worse or good. */
function assessed(
  { after, config, diagnostics, rules, isTrusted, today }: Reviewed,
  { now, before, planRules }: Reviews,
): { readonly all: ReviewReport; readonly change: ReviewReport } {
  const weighed = { config, baseline: undefined, today, text: (file: FilePath) => after.text(file) }
  const found = { ...now, diagnostics: [...diagnostics, ...now.diagnostics] }
  const asked = rules.length + planRules
  const change = assess(found, asked, { ...weighed, before })
  // Against nothing, everything is new; only whose word counts is the question.
  const nothing = before && { ...before, review: { ...before.review, findings: [] } }
  return { change, all: assess(found, asked, { ...weighed, before: isTrusted ? undefined : nothing }) }
}

function viewOf(estate: Estate): View {
  let secrets: ReturnType<View['secrets']> | undefined
  return {
    width: 100,
    colour: false,
    showSensitive: false,
    path: (file) => file,
    text: (file) => estate.text(file),
    secrets: () => (secrets ??= sensitiveSpans(estate.readings)),
  }
}

function errorsOf(estate: Estate): readonly Diagnostic[] {
  return diagnosticsOf(estate).filter(({ severity }) => severity === 'error')
}

/** As many problems as are kept of one commit. */
const mostDiagnostics = 200

function diagnosticNouns(view: View, diagnostics: readonly Diagnostic[]): readonly DiagnosticNoun[] {
  const nouns = new Map<string, DiagnosticNoun>()
  for (const one of diagnostics) {
    const { code, severity, summary, detail, file, startLine } = documentOf<DiagnosticNoun>(
      diagnosticJson(view, one),
    )
    nouns.set(JSON.stringify([code, detail, file, startLine]), {
      code,
      severity,
      summary,
      detail,
      file,
      startLine,
    })
  }
  return [...nouns.values()].slice(0, mostDiagnostics)
}

function changesIn(roots: readonly DifferenceRoot[]): number {
  return roots.flatMap(({ groups }) => groups).reduce((sum, { changes }) => sum + changes.length, 0)
}

/** The first changes, in their groups. */
function cutTo(roots: readonly DifferenceRoot[], limit: number): readonly DifferenceRoot[] {
  let left = limit
  return roots.flatMap((root) => {
    const groups = root.groups.flatMap((group) => {
      const changes = group.changes.slice(0, Math.max(0, left))
      left -= changes.length
      return changes.length === 0 ? [] : [{ ...group, changes }]
    })
    return groups.length === 0 ? [] : [{ ...root, groups }]
  })
}

/** How long each step took. */
class Timings {
  readonly all: { readonly step: string; readonly milliseconds: number }[] = []
  readonly #clock: () => number

  constructor({ clock }: Pick<Reviewed, 'clock'>) {
    this.#clock = clock
  }

  of<Made>(step: string, work: () => Made): Made {
    const start = this.#clock()
    const made = work()
    const add = (): void => {
      this.all.push({ step, milliseconds: Math.round(this.#clock() - start) })
    }
    if (made instanceof Promise) void made.then(add, add)
    else add()
    return made
  }
}
