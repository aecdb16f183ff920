import { inflateRawSync } from 'node:zlib'
import { Fault } from '../../src/kernel/fault.ts'
import { elements, isObject, type Json, Numeral, parseJson, printJson } from './json.ts'

/** What a plan file says of one attribute: its exact type, its value with unknowns, and which paths are sensitive. */
export interface Planned {
  readonly address: string
  readonly type: string
  readonly leaves: ReadonlyMap<string, string>
  readonly sensitive: readonly string[]
}

/**
 * Reads `input` of every `terraform_data` out of a plan file.
 * `terraform show -json` prints no types: the plan file has them, with every digit of a number.
 */
export function plannedInputs(plan: Buffer): readonly Planned[] {
  return [...fields(zipEntry(plan, 'tfplan'))]
    .filter(({ field }) => field === 3)
    .map(({ bytes }) => resource(bytes))
}

function resource(bytes: Buffer): Planned {
  let address = ''
  let after: Buffer = Buffer.alloc(0)
  const sensitive: string[] = []
  for (const one of fields(bytes)) {
    if (one.field === 13) address = one.bytes.toString('utf8')
    if (one.field !== 9) continue
    for (const part of fields(one.bytes)) {
      if (part.field === 2) after = first(part.bytes)
      if (part.field === 4) sensitive.push(pathText(part.bytes))
    }
  }
  const input = isMap(unpack(after)) ? (unpack(after) as ReadonlyMap<string, Packed>).get('input') : undefined
  const [type, value] = dynamic(input ?? null)
  const leaves = new Map<string, string>()
  addLeaves(leaves, '', type, value)
  const own = sensitive.filter((path) => path.startsWith('.input')).map((path) => path.slice('.input'.length))
  // What lies inside of a path that is sensitive as a whole is hidden anyway.
  const outermost = own.filter((path) => !own.some((outer) => outer !== path && path.startsWith(outer)))
  return { address, type: printJson(type), leaves, sensitive: outermost.toSorted() }
}

/** A value of dynamic type is packed as its type in JSON and the value itself; a bare null or unknown has no type. */
function dynamic(packed: Packed): readonly [Json, Packed] {
  if (Array.isArray(packed) && packed[0] instanceof Buffer) {
    return [parseJson(packed[0].toString('utf8')), (packed[1] ?? null) as Packed]
  }
  return ['dynamic', packed]
}

function addLeaves(leaves: Map<string, string>, path: string, type: Json, packed: Packed): void {
  if (packed instanceof Unknown) leaves.set(path, '(unknown)')
  else if (packed === null) leaves.set(path, 'null')
  else if (type === 'dynamic') {
    const [inner, value] = dynamic(packed)
    if (inner === 'dynamic')
      throw new Fault('host/failed', { what: 'a plan holds a value without a type', path })
    addLeaves(leaves, path, inner, value)
  } else if (typeof type === 'string') leaves.set(path, scalarText(type, packed))
  else addInner(leaves, path, elements(type), packed)
}

function addInner(leaves: Map<string, string>, path: string, type: readonly Json[], packed: Packed): void {
  const [kind, of] = type
  function inner(key: string | number): Json {
    if (kind === 'object') return isObject(of) ? (of.get(String(key)) ?? 'dynamic') : 'dynamic'
    return kind === 'tuple' ? (elements(of)[Number(key)] ?? 'dynamic') : (of ?? 'dynamic')
  }
  if (isMap(packed)) {
    if (packed.size === 0) leaves.set(path, '{}')
    for (const [key, one] of packed) addLeaves(leaves, `${path}.${key}`, inner(key), one)
  } else if (Array.isArray(packed)) {
    if (packed.length === 0) leaves.set(path, kind === 'object' ? '{}' : '[]')
    for (const [index, one] of packed.entries())
      addLeaves(leaves, `${path}[${index}]`, inner(index), one as Packed)
  }
}

function scalarText(type: string, packed: Packed): string {
  if (type === 'number')
    return typeof packed === 'string' ? printJson(new Numeral(packed)) : numberText(packed)
  return JSON.stringify(packed)
}

/** A double is marked: its shortest digits are the shortest of a double, where our side may print more of the same number. */
function numberText(packed: Packed): string {
  if (typeof packed === 'bigint') return String(packed)
  const double = Number(packed)
  return `${printJson(new Numeral(String(double)))}${Number.isInteger(double) ? '' : '~'}`
}

function pathText(bytes: Buffer): string {
  let path = ''
  for (const step of fields(bytes)) {
    for (const one of fields(step.bytes)) {
      if (one.field === 1) path += `.${one.bytes.toString('utf8')}`
      else {
        const key = unpack(first(one.bytes))
        path += typeof key === 'string' ? `.${key}` : `[${typeof key === 'bigint' ? key : '?'}]`
      }
    }
  }
  return path
}

// --- MessagePack, as far as Terraform uses it

class Unknown {
  readonly kind = 'unknown'
}

type Packed =
  | null
  | boolean
  | string
  | bigint
  | number
  | Buffer
  | Unknown
  | readonly Packed[]
  | ReadonlyMap<string, Packed>

