import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { CredentialRef, Source } from '../../contract/nouns.ts'
import type { BranchState } from '../../contract/records.ts'
import {
  baseOf,
  blameAt,
  hasCommit,
  newCommits,
  remoteHeads,
  updateMirror,
  type Origin,
} from '../../host/mirror.ts'
import { commitInMirror, type MadeCommit, type WantedCommit } from '../../host/mirror-commit.ts'
import { Fault } from '../../kernel/fault.ts'
import type { BlamePort } from '../../store/queries/resources.ts'
import type { Fetched, FollowTools } from '../../workflows/sources/follow.ts'

/** The mirrors of this machine, one for each source, below a folder. */
export class Mirrors {
  readonly #folder: string
  /** What goes on at each mirror: one thing at a time. */
  readonly #turns = new Map<string, Promise<unknown>>()

  constructor(folder: string) {
    this.#folder = folder
  }

  place(project: string, source: string): string {
    return join(this.#folder, project, `${source}.git`)
  }

  readonly blame: BlamePort = async (project, source, sha, place) => {
    const found = await blameAt(this.place(project, source), sha, place)
    return found?.kind === 'commit' ? found : undefined
  }

  readonly fetch: FollowTools['fetch'] = async (project, source, known, signal) => {
    try {
      return await this.#inTurn(project, source.id, () => this.#fetched(project, source, known, signal))
    } catch (error) {
      if (!(error instanceof Fault)) throw error
      return { kind: 'failed', why: error.facts['why'] ?? error.message }
    }
  }

  /** Makes sure that a commit is here, and tells what it is compared with. */
  async prepared(
    project: string,
    source: Source,
    { sha, branch }: { readonly sha: string; readonly branch: string },
    signal: AbortSignal,
  ): Promise<{ readonly mirror: string; readonly base: string | undefined } | undefined> {
    return this.#inTurn(project, source.id, async () => {
      const mirror = this.place(project, source.id)
      if (!(await hasCommit(mirror, sha))) await updateMirror(mirror, originOf(source), signal)
      if (!(await hasCommit(mirror, sha))) return undefined
      const isDefault = branch === source.defaultBranch
      return { mirror, base: await baseOf(mirror, sha, isDefault ? '' : source.defaultBranch) }
    })
  }

  /** Makes a commit under a name of our own. */
  async committed(
    project: string,
    source: Source,
    wanted: WantedCommit,
    signal: AbortSignal,
  ): Promise<MadeCommit> {
    return this.#inTurn(project, source.id, async () => {
      const mirror = this.place(project, source.id)
      if (!(await hasCommit(mirror, wanted.parent))) await updateMirror(mirror, originOf(source), signal)
      return commitInMirror(mirror, wanted, signal)
    })
  }

  async #fetched(
    project: string,
    source: Source,
    known: ReadonlyMap<string, string>,
    signal: AbortSignal,
  ): Promise<Fetched> {
    const origin = originOf(source)
    const { defaultBranch: head, heads: every } = await remoteHeads(origin, signal)
    const defaultBranch = defaultOf(source, head, every)
    const heads = [...every].filter(
      ([branch]) => branch === defaultBranch || source.branches.some((one) => isNamed(branch, one)),
    )
    const mirror = this.place(project, source.id)
    const isNew = heads.some(([branch, sha]) => known.get(branch) !== sha)
    if (isNew) await updateMirror(mirror, origin, signal)
    // The default branch first: what the others have of it is its.
    const sorted = heads.toSorted(
      ([one], [other]) =>
        Number(other === defaultBranch) - Number(one === defaultBranch) || (one < other ? -1 : 1),
    )
    const seen = new Set(known.values())
    const branches: BranchState[] = []
    for (const [branch, sha] of sorted) {
      const commits =
        known.get(branch) === sha ? [] : await newCommits(mirror, sha, [...seen], mostCommits(known))
      seen.add(sha)
      branches.push({ branch, sha, commits })
    }
    return { kind: 'fetched', defaultBranch, branches }
  }

  async #inTurn<Made>(project: string, source: string, work: () => Promise<Made>): Promise<Made> {
    const place = this.place(project, source)
    const before = this.#turns.get(place) ?? Promise.resolve()
    const mine = before.then(work, work)
    this.#turns.set(
      place,
      mine.catch(() => undefined),
    )
    return mine
  }
}

/** A folder that somebody works in has its head on what is checked out there, which may be any branch at any time. */
function defaultOf({ url, defaultBranch }: Source, head: string, heads: ReadonlyMap<string, string>): string {
  const isPath = url.startsWith('/') || url.startsWith('file:')
  const usual = isPath ? [defaultBranch, 'main', 'master', 'trunk'] : []
  return usual.find((one) => heads.has(one)) ?? head
}

/** Of a source that is new some commits of its past are looked at; later, all. */
function mostCommits(known: ReadonlyMap<string, string>): number {
  return known.size === 0 ? 10 : 1000
}

function isNamed(branch: string, pattern: string): boolean {
  const parts = pattern.split('*').map((part) => part.replaceAll(/[$()+.?[\\\]^{|}]/gu, String.raw`\$&`))
  return new RegExp(`^${parts.join('.*')}$`, 'u').test(branch)
}

function originOf({ url, credential }: Source): Origin {
  return { url, credential: credential === undefined ? undefined : credentialOf(credential) }
}

/** Where a credential is, is stored; what it is, is read when it is used. */
function credentialOf(reference: CredentialRef): Origin['credential'] {
  if (reference.kind === 'env') {
    const text = process.env[reference.name]
    if (text === undefined)
      throw new Fault('host/unreadable', { why: `the environment has no ${reference.name}` })
    return { kind: 'secret', text }
  }
  try {
    const text = readFileSync(reference.path, 'utf8').trim()
    return text.startsWith('-----BEGIN') ? { kind: 'key', file: reference.path } : { kind: 'secret', text }
  } catch (error) {
    throw new Fault('host/unreadable', { why: `${reference.path} cannot be read` }, error)
  }
}
