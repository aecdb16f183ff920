import { readCode } from '../../engine/drift/code.ts'
import { tracedLive } from '../../engine/drift/traced.ts'
import { refusedIn } from '../../engine/refused.ts'
import { joinedEstates } from '../../engine/estate.ts'
import { readEstate } from '../../engine/read.ts'
import type { Before } from '../../engine/review/assess.ts'
import { withExternals } from '../../engine/review/external.ts'
import { joinedFolders, reviewEstate, reviewFolder, type FolderReview } from '../../engine/review/folder.ts'
import { review as reviewWhole, type Review } from '../../engine/review/review.ts'
import { isPlan } from '../../model/change.ts'
import type { Snapshot } from '../../kernel/ports.ts'
import type { External } from '../../model/external.ts'
import type { FilePath } from '../../kernel/brand.ts'
import type { Estate, Reading } from '../../model/reading.ts'
import type { PlanRule } from '../../rules/plan/plan-rule.ts'
import type { Rule } from '../../rules/rule.ts'
import type { Call } from '../command.ts'
import { readFolder, type Opened, type ReadingOptions, type Shown } from '../reading.ts'

/** The state that is under review, and the one that it is compared with. */
interface States {
  readonly found: Review
  readonly before: Before | undefined
  /** How many rules about changes were asked. */
  readonly planRules: number
  readonly shown: Shown
}

/** Whom to ask, and about what beside the folders. */
interface Asking {
  readonly rules: readonly Rule[]
  readonly planRules: () => Promise<readonly PlanRule[]>
  /** The files before the change. */
  readonly old: Snapshot | undefined
  /** What other tools have found. */
  readonly externals: readonly External[]
  /** What runs, which is reviewed in the place of the code that it comes from. */
  readonly live: Reading | undefined
}

type ReviewCall = Call<ReadingOptions & { readonly noCache: boolean; readonly since?: string | undefined }>

/** Reviews the folders, now and before the change. */
export async function statesOf(
  opened: readonly [Opened, ...Opened[]],
  asking: Asking,
  call: ReviewCall,
): Promise<States> {
  if (asking.live !== undefined) return running(opened, asking.live, asking, call)
  // Findings of other tools are traced through the readings, so these are needed themselves.
  return asking.externals.length > 0 ? whole(opened, asking, call) : unitByUnit(opened, asking, call)
}

/** What runs, traced to the code as far as it is the same. */
async function running(
  opened: readonly Opened[],
  live: Reading,
  { rules, planRules }: Asking,
  { context }: ReviewCall,
): Promise<States> {
  const codes = opened.map(({ repository: { snapshot, folder }, options }) =>
    readCode({ snapshot, folder, options, live, dump: live.root }),
  )
  const readings = codes.flatMap((one) => one.readings)
  const reading = tracedLive({ readings, live, namespace: undefined, waivers: [], today: context.today })
  const text = (file: FilePath): string | undefined =>
    reading.texts.get(file) ?? codes.map((one) => one.text(file)).find((one) => one !== undefined)
  const estate: Estate = { readings: [reading], diagnostics: [], text }
  const joined = joinedFolders([await reviewEstate(estate, { rules, planRules })])
  return { found: joined.review, before: undefined, planRules: joined.planRules, shown: estate }
}

async function unitByUnit(
  opened: readonly [Opened, ...Opened[]],
  { rules, planRules, old }: Asking,
  call: ReviewCall,
): Promise<States> {
  const folders: FolderReview[] = []
  for (const one of opened) folders.push(await folderNow(one, { rules, planRules }, call))
  const now = joinedFolders(folders)
  const before = old && (await foldersBefore(old, opened, rules, call))
  return { found: withRefused(now.review, opened), before, planRules: now.planRules, shown: now }
}

/** With what the system didn't let be read, each once. */
function withRefused(found: Review, opened: readonly [Opened, ...Opened[]]): Review {
  const [{ repository }] = opened
  const known = new Set(found.diagnostics.map(({ code, span }) => `${code} ${span.file}`))
  const refused = refusedIn(repository.snapshot).filter(
    ({ code, span }) => !known.has(`${code} ${span.file}`),
  )
  return refused.length === 0 ? found : { ...found, diagnostics: [...refused, ...found.diagnostics] }
}

async function folderNow(
  opened: Opened,
  asked: Pick<Asking, 'rules' | 'planRules'>,
  call: ReviewCall,
): Promise<FolderReview> {
  const { context } = call
  // What is downloaded isn't in the folder, and may be something else the next time.
  if (call.options.fetch) return reviewEstate(await readFolder(opened, call), asked)
  const { repository, options } = opened
  context.progress(`reading ${repository.typed(repository.folder) || '.'} ...`)
  const made = await reviewFolder({
    snapshot: repository.snapshot,
    folder: repository.folder,
    options,
    ...asked,
    cache: call.options.noCache ? undefined : context.cache(),
    state: 'now',
    progress: (done, all, { root }) =>
      context.progress(`reviewing ${done + 1} of ${all}: ${repository.typed(root) || '.'}`),
  })
  context.progress(undefined)
  return made
}

async function foldersBefore(
  snapshot: Snapshot,
  opened: readonly Opened[],
  rules: readonly Rule[],
  { options: given, context }: ReviewCall,
): Promise<Before> {
  const reviews = opened.map(({ repository: { folder }, options }) =>
    reviewFolder({
      snapshot,
      folder,
      options,
      rules,
      planRules: async () => [],
      cache: given.noCache ? undefined : context.cache(),
      state: 'before',
    }),
  )
  const joined = joinedFolders(await Promise.all(reviews))
  return { name: given.since ?? '', review: joined.review, text: (file) => joined.text(file) }
}

async function whole(
  opened: readonly [Opened, ...Opened[]],
  { rules, planRules, old, externals }: Asking,
  call: ReviewCall,
): Promise<States> {
  const [{ repository }] = opened
  const estates: Estate[] = []
  for (const one of opened) estates.push(await readFolder(one, call))
  const estate = withFiles(joinedEstates(estates), repository.snapshot)
  const loaded = estate.readings.some(isPlan) ? await planRules() : []
  const { review, before } = withExternals(
    reviewWhole(estate, rules, loaded),
    externals,
    { root: repository.root, folders: opened.map((one) => one.repository.folder) },
    {
      now: { estate, text: (file) => estate.text(file) },
      before: old && wholeBefore(old, opened, call.options.since ?? '', rules),
    },
  )
  return { found: review, before, planRules: loaded.length, shown: estate }
}

/** An estate that has the texts of files which no reader reads too: other tools speak of them. */
function withFiles(estate: Estate, snapshot: Snapshot): Estate {
  return { ...estate, text: (file) => estate.text(file) ?? snapshot.text(file) }
}

function wholeBefore(
  snapshot: Snapshot,
  opened: readonly Opened[],
  name: string,
  rules: readonly Rule[],
): Before & { readonly estate: Estate } {
  const estates = opened.map(({ repository, options: read }) => readEstate(snapshot, repository.folder, read))
  const estate = withFiles(joinedEstates(estates), snapshot)
  return { name, estate, review: reviewWhole(estate, rules), text: (file) => estate.text(file) }
}
