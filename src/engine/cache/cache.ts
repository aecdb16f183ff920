import { createHash } from 'node:crypto'
import { filePath, type FilePath } from '../../kernel/brand.ts'
import type { RecordingSnapshot, Reads } from '../../kernel/recording.ts'

/** Texts that are kept between runs, by name. Each may be gone, old or broken at any time. */
export interface Shelf {
  get(name: string): string | undefined
  put(name: string, text: string): void
}

/** What is kept between runs, and by whom it was made: another build may give other answers. */
export interface Cache {
  readonly shelf: Shelf
  readonly build: string
}

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
  { shelf, build }: Cache,
  snapshot: RecordingSnapshot,
  key: readonly unknown[],
  codec: Codec<Made>,
  work: () => Made,
): Made {
  const name = digestOf(JSON.stringify([build, ...key]))
  const found = opened(shelf.get(name))
  const standing = found && standingOf(found.proof, snapshot)
  if (found !== undefined && standing !== undefined) {
    const made = codec.decode(found.kept())
    if (made !== undefined) {
      if (standing.isNew) shelf.put(name, sealed(standing.proof, found.text))
      return made
    }
  }
  const { made, reads } = snapshot.record(work)
  const encoded = codec.encode(made)
  if (encoded !== undefined) shelf.put(name, sealed(proofOf(reads, snapshot), JSON.stringify(encoded)))
  return made
}

/** What a result was made of. A digest is empty for what was missing. */
interface Proof {
  readonly lists: readonly (readonly [folder: string, digest: string])[]
  readonly files: readonly (readonly [file: string, digest: string, stamp: string])[]
}

function proofOf({ files, lists }: Reads, snapshot: RecordingSnapshot): Proof {
  return {
    lists: [...lists].map((folder) => [folder, listDigest(snapshot, folder)]),
    files: [...files].map((file) => [file, fileDigest(snapshot, file), snapshot.stamp(file) ?? '']),
  }
}

/** The proof as it holds now, with stamps that may be newer; undefined when something is different. */
function standingOf(
  proof: Proof,
  snapshot: RecordingSnapshot,
): { readonly proof: Proof; readonly isNew: boolean } | undefined {
  if (!proof.lists.every(([folder, digest]) => listDigest(snapshot, filePath(folder)) === digest)) {
    return undefined
  }
  let isNew = false
  const files: Proof['files'][number][] = []
  for (const one of proof.files) {
    const [name, digest, stamp] = one
    const file = filePath(name)
    const current = snapshot.stamp(file) ?? ''
    if (current !== '' && current === stamp) {
      files.push(one)
      continue
    }
    if (fileDigest(snapshot, file) !== digest) return undefined
    isNew ||= current !== ''
    files.push([name, digest, current])
  }
  return { proof: { ...proof, files }, isNew }
}

const digests = new WeakMap<RecordingSnapshot, Map<string, string>>()

function fileDigest(snapshot: RecordingSnapshot, file: FilePath): string {
  return keptDigest(snapshot, `file ${file}`, () => snapshot.bytes(file))
}

function listDigest(snapshot: RecordingSnapshot, folder: FilePath): string {
  return keptDigest(snapshot, `list ${folder}`, () => {
    const entries = snapshot.list(folder)
    return entries && JSON.stringify(entries.map(({ name, kind }) => [name, kind]))
  })
}

/** A snapshot is of one moment, so nothing in it needs to be looked at twice. */
function keptDigest(
  snapshot: RecordingSnapshot,
  name: string,
  contentOf: () => string | Uint8Array | undefined,
): string {
  const known = digests.get(snapshot) ?? new Map<string, string>()
  digests.set(snapshot, known)
  const found = known.get(name)
  if (found !== undefined) return found
  const content = contentOf()
  const made = content === undefined ? '' : digestOf(content)
  known.set(name, made)
  return made
}

/** Three lines: a digest of the rest, the proof, the result. */
function sealed(proof: Proof, kept: string): string {
  const text = `${JSON.stringify(proof)}\n${kept}`
  return `${digestOf(text)}\n${text}`
}

interface Opened {
  readonly proof: Proof
  readonly text: string
  readonly kept: () => unknown
}

function opened(sealedText: string | undefined): Opened | undefined {
  if (sealedText === undefined) return undefined
  const first = sealedText.indexOf('\n')
  const second = sealedText.indexOf('\n', first + 1)
  if (first === -1 || second === -1) return undefined
  if (digestOf(sealedText.slice(first + 1)) !== sealedText.slice(0, first)) return undefined
  const text = sealedText.slice(second + 1)
  // Whole and of this build, so it is what was written.
  const proof = JSON.parse(sealedText.slice(first + 1, second)) as Proof
  return { proof, text, kept: () => JSON.parse(text) }
}

function digestOf(content: string | Uint8Array): string {
  return createHash('sha256').update(content).digest('base64url')
}
