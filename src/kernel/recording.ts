import type { FilePath } from './brand.ts'
import type { Entry, Refusal, Snapshot } from './ports.ts'

/** What was asked of a snapshot, answered or not: the files and the listings, and what was worked out of others. */
export interface Reads {
  readonly files: ReadonlySet<FilePath>
  readonly lists: ReadonlySet<FilePath>
  /** Of which files only what they say was asked, by `placeOf(name of the summary, file)`. */
  readonly summaries: ReadonlySet<string>
  /** Parts of facts, by `placeOf(name, key, part)`. */
  readonly facts: ReadonlySet<string>
}

/** What is said of a file by its name and text alone, as plain data. */
interface Summary {
  of(file: FilePath, text: string): unknown
}

/** A summary, and the stamp of the file that it was made of. */
interface KeptSummary {
  readonly stamp: string
  readonly made: unknown
}

/** Summaries by `placeOf(name, file)`, which outlive a snapshot: a file that has its stamp still needn't be read for them. */
export type Summaries = Map<string, KeptSummary>

/** What is worked out of much, and of which whoever asks wants only a part. */
interface Fact<Made> {
  make(snapshot: Snapshot, key: string): Made
  /** What tells the parts of one result from those of another, by their names. A part that isn't there is the empty text. */
  parts(made: Made): ReadonlyMap<string, string>
}

const summaries = new Map<string, Summary>()
const facts = new Map<string, Fact<unknown>>()

/**
 * What a file says as far as `of` looks; undefined where there is no text. Whoever asks depends on the answer, not on the file.
 */
export function summaryOf<Made>(
  name: string,
  of: (file: FilePath, text: string) => Made,
): (snapshot: Snapshot, file: FilePath) => Made | undefined {
  summaries.set(name, { of })
  const kept = keptFor<FilePath, Made | undefined>()
  return (snapshot, file) => {
    if (snapshot instanceof RecordingSnapshot)
      return (snapshot.summary(name, file) as Made | null | undefined) ?? undefined
    return kept(snapshot, file, () => {
      const text = snapshot.text(file)
      return text === undefined ? undefined : of(file, text)
    })
  }
}

/**
 * What is worked out once of a snapshot, and asked for by part: whoever asks depends on what that part is, not on the files that it
 * took to work it out. So a repository may be looked through as a whole for a thing of which nothing usually changes.
 */
export function factOf<Made>(
  name: string,
  fact: Fact<Made>,
): (snapshot: Snapshot, key: string, part: string) => Made {
  facts.set(name, fact)
  const kept = keptFor<string, Made>()
  return (snapshot, key, part) =>
    snapshot instanceof RecordingSnapshot
      ? (snapshot.fact(name, key, part) as Made)
      : kept(snapshot, key, () => fact.make(snapshot, key))
}

export function placeOf(...names: readonly string[]): string {
  return names.join('\u0000')
}

/** A snapshot that remembers what is asked of it, for each piece of work apart. */
export class RecordingSnapshot implements Snapshot {
  readonly #base: Snapshot
  readonly #summaries: Summaries
  readonly #said = new Map<string, unknown>()
  readonly #made = new Map<string, Kept<unknown>>()
  readonly #stamps = new Map<FilePath, string | undefined>()
  #hasLearned = false
  #reads: Sets = noReads()

  constructor(base: Snapshot, known: Summaries = new Map()) {
    this.#base = base
    this.#summaries = known
  }

  get top(): FilePath | undefined {
    return this.#base.top
  }

  bytes(path: FilePath): Uint8Array | undefined {
    this.#reads.files.add(path)
    return this.#base.bytes(path)
  }

  text(path: FilePath): string | undefined {
    this.#reads.files.add(path)
    return this.#base.text(path)
  }

  list(path: FilePath): readonly Entry[] | undefined {
    this.#reads.lists.add(path)
    return this.#base.list(path)
  }

