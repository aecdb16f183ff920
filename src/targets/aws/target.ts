import { Fault } from '../../kernel/fault.ts'
import { printJson } from '../../model/json-text.ts'
import type { Observation, ObservationFailure, PartlyKnown } from '../../model/observation.ts'
import { byCloudControl } from './cloud-control.ts'
import { isUnreachable } from './errors.ts'
import type { Found, Listed } from './listed.ts'
import { byOwnApi } from './own.ts'
import { compute } from './services/compute.ts'
import { data } from './services/data.ts'
import { ec2 } from './services/ec2.ts'
import { iam } from './services/iam.ts'
import { messages } from './services/messages.ts'
import { s3 } from './services/s3.ts'
import type { Ask } from './table.ts'

/** Types that are known by the services' own APIs; the Cloud Control API knows many more. */
export const tables = [...s3, ...ec2, ...iam, ...messages, ...data, ...compute]

/**
 * What runs of some types in an account: by the Cloud Control API where the address serves it and knows the type, else by the service's
 * own. A type that can't be listed is said, and the rest goes on.
 */
export async function observeAws(
  ask: Ask,
  name: string,
  types: readonly string[],
  progress: (done: number) => void,
): Promise<Observation> {
  const wanted = [...new Set(types)].toSorted()
  let hasCloudControl = true
  let done = 0
  const observed = async (type: string): Promise<Typed> => {
    const served = hasCloudControl ? await byCloudControl(ask, type) : undefined
    // An emulator knows nothing of it, whatever the type.
    if (
      served?.kind === 'not-served' &&
      !/^(?:UnsupportedAction|TypeNotFound|InvalidRequest)/u.test(served.why)
    )
      hasCloudControl = false
    const listed = served === undefined || served.kind === 'not-served' ? await own(ask, type) : served
    done++
    progress(done)
    return { type, listed }
  }
  const [first, ...rest] = wanted
  if (first === undefined) return observationOf(name, [])
  // The first one finds out what is served and whether anybody is there, so that the others need not.
  const tried = await observed(first)
  if (tried.listed.kind === 'failed' && isUnreachable(tried.listed.cause))
    throw new Fault('target/failed', { target: name, why: tried.listed.why }, tried.listed.cause)
  return observationOf(name, [tried, ...(await Promise.all(rest.map(observed)))])
}

interface Typed {
  readonly type: string
  readonly listed: Listed
}

async function own(ask: Ask, type: string): Promise<Listed> {
  const table = tables.find((one) => one.type === type)
  return table === undefined
    ? {
        kind: 'failed',
        why: 'The Cloud Control API does not list it here, and Plumbline knows no other way to ask for it.',
      }
    : byOwnApi(ask, table)
}

function observationOf(name: string, all: readonly Typed[]): Observation {
  const found = all.flatMap(({ type, listed }) =>
    listed.kind === 'listed' ? listed.resources.map((one) => ({ type, ...one })) : [],
  )
  const sorted = found.toSorted((one, other) =>
    one.type === other.type ? order(one.identifier, other.identifier) : order(one.type, other.type),
  )
  const descriptions = sorted.map(({ type, identifier, properties }) => ({
    TypeName: type,
    Identifier: identifier,
    Properties: properties,
  }))
  return {
    name,
    text: `${printJson(descriptions, 2)}\n`,
    listed: all.flatMap(({ type, listed }) => (listed.kind === 'listed' ? [type] : [])),
    failures: all.flatMap(({ type, listed }): readonly ObservationFailure[] =>
      listed.kind === 'listed' ? listed.failures : [{ what: type, why: listed.why }],
    ),
    partly: sorted.flatMap(partlyOf),
  }
}

function partlyOf({ type, identifier, known }: Found & { readonly type: string }): readonly PartlyKnown[] {
  return known === 'whole' ? [] : [{ type, identifier, properties: known }]
}

function order(one: string, other: string): number {
  return one < other ? -1 : Number(one > other)
}
