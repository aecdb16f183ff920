import { listOf, shaped, shapedBool, stringOf } from '../results.ts'
import { byBytes } from '../../order.ts'
import { cost } from '../cost.ts'
import { decided } from '../decided.ts'
import { emptyText } from '../../text.ts'
import { itemAt, mapAt, stringAt } from '../arguments.ts'
import { merge, mergeOverwrite } from './merge.ts'
import { refuse } from '../../refuse.ts'
import { strval } from '../strval.ts'
import { versionObject } from '../versions/object.ts'
import { originOf, typeName, type Call, type GoFunction, type GoMap, type GoValue } from '../../value.ts'
import type { Functions } from '../function.ts'

const deepest = 1000
const noVersion = { major: 0n, minor: 0n, patch: 0n, prerelease: '', metadata: '', original: '' }

const deepCopy: GoFunction = {
  params: ['any'],
  call: (args, call) => {
    const value = itemAt(args, 0)
    if (value.kind === 'nil') throw refuse('reflect: call of reflect.Value.Type on zero Value')
    return copied(value, call, 0)
  },
}

/** https://masterminds.github.io/sprig/dicts.html */
export const dictFunctions: Functions = {
  dict: { params: [], rest: 'any', call: (args) => dict(args) },
  get: {
    params: ['map', 'string'],
    call: (args, call) => {
      const found = mapAt(args, 0).entries.get(stringAt(args, 1))
      const chosen = found ?? stringOf(emptyText)
      return decided(chosen, [itemAt(args, 1)], call)
    },
  },
  set: {
    params: ['map', 'string', 'any'],
    call: (args, call) => {
      const map = mapAt(args, 0)
      call.spend(1)
      map.entries.set(stringAt(args, 1), itemAt(args, 2))
      return map
    },
  },
  unset: {
    params: ['map', 'string'],
    call: (args) => {
      const map = mapAt(args, 0)
      map.entries.delete(stringAt(args, 1))
      return map
    },
  },
  hasKey: {
    params: ['map', 'string'],
    call: (args, call) => {
      const found = mapAt(args, 0).entries.get(stringAt(args, 1))
      return shapedBool(found !== undefined, found === undefined ? args : [...args, found], call)
    },
  },
  pluck: {
    params: ['string'],
    rest: 'map',
    call: (args) => {
      const items: GoValue[] = []
      for (let at = 1; at < args.length; at++) {
        const found = mapAt(args, at).entries.get(stringAt(args, 0))
        if (found !== undefined) items.push(found)
      }
      return { kind: 'list', origin: 0, items }
    },
  },
  keys: {
    params: [],
    rest: 'map',
    call: (args, call) => {
      const items = args.flatMap((_, at) => keysOf(mapAt(args, at), call))
      return listOf(items, args, call, '[]string')
    },
  },
  values: {
    params: ['map'],
    call: (args, call) => {
      const map = mapAt(args, 0)
      call.spend(map.entries.size)
      const items = sortedKeys(map).map((key) => map.entries.get(key) ?? itemAt(args, 1))
      return listOf(items, args, call)
    },
  },
  pick: {
    params: ['map'],
    rest: 'string',
    call: (args) => {
      const { entries } = mapAt(args, 0)
      const kept = new Map<string, GoValue>()
      for (let at = 1; at < args.length; at++) {
        const found = entries.get(stringAt(args, at))
        if (found !== undefined) kept.set(stringAt(args, at), found)
      }
      return { kind: 'map', origin: mapAt(args, 0).origin, entries: kept }
    },
  },
  omit: {
    params: ['map'],
    rest: 'string',
    call: (args, call) => {
      const map = mapAt(args, 0)
      const left = new Set(args.slice(1).map((_, at) => stringAt(args, at + 1)))
      call.spend(map.entries.size)
      const kept = [...map.entries].filter(([key]) => !left.has(key))
      return { kind: 'map', origin: map.origin, entries: new Map(kept) }
    },
  },
  dig: { params: [], rest: 'any', call: dig },
  merge: { params: ['map'], rest: 'map', call: merge },
  mustMerge: { params: ['map'], rest: 'map', call: merge },
  mergeOverwrite: { params: ['map'], rest: 'map', call: mergeOverwrite },
  mustMergeOverwrite: { params: ['map'], rest: 'map', call: mergeOverwrite },
  deepCopy,
  mustDeepCopy: deepCopy,
}

function dict(args: readonly GoValue[]): GoMap {
  const entries = new Map<string, GoValue>()
  for (let at = 0; at < args.length; at += 2) {
    entries.set(strval(itemAt(args, at)).value, args[at + 1] ?? stringOf(emptyText))
  }
  return { kind: 'map', origin: 0, entries }
}

/** The keys of a map as texts: each is there because its entry is. */
function keysOf(map: GoMap, call: Call): readonly GoValue[] {
  call.spend(map.entries.size)
  return sortedKeys(map).map((key) => {
    const entry = map.entries.get(key)
    return shaped(key, entry === undefined || originOf(entry, call.origins) === 0 ? [map] : [entry], call)
  })
}

/** Go gives keys in no order, another one each time; ours is always the same. */
function sortedKeys({ entries }: GoMap): readonly string[] {
  return [...entries.keys()].toSorted(byBytes)
}

/** A value at the end of a path of keys, or what is given for where the path breaks off. */
function dig(args: readonly GoValue[], call: Call): GoValue {
  if (args.length < 3) throw refuse('dig needs at least three arguments')
  let map = asMap(itemAt(args, args.length - 1))
  const otherwise = itemAt(args, args.length - 2)
  const path = args.slice(0, -2)
  for (const key of path) if (key.kind !== 'string') throw conversion(key, 'string')
  for (const [position] of path.entries()) {
    const found = map.entries.get(stringAt(path, position))
    if (found === undefined) return decided(otherwise, [map], call)
    if (position === path.length - 1) return found
    map = asMap(found)
  }
  return otherwise
}

function asMap(value: GoValue): GoMap {
  if (value.kind === 'map' && value.type === undefined) return value
  throw conversion(value, 'map[string]interface {}')
}

function conversion(value: GoValue, wanted: string): Error {
  const found = value.kind === 'nil' ? 'nil' : typeName(value)
  return refuse(`interface conversion: interface {} is ${found}, not ${wanted}`)
}

function copied(value: GoValue, call: Call, depth: number): GoValue {
  if (depth > deepest) throw refuse('deepCopy error: the value is nested too deeply')
  if (value.kind === 'list') {
    call.spend((value.items.length + 1) * cost.item)
    return { ...value, items: value.items.map((item) => copied(item, call, depth + 1)) }
  }
  // A version has no fields that could be copied.
  if (value.kind === 'object' && value.type === '*semver.Version')
    return versionObject(noVersion, [value], call)
  if (value.kind !== 'map') return value
  call.spend((value.entries.size + 1) * cost.item)
  const entries = [...value.entries].map(([key, entry]) => [key, copied(entry, call, depth + 1)] as const)
  return { ...value, entries: new Map(entries) }
}
