import type { Address } from '../kernel/brand.ts'
import type { Value } from '../kernel/value.ts'
import type { Reading } from './reading.ts'
import type { Resource } from './resource.ts'

/** One resource said as its live API says it, made of one or several resources of the source. */
export interface Live {
  /** Such as `AWS::S3::Bucket`, `Microsoft.Storage/storageAccounts`, `compute.v1.firewall` or `Deployment`. */
  readonly type: string
  /** The address of the resource that it is named after: its owner, or the companion where the owner is elsewhere. */
  readonly address: Address
  /** A map of its properties, defaults of the service among them. */
  readonly values: Value
  /** The owner first, then its companions. */
  readonly madeOf: readonly [Part, ...Part[]]
  /** The resources of `madeOf`, which are known before anything is worked out. */
  readonly sources: readonly Resource[]
  /** The owner is not part of the code: what its companions don't say is set elsewhere. */
  readonly partial: boolean
  /** The paths of values that nobody wrote and the service gives. */
  readonly defaults: Pick<ReadonlySet<string>, 'has'>
  readonly reading: Reading
}

/** A resource of the source, and the place in the live resource that it fills; the owner's is empty. */
export interface Part {
  readonly path: string
  readonly resource: Resource
}

/** The part that a path belongs to: the one with the longest place above it. */
export function partAt(live: Live, path: string): Part {
  let best: Part | undefined
  for (const part of live.madeOf) {
    if (!covers(part.path, path)) continue
    if (best === undefined || part.path.length > best.path.length) best = part
  }
  return best ?? live.madeOf[0]
}

/** Whether a place is the path itself or lies above it. */
export function covers(place: string, path: string): boolean {
  if (place === '' || place === path) return true
  const next = path[place.length]
  return path.startsWith(place) && (next === '.' || next === '[')
}
