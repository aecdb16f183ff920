import type { FilePath } from './brand.ts'
import type { Entry, Snapshot } from './ports.ts'

/** What was asked of a snapshot, answered or not: the files and the listings. */
export interface Reads {
  readonly files: ReadonlySet<FilePath>
  readonly lists: ReadonlySet<FilePath>
}

/** A snapshot that remembers what is asked of it, for each piece of work apart. */
export class RecordingSnapshot implements Snapshot {
  readonly #base: Snapshot
  #reads: Sets = noReads()

  constructor(base: Snapshot) {
    this.#base = base
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
    return this.#base.stamp?.(path)
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
  replay({ files, lists }: Reads): void {
    for (const file of files) this.#reads.files.add(file)
    for (const folder of lists) this.#reads.lists.add(folder)
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

interface Kept<Made> {
  readonly made: Made
  readonly reads: Reads | undefined
}

interface Sets {
  readonly files: Set<FilePath>
  readonly lists: Set<FilePath>
}

function noReads(): Sets {
  return { files: new Set(), lists: new Set() }
}
