import { createHash } from 'node:crypto'
import { askWithin, failureOf, type HttpGet } from '../asking.ts'
import type { FetchRules } from '../fetch-rules.ts'

/** A file: a name for what was asked for, its own, and what is in it. */
export type FetchedFile =
  | { readonly key: string; readonly name: string; readonly bytes: Uint8Array }
  | { readonly why: string }

/** Whether an address is one of a file of objects, which is asked for as it is. */
export function isFileAddress(address: string): boolean {
  return URL.canParse(address) && /^https?:\/\/[^?#]+\.(?:ya?ml|json)(?:[?#].*)?$/u.test(address)
}

/** Gets a file from a web server, each time anew: what is at an address may change. */
export async function fetchFile(
  address: string,
  rules: FetchRules,
  get: HttpGet,
  signal?: AbortSignal,
): Promise<FetchedFile> {
  const answer = await askWithin(rules, get, signal)(address)
  if (answer.status !== 200) return { why: failureOf(answer) }
  const key = createHash('sha256').update(address).digest('hex').slice(0, 24)
  return { key, name: new URL(address).pathname.split('/').at(-1) ?? '', bytes: answer.bytes }
}
