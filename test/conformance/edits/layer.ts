import type { Data } from '../../../src/kernel/edit.ts'
import type { Random } from '../random.ts'

/** A value somewhere in a repository that is changed as if by hand, to be written into the code. */
export interface EditCase {
  readonly id: string
  /** At which kind of layer the value stands. */
  readonly layer: string
  readonly files: Readonly<Record<string, string>>
  readonly address: string
  readonly path: string
  readonly wanted: Data
  /** The variables that Terraform is to be asked with; undefined where it isn't asked. */
  readonly terraform: readonly string[] | undefined
  /** The one file that is to change, where there is a right one. */
  readonly lands?: string
}

export type Made = Omit<EditCase, 'id' | 'layer'>
export type Layer = readonly [name: string, make: (chance: Random) => Made]

export const texts = [
  'web',
  'a b',
  'it"s',
  "it's",
  '10',
  'true',
  'x:y',
  '#1',
  'é',
  '${x}',
  '%{y}',
  'a\\b',
  '-z',
  'null',
  '{}',
  '[1]',
  '1e3',
]

/** A value, and another one of its type. */
export function pair(chance: Random): readonly [Data, Data] {
  const kind = chance.below(4)
  if (kind === 0) return [chance.below(50), 50 + chance.below(50)]
  if (kind === 1) return chance.oneIn(2) ? [true, false] : [false, true]
  return plainPair(chance)
}

export function plainPair(chance: Random): readonly [string, string] {
  const old = chance.pick(texts)
  return [old, chance.pick(texts.filter((one) => one !== old))]
}

export function simplePair(chance: Random): readonly [string, string] {
  const names = ['alpha', 'beta', 'gamma', 'delta']
  const old = chance.pick(names)
  return [old, chance.pick(names.filter((one) => one !== old))]
}
