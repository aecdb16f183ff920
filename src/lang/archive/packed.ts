import { gunzipSync } from 'node:zlib'
import { parseTar } from 'nanotar'

/** A file in an archive. */
export interface PackedFile {
  /** Its path, as the archive says it. */
  readonly path: string
  readonly bytes: Uint8Array
}

/** The files of a `.tar.gz`, and nothing but files; or why it is none. More than `most` bytes are not unfolded. */
export function packedFiles(
  bytes: Uint8Array,
  most: number,
): { readonly files: readonly PackedFile[] } | { readonly why: string } {
  try {
    // A copy, since the reader takes the whole memory of what it is given, and newer Node gives a part of a larger one.
    const entries = parseTar(new Uint8Array(gunzipSync(bytes, { maxOutputLength: most })))
    const files = entries.flatMap(({ name, type, data }): PackedFile[] => {
      const isFile = (type === undefined || type === 'file') && data !== undefined
      return isFile ? [{ path: name, bytes: data }] : []
    })
    return { files }
  } catch (cause) {
    return { why: cause instanceof Error ? cause.message : 'it is broken' }
  }
}
