import { Buffer } from 'node:buffer'
import { createHash } from 'node:crypto'
import { stringType } from '../../types.ts'
import { string, unknown } from '../../value.ts'
import { failed } from '../failure.ts'
import type { HclFunction } from '../function.ts'
import { textIn } from '../whole.ts'

export const uuid: HclFunction = {
  name: 'uuid',
  summary: 'A random UUID, another one each time.',
  parameters: [],
  returns: () => stringType,
  call: (_, __, type) => unknown(type, [{ kind: 'random', what: 'uuid()' }]),
}

const namespaces: ReadonlyMap<string, string> = new Map([
  ['dns', '6ba7b8109dad11d180b400c04fd430c8'],
  ['url', '6ba7b8119dad11d180b400c04fd430c8'],
  ['oid', '6ba7b8129dad11d180b400c04fd430c8'],
  ['x500', '6ba7b8149dad11d180b400c04fd430c8'],
])

export const uuidv5: HclFunction = {
  name: 'uuidv5',
  summary: 'The UUID of a name in a namespace.',
  parameters: [
    { name: 'namespace', type: stringType },
    { name: 'name', type: stringType },
  ],
  returns: () => stringType,

  call([namespace, name]) {
    const given = textIn(namespace)
    const space = namespaces.get(given) ?? digitsOf(given)
    if (typeof space !== 'string') {
      return failed(`uuidv5() doesn't support namespace ${given} (${space.why})`)
    }
    return string(named(space, textIn(name)))
  },
}

/** The digits of a UUID in any of the ways it is written. */
function digitsOf(given: string): string | { readonly why: string } {
  const length = Buffer.byteLength(given)
  const core = coreOf(given, length)
  if (core === undefined) return { why: `invalid UUID length: ${length}` }
  if (typeof core !== 'string') return core
  if (length === 32) return /^[\da-f]{32}$/iu.test(core) ? core : { why: 'invalid UUID format' }
  const isUuid = /^[\da-f]{8}-[\da-f]{4}-[\da-f]{4}-[\da-f]{4}-[\da-f]{12}$/iu.test(core)
  return isUuid ? core.replaceAll('-', '') : { why: 'invalid UUID format' }
}

function coreOf(given: string, length: number): string | { readonly why: string } | undefined {
  if (length === 36 || length === 32) return given
  if (length === 38) return given.slice(1, 37)
  if (length !== 45) return undefined
  if (given.slice(0, 9).toLowerCase() === 'urn:uuid:') return given.slice(9)
  return { why: `invalid urn prefix: "${given.slice(0, 9)}"` }
}

/** Version 5: the SHA-1 of namespace and name, with the bits of version and variant set. */
function named(space: string, name: string): string {
  const bytes = createHash('sha1').update(Buffer.from(space, 'hex')).update(name).digest().subarray(0, 16)
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x50
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80
  const hex = bytes.toString('hex')
  const ends = [0, 8, 12, 16, 20, 32]
  return ends
    .slice(1)
    .map((end, at) => hex.slice(ends[at], end))
    .join('-')
}
