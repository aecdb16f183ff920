import { filesAlone } from '../../model/options.ts'
import { filePath } from '../../kernel/brand.ts'
import type { Value } from '../../kernel/value.ts'
import type { ResourceChange } from '../../model/difference.ts'
import { filesSnapshot } from '../../model/files-snapshot.ts'
import type { Estate } from '../../model/reading.ts'
import type { Resource } from '../../model/resource.ts'
import { shapes } from '../../shapes/index.ts'
import { livesOf, shapeTable } from '../../shapes/live.ts'
import { differenceOf } from '../difference/difference.ts'
import { readEstate } from '../read.ts'

/** A change between two states, with the type that its live API knows the resource by. */
export type StateChange = ResourceChange & { readonly type: string }

/** What is different between two state files, resource by resource, in the shape of their live APIs. */
export function compareStates(before: string, after: string): readonly StateChange[] {
  const [old, now] = [liveEstate(before), liveEstate(after)]
  const types = new Map([...typesIn(old), ...typesIn(now)])
  return differenceOf(old, now)
    .roots.flatMap(({ groups }) => groups.flatMap(({ changes }) => changes))
    .map((change) => ({ ...change, type: types.get(change.address) ?? 'output' }))
    .toSorted(
      (one, other) =>
        compareTexts(one.address, other.address) ||
        compareTexts(one.path, other.path) ||
        compareTexts(one.kind, other.kind),
    )
}

const file = filePath('terraform.tfstate')

function liveEstate(text: string): Estate {
  const estate = readEstate(filesSnapshot({ [file]: text }), file, filesAlone())
  const table = shapeTable(shapes)
  return {
    ...estate,
    readings: estate.readings.map((reading) => ({
      ...reading,
      resources: livesOf(reading, table).flatMap(({ address, type, values, sources: [source] }) =>
        source === undefined ? [] : [shaped(source, { address, type, values })],
      ),
    })),
  }
}

/** Under the address and type that it runs as. */
function shaped(
  source: Resource,
  { address, type, values }: { address: Resource['address']; type: string; values: Value },
): Resource {
  const { mode, name, index, module, provider, span } = source
  return { address, mode, type, name, index, module, provider, values, span }
}

function typesIn({ readings }: Estate): readonly (readonly [string, string])[] {
  return readings.flatMap(({ resources }) => resources.map(({ address, type }) => [address, type] as const))
}

function compareTexts(one: string, other: string): number {
  return one < other ? -1 : Number(one > other)
}
