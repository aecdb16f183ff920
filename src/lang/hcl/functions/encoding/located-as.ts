import type { Value } from '../../../../kernel/value.ts'
import { object, tuple, type Val } from '../../value.ts'
import { withOrigin } from '../../evaluate/scope.ts'
import { text } from '../normal.ts'

/** A decoded value, each part of which comes from where another reading of the same text found it. */
export function locatedAs(value: Val, place: Value): Val {
  if (value.kind === 'tuple' && place.kind === 'list') {
    const items = value.items.map((item, at) => locatedIn(item, place.items[at]))
    return tuple(items, place.origin)
  }
  if (value.kind === 'object' && place.kind === 'map') {
    const places = new Map([...place.entries].map(([key, one]) => [text(key).value, one]))
    const entries = new Map([...value.entries].map(([key, one]) => [key, locatedIn(one, places.get(key))]))
    return object(entries, place.origin)
  }
  return withOrigin(value, place.origin)
}

function locatedIn(value: Val, place: Value | undefined): Val {
  return place === undefined ? value : locatedAs(value, place)
}
