import { refuse } from '../refuse.ts'
import { emptyText, type Text } from '../text.ts'
import { nil, type GoList, type GoMap, type GoValue } from '../value.ts'

/** One argument; whoever calls has checked how many there are. */
export function itemAt(args: readonly GoValue[], position: number): GoValue {
  return args[position] ?? nil
}

/** An argument that is a string, with its pieces. */
export function textAt(args: readonly GoValue[], position: number): Text {
  const value = itemAt(args, position)
  return value.kind === 'string' ? value.text : emptyText
}

/** An argument that is a string. */
export function stringAt(args: readonly GoValue[], position: number): string {
  return textAt(args, position).value
}

/** An argument that is an `int`. */
export function intAt(args: readonly GoValue[], position: number): number {
  const value = itemAt(args, position)
  return value.kind === 'int' ? Number(value.value) : 0
}

/** An argument that is a map. */
export function mapAt(args: readonly GoValue[], position: number): GoMap {
  const value = itemAt(args, position)
  return value.kind === 'map' ? value : { kind: 'map', origin: 0, entries: new Map() }
}

/** An argument that is a list; nil is an empty one. */
export function listAt(args: readonly GoValue[], position: number): GoList {
  const value = itemAt(args, position)
  return value.kind === 'list' ? value : { kind: 'list', origin: 0, items: [] }
}

/** What Go says when a function asks nil for its type. */
export function nilPointer(): Error {
  return refuse('runtime error: invalid memory address or nil pointer dereference')
}
