import { isMapData, type Data } from '../../kernel/edit.ts'
import { dataOf } from '../../model/data.ts'
import { entryOf } from '../../model/path.ts'
import type { Resource } from '../../model/resource.ts'
import { scalarText } from '../../model/scalar.ts'
import { shapes } from '../../shapes/index.ts'
import { shapeTable } from '../../shapes/live.ts'
import type { Attributes } from '../../shapes/unshape.ts'
import { isReadOnly } from './aws.ts'
import { isServiceDefault } from './service-defaults.ts'

const table = shapeTable(shapes)

/** The properties that somebody set: without what the service gives, works out, or has from elsewhere. */
export function worthSaying(
  { type, values }: Resource,
  isFilledIn: (property: string) => boolean = isReadOnly,
): Attributes {
  const data = dataOf(values)
  if (data === undefined || data === null || !isMapData(data) || values.kind !== 'map') return {}
  const given = table.defaults.get(type) ?? {}
  const keep = (path: string, one: Data): Data | undefined => {
    if (isMapData(one)) {
      const inner = Object.entries(one).flatMap(([name, two]): readonly (readonly [string, Data])[] => {
        const kept = keep(`${path}.${name}`, two)
        return kept === undefined ? [] : [[name, kept]]
      })
      return inner.length === 0 || allDefault(type, path, one) ? undefined : Object.fromEntries(inner)
    }
    const isEmpty = one === '' || one === null || (Array.isArray(one) && one.length === 0)
    return isEmpty || isServiceDefault(type, path, one) || given[path] === one ? undefined : one
  }
  return Object.fromEntries(
    Object.entries(data).flatMap(([name, one]): readonly (readonly [string, Data])[] => {
      const kept = isFilledIn(name) && !isNamed(type, name) ? undefined : keep(name, one)
      return kept === undefined ? [] : [[name, kept]]
    }),
  )
}

/** A property that a table lets the source say, whatever its name looks like. */
function isNamed(type: string, property: string): boolean {
  return [...table.owners.values()].some(
    ({ to, fields }) => to === type && Object.keys(fields).some((one) => one.split('.')[0] === property),
  )
}

function allDefault(type: string, path: string, map: Readonly<Record<string, Data>>): boolean {
  return Object.entries(map).every(([name, one]) => isServiceDefault(type, `${path}.${name}`, one))
}

/** By its name tag, or what it is called. */
export function calledOf({ values, name }: Resource): string {
  const tags = entryOf(values, 'Tags')
  const tag = tags?.kind === 'list' ? tags.items.find((one) => textOf(one, 'Key') === 'Name') : undefined
  const named = tag === undefined ? '' : textOf(tag, 'Value')
  return named || (name.split(/[/:|]/u).findLast((part) => part !== '') ?? name)
}

function textOf(value: Parameters<typeof entryOf>[0], key: string): string {
  const one = entryOf(value, key)
  return one === undefined ? '' : (scalarText(one) ?? '')
}
