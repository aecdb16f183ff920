import { filesAlone } from '../../model/options.ts'
import { join } from 'node:path'
import { ownRules } from '../../cli/review/own-rules.ts'
import type { CommitRecord } from '../../contract/records.ts'
import { configOf } from '../../engine/config/config.ts'
import { KeptReadings } from '../../engine/difference/kept.ts'
import type { Cache } from '../../engine/cache/cache.ts'
import { buildName } from '../../host/build.ts'
import { commitSnapshot } from '../../host/commit-snapshot.ts'
import { folderShelf } from '../../host/shelf.ts'
import { providerTable } from '../../host/tables.ts'
import { filePath } from '../../kernel/brand.ts'
import { Fault } from '../../kernel/fault.ts'
import type { Snapshot } from '../../kernel/ports.ts'
import { allPlanRules, allRules } from '../../rules/index.ts'
import { reviewCommit } from '../../workflows/commit/review.ts'
import { policies } from '../policies.ts'

/** One commit of a mirror on this machine, as plain data: what a thread is sent. */
export interface ReviewJob {
  readonly mirror: string
  readonly source: string
  readonly sha: string
  readonly base: string | undefined
  /** On the default branch a commit's own configuration counts; elsewhere that of its base. */
  readonly isTrusted: boolean
  /** The folder that is read. */
  readonly path: string
  readonly cacheFolder: string
  readonly today: string
  readonly reports: Readonly<Record<string, number>>
}

/** Reviews a commit as `plumbline review --since BASE` does. Rules of the repository that would run code are not run: this is not its machine. */
export async function reviewJob(job: ReviewJob): Promise<CommitRecord> {
  const after = snapshotOf(job.mirror, job.sha)
  const before = job.base === undefined ? undefined : snapshotOf(job.mirror, job.base)
  const trusted = job.isTrusted || before === undefined ? after : before
  const { config, diagnostics } = configOf(trusted)
  const ours = await allRules()
  const safely = { ...config, trustRules: false }
  const own = await ownRules(trusted, safely, { loadModule: refuseModule, policies }, ours)
  return reviewCommit({
    source: job.source,
    after,
    before,
    folder: filePath(job.path),
    options: filesAlone(providerTable),
    config: safely,
    diagnostics: [...diagnostics, ...own.diagnostics],
    rules: [...ours, ...own.rules],
    planRules: allPlanRules,
    isTrusted: job.isTrusted,
    cache: cacheIn(job.cacheFolder),
    kept: keptOf(job),
    today: job.today,
    reports: job.reports,
    hooks: configOf(after).config.hooks,
    clock: () => performance.now(),
  })
}

/** The readings of the source that was reviewed last: its next commit changes few of them. */
let last: { readonly name: string; readonly kept: KeptReadings } | undefined

function keptOf({ mirror, path }: ReviewJob): KeptReadings {
  const name = `${mirror}\n${path}`
  if (last?.name !== name) last = { name, kept: new KeptReadings() }
  return last.kept
}

export function snapshotOf(mirror: string, sha: string): Snapshot {
  const snapshot = commitSnapshot(mirror, sha)
  if (snapshot === undefined) throw new Fault('host/unreadable', { commit: sha })
  return snapshot
}

function refuseModule(): Promise<{ readonly kind: 'failed'; readonly why: string }> {
  return Promise.resolve({ kind: 'failed', why: 'the server runs no code of a repository' })
}

/** As much as is kept of reviews, in bytes. */
const mostKept = 512 * 1024 * 1024

function cacheIn(folder: string): Cache | undefined {
  const build = buildName()
  return build === undefined ? undefined : { build, shelf: folderShelf(join(folder, 'reviews'), mostKept) }
}
