import { createHash } from 'node:crypto'
import { filePath, type FilePath } from '../../kernel/brand.ts'
import { placeOf, type RecordingSnapshot, type Reads } from '../../kernel/recording.ts'

/** Texts that are kept between runs, by name. Each may be gone, old or broken at any time. */
export interface Shelf {
  get(name: string): string | undefined
  put(name: string, text: string): void
}

/** What is kept between runs, and by whom it was made: another build may give other answers. */
export interface Cache {
  readonly shelf: Shelf
  readonly build: string
  /** Of a process that lives on: what it has taken off the shelf before needn't be decoded again. */
  readonly memory?: Memory
  /** What is worked out for several states of the files is kept for each. */
  readonly scope?: string
}

export type Memory = Map<string, Opened>

/** How a result is written down and read back; undefined when that can't be, and then it isn't kept. */
export interface Codec<Made> {
  encode(made: Made): unknown
  decode(kept: unknown): Made | undefined
}

/**
 * The result of a piece of work on a snapshot: the kept one when every file and listing that it was made of is as it
 * was, or was missing and still is. `key` says everything else that the result depends on.
 */
export function remembered<Made>(
  cache: Cache,
  snapshot: RecordingSnapshot,
  key: readonly unknown[],
  codec: Codec<Made>,
  work: () => Made,
): Made {
  const { shelf, build, memory } = cache
  const name = digestOf(JSON.stringify([build, ...key]))
  const put = (proof: Proof, text: string, made: Made): void => {
    const sealed = sealedOf(proof, text)
    shelf.put(name, sealed)
    memory?.set(name, { sealed, proof, text, made })
  }
  const found = opened(shelf.get(name), memory?.get(name))
  const standing = found && standingOf(found.proof, snapshot, cache)
  if (found !== undefined && standing !== undefined) {
    // Under one name there is one kind of result.
    const made = (found.made as Made | undefined) ?? codec.decode(JSON.parse(found.text))
    if (made !== undefined) {
      if (standing.isNew) put(standing.proof, found.text, made)
      else memory?.set(name, { ...found, made })
      return made
    }
  }
  const { made, reads } = snapshot.record(work)
  const encoded = codec.encode(made)
  const proof = encoded === undefined ? undefined : proofOf(reads, snapshot, cache)
  if (proof !== undefined) put(proof, JSON.stringify(encoded), made)
  return made
}

/** What is kept beside results under a name of its own, with nothing that tells whether it holds still. */
export function keptAside<Made>(
  { shelf, build, memory }: Cache,
  key: readonly unknown[],
  codec: Codec<Made>,
): { get(): Made | undefined; put(made: Made): void } {
  const name = digestOf(JSON.stringify([build, ...key]))
  const proof: Proof = { lists: [], files: [], summaries: [], facts: [] }
  return {
    get() {
      const found = opened(shelf.get(name), memory?.get(name))
      return found && ((found.made as Made | undefined) ?? codec.decode(JSON.parse(found.text)))
    },
    put(made) {
      const text = JSON.stringify(codec.encode(made))
      const sealed = sealedOf(proof, text)
      shelf.put(name, sealed)
      memory?.set(name, { sealed, proof, text, made })
    },
  }
}

/** What a result was made of. A digest is empty for what was missing. */
export interface Proof {
  readonly lists: readonly (readonly [folder: string, digest: string])[]
  readonly files: readonly (readonly [file: string, digest: string, stamp: string])[]
  /** By name, as they are kept in reads. */
  readonly summaries: readonly (readonly [place: string, digest: string])[]
  readonly facts: readonly (readonly [place: string, digest: string])[]
}

/** Undefined when a file has changed since its stamp was looked at: which of its states was used can't be told. */
export function proofOf(
  { files, lists, summaries, facts }: Reads,
  snapshot: RecordingSnapshot,
  cache: Cache,
): Proof | undefined {
  for (const file of files) if (!snapshot.hasItsStamp(file)) return undefined
  return {
    lists: [...lists].map((folder) => [folder, listDigest(snapshot, folder)]),
    files: [...files].map((file) => [file, fileDigest(snapshot, file), stampOf(snapshot, file)]),
    summaries: [...summaries].map((place) => [place, summaryDigest(snapshot, place)]),
    facts: [...facts].map((place) => [place, factDigest(snapshot, place, cache)]),
  }
}

/**
 * The proof as it holds now, with stamps that may be newer; undefined when something is different. The digests of the
 * files that are as they were are known from then on also where something else is different.
 */
