import { isListData, isMapData, type Data } from '../../kernel/edit.ts'
import type { Facts, Property, Reply } from './table.ts'

/** What is at a path of a reply, such as `item.Tags` or `item.Reservations[].Instances`. */
export function at(value: Data | undefined, path: string): Data | undefined {
  if (path === '') return value
  let here = value
  const steps = path.split('.')
  for (const [position, step] of steps.entries()) {
    if (step.endsWith('[]')) {
      const rest = steps.slice(position + 1).join('.')
      return listAt(here, step.slice(0, -2)).flatMap((one) => {
        const inner = rest === '' ? one : at(one, rest)
        return inner === undefined ? [] : isListData(inner) ? inner : [inner]
      })
    }
    here =
      here !== undefined && here !== null && isMapData(here) && Object.hasOwn(here, step)
        ? here[step]
        : undefined
  }
  return here ?? undefined
}

/** The list at a path; empty where there is none. */
export function listAt(value: Data | undefined, path: string): readonly Data[] {
  const found = path === '' ? value : at(value, path)
  return found !== undefined && isListData(found) ? found : []
}

/** The text at a path; empty where there is none. */
export function textAt(value: Data | undefined, path: string): string {
  const found = at(value, path)
  return typeof found === 'string' ? found : typeof found === 'number' ? String(found) : ''
}

/** What a fact says at a path, as it is. */
export function as(path: string): Property {
  return made(path, (value) => value)
}

/** A text as the number that it stands for. */
export function number(path: string): Property {
  return made(path, (value) => (typeof value === 'string' && value !== '' ? Number(value) : value))
}

/** `true` in words, or `Enabled`. */
export function flag(path: string, yes = 'true'): Property {
  return made(path, (value) => (typeof value === 'string' ? value === yes : value))
}

/** A document in a text, as IAM and others have policies: encoded for addresses or not. */
export function document(path: string): Property {
  return made(path, (value) => {
    if (typeof value !== 'string' || value === '') return undefined
    const text = value.startsWith('%') ? decodeURIComponent(value) : value
    try {
      return JSON.parse(text) as Data
    } catch {
      // Not a document: said as it stands.
      return value
    }
  })
}

/** A list of pairs, whatever the service calls their parts. */
export function tags(path: string, key = 'Key', value = 'Value'): Property {
  return made(path, (list) =>
    isListData(list) ? list.map((one) => ({ Key: textAt(one, key), Value: textAt(one, value) })) : undefined,
  )
}

/** A map of tags as the list of pairs that the registry has. */
export function tagMap(path: string): Property {
  return made(path, (map) =>
    isMapData(map) ? Object.entries(map).map(([Key, Value]) => ({ Key, Value: Value ?? '' })) : undefined,
  )
}

/** Whatever a function makes of what is at a path. */
export function made(path: string, make: (value: Data) => Data | undefined): Property {
  const [fact = ''] = path.split('.')
  return {
    from: [fact],
    make: (facts: Facts) => {
      const value = at(facts[fact], path.slice(fact.length + 1))
      return value === undefined ? undefined : make(value)
    },
  }
}

/** An object without what is not set. */
export function withoutNothing(object: Readonly<Record<string, Data | undefined>>): Reply {
  return Object.fromEntries(
    Object.entries(object).flatMap(([key, value]): readonly (readonly [string, Data])[] =>
      value === undefined || value === null || value === '' ? [] : [[key, value]],
    ),
  )
}
