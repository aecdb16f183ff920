import { addressOf } from '../../kernel/brand.ts'
import type { EditBlast } from '../../model/blast.ts'
import { isOpen, type Drift, type DriftedObject } from '../../model/drift.ts'
import type { Reading } from '../../model/reading.ts'
import type { Resource } from '../../model/resource.ts'
import type { PlanRule } from '../../rules/plan/plan-rule.ts'
import { dependentsIn, type Spot } from '../blast/dependents.ts'
import { revertDoes } from '../blast/edit.ts'

/** As many objects are looked into: who has more drifted than that asks about one of them. */
const mostObjects = 500

/** What is known beside a drift. */
interface Known {
  readonly readings: readonly Reading[]
  readonly live: Reading
}

/** A drift with what bringing back each of its objects reaches: who uses it, and what rules about plans object to. */
export function withRevertBlasts(drift: Drift, known: Known, rules: readonly PlanRule[]): Drift {
  const inCode = dependentsIn(known.readings)
  const running = dependentsIn([known.live])
  let left = mostObjects
  const objects = drift.objects.map((object) => {
    const isTold = isOpen(object) && (object.what !== 'changed' || object.values.some(isOpen))
    if (!isTold || left-- <= 0) return object
    const spot = spotOf(object, known)
    const dependents = spot === undefined ? [] : (spot.reading === known.live ? running : inCode)([spot])
    return { ...object, blast: { ...doneTo(object, known.live, rules), dependents } }
  })
  return { ...drift, objects }
}

/** Where it is used: in the code, or where it runs when the code has nothing of it. */
function spotOf({ reading, wanted, live }: DriftedObject, known: Known): Spot | undefined {
  const here = known.readings.find(
    (one) =>
      reading !== undefined &&
      one.format === reading.format &&
      one.root === reading.root &&
      one.variant === reading.variant,
  )
  if (here !== undefined && wanted !== undefined) return { reading: here, address: wanted.address }
  return live === undefined ? undefined : { reading: known.live, address: live.address }
}

function doneTo(
  { address, what, reading, wanted, live }: DriftedObject,
  running: Reading,
  rules: readonly PlanRule[],
): Omit<EditBlast, 'dependents'> {
  // What only the state has forgotten stays as it is.
  const [from, to] = what === 'forgotten' ? [undefined, undefined] : [live, wanted]
  return revertDoes(only(running, address, from), only(reading ?? running, address, to), rules)
}

/** A reading of one resource, under the address that both sides have. */
function only(reading: Reading, address: string, resource: Resource | undefined): Reading {
  return {
    ...reading,
    resources:
      resource === undefined ? [] : [{ ...resource, address: addressOf(address), values: resource.values }],
    references: [],
  }
}