  stamp(path: FilePath): string | undefined {
    if (!this.#stamps.has(path)) this.#stamps.set(path, this.#base.stamp?.(path))
    return this.#stamps.get(path)
  }

  refused(): ReadonlyMap<FilePath, Refusal> {
    return this.#base.refused?.() ?? new Map()
  }

  /** Whether a file has the stamp still that it was said to have; it is asked for what has been used. */
  hasItsStamp(path: FilePath): boolean {
    const said = this.#stamps.get(path)
    return said === undefined || this.#base.stamp?.(path) === said
  }

  /** What a file says; undefined where it has no text or there is no summary of the name. */
  summary(name: string, file: FilePath): unknown {
    const place = placeOf(name, file)
    this.#reads.summaries.add(place)
    if (this.#said.has(place)) return this.#said.get(place)
    const stamp = this.stamp(file)
    const known = this.#summaries.get(place)
    const made = known !== undefined && known.stamp === stamp ? known.made : this.#summarized(name, file)
    if (stamp !== undefined && known?.stamp !== stamp) {
      this.#summaries.set(place, { stamp, made })
      this.#hasLearned = true
    }
    this.#said.set(place, made)
    return made
  }

  /** Whether there are summaries that weren't known before. */
  get hasLearned(): boolean {
    return this.#hasLearned
  }

  /** Whether somebody asked for a summary. */
  hasSaid(place: string): boolean {
    return this.#said.has(place)
  }

  #summarized(name: string, file: FilePath): unknown {
    const text = this.#base.text(file)
    return text === undefined ? undefined : summaries.get(name)?.of(file, text)
  }

  /** What was worked out under a name, for someone who wants a part of it. */
  fact(name: string, key: string, part: string): unknown {
    this.#reads.facts.add(placeOf(name, key, part))
    return this.#worked(name, key).made
  }

  /** All parts of a fact, for someone who depends on how it is worked out; undefined where there is no fact of the name. */
  factParts(name: string, key: string): ReadonlyMap<string, string> | undefined {
    const fact = facts.get(name)
    if (fact === undefined) return undefined
    const { made, reads } = this.#worked(name, key)
    if (reads !== undefined) this.replay(reads)
    return fact.parts(made)
  }

  #worked(name: string, key: string): Kept<unknown> {
    const place = placeOf(name, key)
    const known = this.#made.get(place)
    if (known !== undefined) return known
    const outer = this.#reads
    this.#reads = noReads()
    try {
      const made = this.record(() => facts.get(name)?.make(this, key))
      this.#made.set(place, made)
      return made
    } finally {
      this.#reads = outer
    }
  }

  /** Does a piece of work, and tells what it read; that counts for the work around it too. */
  record<Made>(work: () => Made): { readonly made: Made; readonly reads: Reads } {
    const outer = this.#reads
    const reads = noReads()
    this.#reads = reads
    try {
      return { made: work(), reads }
    } finally {
      this.#reads = outer
      this.replay(reads)
    }
  }

  /** Counts as read what was read by earlier work whose result is used again. */
  replay({ files, lists, summaries: said, facts: known }: Reads): void {
    for (const file of files) this.#reads.files.add(file)
    for (const folder of lists) this.#reads.lists.add(folder)
    for (const one of said) this.#reads.summaries.add(one)
    for (const one of known) this.#reads.facts.add(one)
  }
}

/**
 * What is worked out once for each key and snapshot. Every memory of what came out of a snapshot is one of these: on a
 * snapshot that records, whoever gets a result has read what it was made of.
 */
export function keptFor<Key, Made>(): (snapshot: Snapshot, key: Key, make: () => Made) => Made {
  const kept = new WeakMap<Snapshot, Map<Key, Kept<Made>>>()
  return (snapshot, key, make) => {
    const known = kept.get(snapshot) ?? new Map<Key, Kept<Made>>()
    kept.set(snapshot, known)
    const recording = snapshot instanceof RecordingSnapshot ? snapshot : undefined
    const found = known.get(key)
    if (found !== undefined) {
      if (found.reads !== undefined) recording?.replay(found.reads)
      return found.made
    }
    const made = recording === undefined ? { made: make(), reads: undefined } : recording.record(make)
    known.set(key, made)
    return made.made
  }
}

/** Does a piece of work on a snapshot, and tells what it read, if the snapshot records that. */
export function recorded<Made>(
  snapshot: Snapshot,
  work: () => Made,
): { readonly made: Made; readonly reads: Reads } {
  return snapshot instanceof RecordingSnapshot ? snapshot.record(work) : { made: work(), reads: noReads() }
}

interface Kept<Made> {
  readonly made: Made
  readonly reads: Reads | undefined
}

interface Sets {
  readonly files: Set<FilePath>
  readonly lists: Set<FilePath>
  readonly summaries: Set<string>
  readonly facts: Set<string>
}

function noReads(): Sets {
  return { files: new Set(), lists: new Set(), summaries: new Set(), facts: new Set() }
}