export function standingOf(
  proof: Proof,
  snapshot: RecordingSnapshot,
  cache: Cache,
): { readonly proof: Proof; readonly isNew: boolean } | undefined {
  if (!proof.lists.every(([folder, digest]) => listDigest(snapshot, filePath(folder)) === digest)) {
    return undefined
  }
  let isNew = false
  let stands = true
  const files: Proof['files'][number][] = []
  for (const one of proof.files) {
    const [name, digest, stamp] = one
    const file = filePath(name)
    const current = stampOf(snapshot, file)
    if (current !== '' && current === stamp) {
      kept(snapshot, `file ${file}`, () => digest)
      files.push(one)
      continue
    }
    stands &&= fileDigest(snapshot, file) === digest
    isNew ||= current !== ''
    files.push([name, digest, current])
  }
  if (!stands) return undefined
  if (!proof.summaries.every(([place, digest]) => summaryDigest(snapshot, place) === digest)) return undefined
  if (!proof.facts.every(([place, digest]) => factDigest(snapshot, place, cache) === digest)) return undefined
  return { proof: { ...proof, files }, isNew }
}

/** Counts as read what a result was made of that is used again. */
export function replayProof({ lists, files, summaries, facts }: Proof, snapshot: RecordingSnapshot): void {
  snapshot.replay({
    lists: new Set(lists.map(([folder]) => filePath(folder))),
    files: new Set(files.map(([file]) => filePath(file))),
    summaries: new Set(summaries.map(([place]) => place)),
    facts: new Set(facts.map(([place]) => place)),
  })
}

/** Most files say nothing of what is asked, which is the empty text. */
function summaryDigest(snapshot: RecordingSnapshot, place: string): string {
  return kept(snapshot, `summary ${place}`, () => {
    const [name = '', file = ''] = place.split('\u0000')
    const made = snapshot.summary(name, filePath(file))
    return made === undefined || made === null || made === false ? '' : digestOf(JSON.stringify(made))
  })
}

/** What the parts of a fact are is remembered too, so that nothing needs to be worked out to see that a part is as it was. */
function factDigest(snapshot: RecordingSnapshot, place: string, cache: Cache): string {
  const [name = '', key = '', part = ''] = place.split('\u0000')
  const parts = factsKnown(snapshot, placeOf(name, key), () =>
    remembered(cache, snapshot, ['fact', cache.scope, name, key], partsCodec, () =>
      snapshot.factParts(name, key),
    ),
  )
  return parts?.get(part) ?? ''
}

type Parts = ReadonlyMap<string, string> | undefined

const partsCodec: Codec<Parts> = {
  encode: (parts) => parts && [...parts],
  decode: (rows) => new Map(rows as readonly (readonly [string, string])[]),
}

const parts = new WeakMap<RecordingSnapshot, Map<string, Parts>>()

function factsKnown(snapshot: RecordingSnapshot, name: string, make: () => Parts): Parts {
  const all = parts.get(snapshot) ?? new Map<string, Parts>()
  parts.set(snapshot, all)
  const found = all.get(name)
  if (found !== undefined) return found
  const made = make()
  all.set(name, made)
  return made
}

function fileDigest(snapshot: RecordingSnapshot, file: FilePath): string {
  return kept(snapshot, `file ${file}`, () => contentDigest(snapshot.bytes(file)))
}

function listDigest(snapshot: RecordingSnapshot, folder: FilePath): string {
  return kept(snapshot, `list ${folder}`, () => {
    const entries = snapshot.list(folder)
    return contentDigest(entries && JSON.stringify(entries.map(({ name, kind }) => [name, kind])))
  })
}

function stampOf(snapshot: RecordingSnapshot, file: FilePath): string {
  return kept(snapshot, `stamp ${file}`, () => snapshot.stamp(file) ?? '')
}

const known = new WeakMap<RecordingSnapshot, Map<string, string>>()

/** A snapshot is of one moment, so nothing in it needs to be looked at twice. */
function kept(snapshot: RecordingSnapshot, name: string, make: () => string): string {
  const all = known.get(snapshot) ?? new Map<string, string>()
  known.set(snapshot, all)
  const found = all.get(name)
  if (found !== undefined) return found
  const made = make()
  all.set(name, made)
  return made
}

function contentDigest(content: string | Uint8Array | undefined): string {
  return content === undefined ? '' : digestOf(content)
}

/** Three lines: a digest of the rest, the proof, the result. */
function sealedOf(proof: Proof, result: string): string {
  const text = `${JSON.stringify(proof)}\n${result}`
  return `${digestOf(text)}\n${text}`
}

/** What was on the shelf, and what came of it, if this process has decoded it. */
interface Opened {
  readonly sealed: string
  readonly proof: Proof
  readonly text: string
  readonly made: unknown
}

function opened(sealed: string | undefined, before: Opened | undefined): Opened | undefined {
  if (sealed === undefined) return undefined
  if (sealed === before?.sealed) return before
  const first = sealed.indexOf('\n')
  const second = sealed.indexOf('\n', first + 1)
  if (first === -1 || second === -1) return undefined
  if (digestOf(sealed.slice(first + 1)) !== sealed.slice(0, first)) return undefined
  // Whole and of this build, so it is what was written.
  const proof = JSON.parse(sealed.slice(first + 1, second)) as Proof
  return { sealed, proof, text: sealed.slice(second + 1), made: undefined }
}

export function digestOf(content: string | Uint8Array): string {
  return createHash('sha256').update(content).digest('base64url')
}