function isMap(packed: Packed): packed is ReadonlyMap<string, Packed> {
  return packed instanceof Map
}

function unpack(bytes: Buffer): Packed {
  return bytes.length === 0 ? null : unpackAt({ bytes, at: 0 })
}

interface Cursor {
  readonly bytes: Buffer
  at: number
}

function take(cursor: Cursor, length: number): Buffer {
  cursor.at += length
  return cursor.bytes.subarray(cursor.at - length, cursor.at)
}

function unpackAt(cursor: Cursor): Packed {
  const tag = take(cursor, 1).readUInt8()
  if (tag < 0x80) return BigInt(tag)
  if (tag < 0x90) return unpackMap(cursor, tag & 15)
  if (tag < 0xa0) return unpackList(cursor, tag & 15)
  if (tag < 0xc0) return take(cursor, tag & 31).toString('utf8')
  if (tag >= 0xe0) return BigInt(tag - 256)
  if (tag === 0xc0) return null
  if (tag === 0xc2 || tag === 0xc3) return tag === 0xc3
  return unpackSized(cursor, tag)
}

function unpackSized(cursor: Cursor, tag: number): Packed {
  function sized(size: number): number {
    return take(cursor, size).readUIntBE(0, size)
  }
  if (tag <= 0xc6) return take(cursor, sized(2 ** (tag - 0xc4)))
  if (tag <= 0xc9) return skipExtension(cursor, sized(2 ** (tag - 0xc7)))
  if (tag === 0xca) return take(cursor, 4).readFloatBE()
  if (tag === 0xcb) return take(cursor, 8).readDoubleBE()
  if (tag === 0xcf) return take(cursor, 8).readBigUInt64BE()
  if (tag <= 0xce) return BigInt(sized(2 ** (tag - 0xcc)))
  if (tag === 0xd3) return take(cursor, 8).readBigInt64BE()
  if (tag <= 0xd2) return BigInt(take(cursor, 2 ** (tag - 0xd0)).readIntBE(0, 2 ** (tag - 0xd0)))
  if (tag <= 0xd8) return skipExtension(cursor, 2 ** (tag - 0xd4))
  if (tag <= 0xdb) return take(cursor, sized(2 ** (tag - 0xd9))).toString('utf8')
  if (tag <= 0xdd) return unpackList(cursor, sized(tag === 0xdc ? 2 : 4))
  return unpackMap(cursor, sized(tag === 0xde ? 2 : 4))
}

/** The only extensions that Terraform writes are unknown values, with or without refinements. */
function skipExtension(cursor: Cursor, length: number): Packed {
  take(cursor, length + 1)
  return new Unknown()
}

function unpackList(cursor: Cursor, length: number): Packed {
  return Array.from({ length }, () => unpackAt(cursor))
}

function unpackKey(cursor: Cursor): string {
  const key = unpackAt(cursor)
  return typeof key === 'string' ? key : ''
}

function unpackMap(cursor: Cursor, length: number): Packed {
  return new Map(Array.from({ length }, () => [unpackKey(cursor), unpackAt(cursor)] as const))
}

// --- Protocol buffers and zip, as far as a plan file uses them

interface Field {
  readonly field: number
  readonly bytes: Buffer
}

function* fields(bytes: Buffer): Generator<Field> {
  const cursor: Cursor = { bytes, at: 0 }
  while (cursor.at < bytes.length) {
    const key = varint(cursor)
    const wire = key % 8
    if (wire === 2) yield { field: Math.floor(key / 8), bytes: take(cursor, varint(cursor)) }
    else if (wire === 0) varint(cursor)
    else take(cursor, wire === 1 ? 8 : 4)
  }
}

function first(bytes: Buffer): Buffer {
  for (const one of fields(bytes)) if (one.field === 1) return one.bytes
  return Buffer.alloc(0)
}

function varint(cursor: Cursor): number {
  let value = 0
  for (let factor = 1; ; factor *= 128) {
    const byte = take(cursor, 1).readUInt8()
    value += (byte % 128) * factor
    if (byte < 128) return value
  }
}

function zipEntry(zip: Buffer, name: string): Buffer {
  let at = zip.readUInt32LE(zip.lastIndexOf(Buffer.from('PK\u0005\u0006')) + 16)
  while (zip.readUInt32LE(at) === 0x02014b50) {
    const nameLength = zip.readUInt16LE(at + 28)
    if (zip.toString('utf8', at + 46, at + 46 + nameLength) === name) {
      const local = zip.readUInt32LE(at + 42)
      const start = local + 30 + zip.readUInt16LE(local + 26) + zip.readUInt16LE(local + 28)
      const packed = zip.subarray(start, start + zip.readUInt32LE(at + 20))
      return zip.readUInt16LE(at + 10) === 0 ? packed : inflateRawSync(packed)
    }
    at += 46 + nameLength + zip.readUInt16LE(at + 30) + zip.readUInt16LE(at + 32)
  }
  throw new Fault('host/failed', { what: 'no such entry in the plan file', name })
}
