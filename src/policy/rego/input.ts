import { unreachable } from '../../kernel/unreachable.ts'
import type { Value } from '../../kernel/value.ts'
import { printJson, type Json } from '../../model/json-text.ts'
import type { Live } from '../../model/live.ts'
import { pathOf, valueJson } from '../../model/value-json.ts'
import type { Fact } from '../../rules/facts.ts'

/** What a policy is given of a resource: its JSON text, in which a marker stands for each value that isn't known. */
export interface Input {
  readonly text: string
  readonly unknown: readonly Unknown[]
}

/** A value that isn't known, and the text that stands for it. */
export interface Unknown {
  readonly marker: string
  readonly fact: Fact
}

/**
 * The resolved values of a resource as they are, so that policies for Kubernetes manifests work unchanged; which
 * resource it is stands under `plumbline`.
 */
export function inputOf(live: Live): Input {
  for (let salt = 0; ; salt++) {
    const unknown: Unknown[] = []
    const marked = markedOf(live.values, '', (path, value) => {
      const marker = `plumbline:unknown:${salt}:${String(unknown.length).padStart(6, '0')}`
      unknown.push({ marker, fact: { live, path, value } })
      return marker
    })
    const text = printJson(withName(valueJson(marked, true) ?? null, live))
    // A marker that the values hold themselves would stand for two things.
    if (unknown.every(({ marker }) => text.indexOf(marker) === text.lastIndexOf(marker))) {
      return { text, unknown }
    }
  }
}

function withName(json: Json, { type, address }: Live): Json {
  const name: Json = { type, address }
  return json instanceof Map ? new Map<string, Json>([...json, ['plumbline', name]]) : { plumbline: name }
}

function markedOf(value: Value, path: string, mark: (path: string, value: Value) => string): Value {
  switch (value.kind) {
    case 'unknown':
      return { kind: 'scalar', scalar: mark(path, value), origin: value.origin, marks: value.marks }
    case 'list':
      return { ...value, items: value.items.map((item, at) => markedOf(item, pathOf(path, at), mark)) }
    case 'map':
      return {
        ...value,
        entries: new Map(
          [...value.entries].map(([key, one]) => [key, markedOf(one, pathOf(path, key), mark)]),
        ),
      }
    case 'scalar':
    case 'absent':
      return value
    default:
      return unreachable(value)
  }
}
