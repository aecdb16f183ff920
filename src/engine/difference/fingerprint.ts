import { unreachable } from '../../kernel/unreachable.ts'
import { writtenIn, type Value } from '../../kernel/value.ts'

/** A text that is the same for equal values only. Where they come from, their marks and the order of a map's entries don't count. */
export function fingerprint(value: Value): string {
  switch (value.kind) {
    case 'scalar':
      return typeof value.scalar === 'object' && value.scalar !== null
        ? value.scalar.number
        : JSON.stringify(value.scalar)
    case 'list':
      return `[${value.items.map(fingerprint).join()}]`
    case 'map': {
      const members = [...writtenIn(value.entries)].filter(([, one]) => one.kind !== 'absent')
      return `{${members
        .map(([name, one]) => `${JSON.stringify(name)}:${fingerprint(one)}`)
        .toSorted()
        .join()}}`
    }
    case 'unknown':
      return `?${JSON.stringify(value.because.map(({ kind, what }) => `${kind} ${what}`))}`
    case 'absent':
      return '-'
    default:
      return unreachable(value)
  }
}
