import { marks } from '../../../../kernel/value.ts'
import type { Problem } from '../../problem.ts'
import type { Val } from '../../value.ts'
import { badArgument, failed } from '../failure.ts'
import type { FunctionContext } from '../function.ts'
import { quoted } from '../quoted.ts'
import { textIn } from '../whole.ts'
import { cleaned } from './paths.ts'

/** The bytes of the file that an argument (the first) names. */
export function bytesAt(path: Val | undefined, context: FunctionContext): Uint8Array | Problem {
  const found = context.readFile(textIn(path))
  if (!isProblem(found)) return found
  const name = shown(path)
  switch (whatIs(path, context)) {
    case 'nothing':
      return badArgument(
        0,
        `no file exists at ${name}; this function works only with files that are distributed as part of the configuration source code, so if this file will be created by a resource in this configuration you must instead obtain this result from an attribute of that resource`,
      )
    case 'folder':
      return badArgument(0, `failed to read file: read ${cleaned(textIn(path))}: is a directory`)
    case 'other':
      return found
  }
}

/** The same, with what is wrong said as the functions that give a digest of a file do. */
export function bytesToDigest(path: Val | undefined, context: FunctionContext): Uint8Array | Problem {
  const found = context.readFile(textIn(path))
  if (!isProblem(found)) return found
  const name = cleaned(textIn(path))
  switch (whatIs(path, context)) {
    case 'nothing':
      return failed(`open ${name}: no such file or directory`)
    case 'folder':
      return failed(`read ${name}: is a directory`)
    case 'other':
      return found
  }
}

const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })

/** The text of the file that an argument names. */
export function textAt(path: Val | undefined, context: FunctionContext): string | Problem {
  const bytes = bytesAt(path, context)
  if (isProblem(bytes)) return bytes
  try {
    return decoder.decode(bytes)
  } catch {
    return failed(
      `contents of ${shown(path)} are not valid UTF-8; use the filebase64 function to obtain the Base64 encoded contents or the other file functions (e.g. filemd5, filesha256) to obtain file hashing results instead`,
    )
  }
}

/** A path as messages may show it. */
export function shown(path: Val | undefined, name: string = textIn(path)): string {
  const isSecret = path !== undefined && (path.marks & marks.sensitive) !== 0
  return isSecret ? '(sensitive value)' : quoted(name)
}

function whatIs(path: Val | undefined, context: FunctionContext): 'nothing' | 'folder' | 'other' {
  const exists = context.fileExists(textIn(path))
  if (exists === false) return 'nothing'
  return exists !== true && exists.detail.includes('is a directory') ? 'folder' : 'other'
}

export function isProblem(one: Uint8Array | Problem): one is Problem {
  return 'kind' in one
}
