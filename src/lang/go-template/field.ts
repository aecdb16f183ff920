import { refuse } from './refuse.ts'
import { nil, typeName, type GoFunction, type GoNil, type GoValue } from './value.ts'

/** What an entry that is missing gives: as Helm sets its templates, nothing that holds nothing. */
const missing: GoNil = { kind: 'nil', origin: 0, held: true }

/**
 * A field, an entry or a method of a value, as text/template finds it. What it calls the type of a value that has no fields is another
 * where the value was held by a map or a list.
 */
export function fieldOf(
  value: GoValue,
  name: string,
  hasArguments: boolean,
  isHeld: boolean,
): GoValue | GoFunction {
  switch (value.kind) {
    case 'nil':
      if (value.held === true) throw refuse(`nil pointer evaluating interface {}.${name}`)
      return nil
    case 'map': {
      const method = value.methods?.get(name)
      if (method !== undefined) return method
      if (hasArguments) throw refuse(`${name} is not a method but has arguments`)
      const entry = value.entries.get(name) ?? missing
      return entry.kind === 'nil' ? { ...entry, held: true } : entry
    }
    case 'object': {
      const method = value.methods.get(name)
      if (method !== undefined) return method
      const field = value.fields.get(name)
      if (field === undefined) break
      if (hasArguments) throw refuse(`${name} has arguments but cannot be invoked as function`)
      return field
    }
    case 'bool':
    case 'int':
    case 'float':
    case 'string':
    case 'bytes':
      break
    case 'list': {
      const method = value.methods?.get(name)
      if (method !== undefined) return method
      break
    }
  }
  throw refuse(`can't evaluate field ${name} in type ${isHeld ? 'interface {}' : typeName(value)}`)
}
