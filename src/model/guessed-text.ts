import type { FilePath } from '../kernel/brand.ts'
import type { Diagnostic } from '../kernel/diagnostic.ts'
import type { Snapshot } from '../kernel/ports.ts'

/** As much of a file is looked at. */
const most = 1_000_000

/**
 * What the beginning of a file that isn't UTF-8 seems to say: enough to tell whose file it is, never to be read. Undefined when
 * the file is missing or is UTF-8.
 */
export function guessedText(snapshot: Snapshot, file: FilePath): string | undefined {
  if (snapshot.text(file) !== undefined) return undefined
  const bytes = snapshot.bytes(file)
  return bytes && new TextDecoder(encodingOf(bytes)).decode(bytes.subarray(0, most))
}

/** By the byte order mark; whatever is no Unicode has ASCII in it at least. */
function encodingOf([first, second]: Uint8Array): string {
  if (first === 0xff && second === 0xfe) return 'utf-16le'
  return first === 0xfe && second === 0xff ? 'utf-16be' : 'windows-1252'
}

/** The file belongs to a format, and nothing of it can be read. */
export function notUtf8(format: string, file: FilePath): Diagnostic {
  return {
    code: `${format}/not-utf-8`,
    severity: 'error',
    summary: 'Invalid file encoding',
    detail: 'The file is not valid UTF-8, so nothing in it was read. Save it as UTF-8.',
    span: { file, start: 0, end: 0 },
  }
}
