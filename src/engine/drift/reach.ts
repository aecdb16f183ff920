import type { Observation } from '../../model/observation.ts'
import type { Resource } from '../../model/resource.ts'

/** How far what is known of an account reaches. */
export interface Reach {
  /** Types of which everything is known: what isn't there doesn't run. */
  readonly listed: ReadonlySet<string>
  /** Why nothing follows for a type that isn't listed, in a full sentence. */
  whyNot(this: void, type: string): string
  /** Whether a property of a resource would be there if it were set. */
  knows(this: void, resource: Resource, place: string): boolean
}

/** Of a dump only what is in it counts as asked for; of an account that was asked itself, what it says of itself. */
export function reachOf(running: readonly Resource[], observation: Observation | undefined): Reach {
  if (observation === undefined) {
    return {
      listed: new Set(running.map(({ type }) => type)),
      whyNot: (type) => `No ${type} is among what was given, so it may not have been asked for.`,
      knows: ({ provider }) => provider === 'aws',
    }
  }
  const partly = new Map(
    observation.partly.map((one) => [`${one.type} ${one.identifier}`, new Set(one.properties)]),
  )
  return {
    listed: new Set(observation.listed),
    whyNot: (type) => {
      const why = observation.failures.find(({ what }) => what === type)?.why
      return why === undefined ? `${type} was not asked for.` : `${type} could not be listed. ${why}`
    },
    knows: ({ type, name }, place) => {
      const known = partly.get(`${type} ${name}`)
      return known === undefined || known.has(/^[^.[]*/u.exec(place)?.[0] ?? '')
    },
  }
}
