import type { FilePath } from '../../kernel/brand.ts'
import type { FeedChange, FeedValue } from '../../model/feed-change.ts'
import type { History, HistoryCommit, HistoryTag } from '../../model/history.ts'
import type { ReadOptions } from '../../model/options.ts'
import { digestOf, type Cache } from '../cache/cache.ts'
import { States, type State } from './states.ts'
import { valuesBetween } from './values.ts'

/** What is read of a history. */
export interface FeedScope {
  readonly history: History
  readonly folder: FilePath
  readonly options: ReadOptions
  /** What was worked out for a commit holds for ever, so it is kept between runs. */
  readonly cache: Cache | undefined
  readonly progress?: (done: number, all: number) => void
}

/**
 * The commits of a history that touch what a folder says, each with the values that it changed and their lines, and
 * the releases; the latest first. From commit to commit only what is different is read again, and a commit that touches
 * nothing that was read costs nothing.
 */
export function commitFeed(scope: FeedScope): readonly FeedChange[] {
  const reader = new Reader(scope)
  const { commits, tags } = scope.history
  const changes = commits.map((commit, at) => {
    scope.progress?.(at, commits.length)
    return changeOf(commit, reader.valuesOf(commit))
  })
  return [...changes, ...tags.map(release)].toSorted((left, right) => right.time - left.time)
}

function changeOf(
  { sha, time, author, subject, files }: HistoryCommit,
  { values, more }: Values,
): FeedChange {
  return {
    id: sha,
    kind: 'commit',
    time,
    author,
    title: subject,
    nodes: [],
    files: files.map(({ path }) => path),
    values,
    more,
    link: '',
  }
}

function release({ name, time, author, subject }: HistoryTag): FeedChange {
  const title = subject === '' || subject === name ? `release ${name}` : `release ${name}: ${subject}`
  return {
    id: name,
    kind: 'release',
    time,
    author,
    title,
    nodes: [],
    files: [],
    values: [],
    more: 0,
    link: '',
  }
}

interface Values {
  readonly values: readonly FeedValue[]
  readonly more: number
}

const none: Values = { values: [], more: 0 }

class Reader {
  readonly #scope: FeedScope
  readonly #states: States
  /** The commit read last, and what it says: going back, it mostly is the child of the next. */
  #latest: { readonly sha: string; readonly state: State } | undefined

  constructor(scope: FeedScope) {
    this.#scope = scope
    this.#states = new States(scope.folder, scope.options)
  }

  valuesOf(commit: HistoryCommit): Values {
    const { sha, parent } = commit
    // The first commit sets everything, which changes nothing.
    if (parent === undefined) return none
    const { cache, folder, options } = this.#scope
    const name =
      cache &&
      digestOf(
        JSON.stringify([
          cache.build,
          'feed',
          sha,
          folder,
          options.layers,
          options.workspace,
          options.language,
        ]),
      )
    const kept = name === undefined ? undefined : valuesFrom(cache?.shelf.get(name))
    if (kept !== undefined) return kept
    const made = this.#made(commit, parent)
    if (name !== undefined && made !== undefined) cache?.shelf.put(name, JSON.stringify(made))
    return made ?? none
  }

  /** Undefined where one of the states isn't there. */
  #made({ sha, files }: HistoryCommit, parent: string): Values | undefined {
    const after = this.#stateAt(sha)
    if (after === undefined) return undefined
    const touches = files.some(({ path, how }) =>
      after.isTouchedBy(path, how === 'changed' ? 'listed' : 'not listed'),
    )
    if (!touches) {
      this.#latest = { sha: parent, state: after }
      return none
    }
    const before = this.#stateAt(parent)
    return before && valuesBetween(before, after)
  }

  #stateAt(sha: string): State | undefined {
    if (this.#latest?.sha === sha) return this.#latest.state
    const snapshot = this.#scope.history.at(sha)
    if (snapshot === undefined) return undefined
    const state = this.#states.read(snapshot)
    this.#latest = { sha, state }
    return state
  }
}

function valuesFrom(text: string | undefined): Values | undefined {
  if (text === undefined) return undefined
  try {
    return JSON.parse(text) as Values
  } catch {
    // A text that was cut short is as if it weren't there.
    return undefined
  }
}
