import type { Value } from '../../kernel/value.ts'
import { matchesOf } from '../../lang/text/sequence.ts'
import { scalarText } from '../../model/scalar.ts'
import { fingerprint } from './fingerprint.ts'

/** Which element of a list became which element of another. */
export interface Alignment {
  /** In the order of the new list. */
  readonly kept: readonly (readonly [before: number, after: number])[]
  readonly removed: readonly number[]
  readonly added: readonly number[]
  /** What the elements are called; undefined where they are known by nothing but their places. */
  readonly names: { readonly before: readonly string[]; readonly after: readonly string[] } | undefined
}

type Items = readonly Value[]

/** Elements that have names of their own are compared by these, all others as the lines of a text are. */
export function aligned(before: Items, after: Items): Alignment {
  const key = nameKeys.find((one) => namesOf(before, one) !== undefined && namesOf(after, one) !== undefined)
  const [old, now] = key === undefined ? [] : [namesOf(before, key), namesOf(after, key)]
  return old === undefined || now === undefined ? byContent(before, after) : byName(old, now)
}

/** Keys that tell the elements of a list apart, the surest first: volumes may be mounted twice under one name. */
const nameKeys = [
  'mountPath',
  'devicePath',
  'name',
  'Name',
  'key',
  'Key',
  'sid',
  'Sid',
  'id',
  'Id',
  'containerPort',
]

/** The name of each element; undefined where one has none, or two have the same. */
function namesOf(items: Items, key: string): readonly string[] | undefined {
  const names = items.flatMap((item) => {
    const name = item.kind === 'map' ? item.entries.get(key) : undefined
    const text = name === undefined ? undefined : scalarText(name)
    return text === undefined ? [] : [text]
  })
  return names.length === items.length && new Set(names).size === names.length ? names : undefined
}

function byName(before: readonly string[], after: readonly string[]): Alignment {
  const places = new Map(before.map((name, at) => [name, at]))
  const now = new Set(after)
  return {
    kept: after.flatMap((name, at) => {
      const old = places.get(name)
      return old === undefined ? [] : [[old, at] as const]
    }),
    removed: before.flatMap((name, at) => (now.has(name) ? [] : [at])),
    added: after.flatMap((name, at) => (places.has(name) ? [] : [at])),
    names: { before, after },
  }
}

/** What is equal stays; between that, what stood there has become what stands there, as far as there are as many. */
function byContent(before: Items, after: Items): Alignment {
  const kept: (readonly [number, number])[] = []
  const removed: number[] = []
  const added: number[] = []
  let left = 0
  let right = 0
  const matches = matchesOf(before.map(fingerprint), after.map(fingerprint))
  for (const [one, other] of [...matches, [before.length, after.length] as const]) {
    while (left < one && right < other) kept.push([left++, right++])
    while (left < one) removed.push(left++)
    while (right < other) added.push(right++)
    if (one < before.length && other < after.length) kept.push([one, other])
    left = one + 1
    right = other + 1
  }
  return { kept, removed, added, names: undefined }
}
