import { adoptedIntoTemplate } from '../../edits/cloudformation/adopt.ts'
import { registeredType } from '../../shapes/registered.ts'
import { Texts } from '../../edits/texts.ts'
import type { Value } from '../../kernel/value.ts'
import type { DriftedObject } from '../../model/drift.ts'
import type { StackImport } from '../../model/edit.ts'
import { entryOf } from '../../model/path.ts'
import type { Reading } from '../../model/reading.ts'
import type { Resource } from '../../model/resource.ts'
import { scalarText } from '../../model/scalar.ts'
import type { Edited } from '../edit/edit.ts'
import { refused } from '../edit/refusal.ts'
import { editedState, type EditState, type ReadUnit } from '../edit/state.ts'
import { calledOf, worthSaying } from './adopt-values.ts'
import { additionAt, verifiedAdoption } from './adopt-verified.ts'
import { isReadOnly } from './aws.ts'
import type { Again } from './codify.ts'

/**
 * Writes a resource that runs and is in no code into a template of CloudFormation, and says what the stack has to take over. The
 * properties are those of the live shape, since both are the registry's.
 */
export function adoptIntoTemplate(
  before: EditState,
  object: DriftedObject & { readonly live: Resource },
  unit: ReadUnit,
  again: Again,
): Edited {
  const { live, type, address } = object
  const none = (why: string): Edited => ({
    answer: refused('edit/no-place', `${address} cannot be written. ${why}`),
    state: before,
  })
  const registered = registeredType(type)
  const identifier = identifierOf(live, registered?.identifier)
  if (identifier === undefined)
    return none(
      `It is not known by which property a ${type} is imported: \`aws cloudformation describe-type --type RESOURCE --type-name ${type}\` says it. Write it by hand.`,
    )
  const unsaid = registered?.unsaid?.filter((one) => entryOf(live.values, one) === undefined) ?? []
  if (unsaid.length > 0)
    return none(`A template has to say ${unsaid.join(', ')}, and AWS does not tell it. Write it by hand.`)
  const { reading } = unit
  const readOnly = registered && new Set(registered.readOnly)
  const properties = worthSaying(live, readOnly === undefined ? isReadOnly : (name) => readOnly.has(name))
  const made = adoptedIntoTemplate(
    { reading, file: reading.root, type, called: calledOf(live), properties },
    new Texts((file) => before.estate.text(file)),
  )
  if (made === undefined) return none(`${reading.root} has no place for it. Write it by hand.`)
  const after = editedState(before, made.edits)
  const layers = [additionAt(made.edits[0], reading.root)]
  const known: Again = (readings) => again(readings.map((one) => importing(one, made.name, live)))
  const adoption = { object, addresses: [made.name], unit, layers }
  const verified = verifiedAdoption(before, after, adoption, known)
  const { answer } = verified
  if (answer.kind !== 'edited') return verified
  const parameters = parametersOf(unit)
  const imports = [{ template: reading.root, type, name: made.name, identifier, parameters }]
  return { ...verified, answer: { ...answer, imports } }
}

/** What no template can say is how the stack knows it once it has taken it over: nothing else tells an unnamed key from another. */
function importing(reading: Reading, name: string, live: Resource): Reading {
  if (reading.format !== 'cloudformation') return reading
  const id: Value = { kind: 'scalar', scalar: live.name, origin: 0, marks: 0 }
  const settings: Value = { kind: 'map', entries: new Map([['import', id]]), origin: 0, marks: 0 }
  const resources = reading.resources.map((one) =>
    one.name === name && one.type === live.type ? { ...one, settings } : one,
  )
  return { ...reading, resources }
}

/** The properties of the registry's identifier; of a type that isn't known here, those that have its parts for their values. */
function identifierOf(
  { name, values }: Resource,
  known: readonly string[] | undefined,
): StackImport['identifier'] | undefined {
  const parts = name.split('|')
  const names = known ?? parts.map((part) => propertyWith(values, part))
  if (names.length !== parts.length) return undefined
  const pairs = names.map((property, at) => [property, parts[at] ?? ''] as const)
  return pairs.every((pair): pair is readonly [string, string] => pair[0] !== undefined)
    ? Object.fromEntries(pairs)
    : undefined
}

function propertyWith(values: Resource['values'], text: string): string | undefined {
  if (values.kind !== 'map') return undefined
  const found = [...values.entries].filter(([, value]) => scalarText(value) === text)
  return found.length === 1 ? found[0]?.[0] : undefined
}

function parametersOf({ reading: { named } }: ReadUnit): readonly string[] {
  return named.flatMap(({ address }) => /^Parameters\.(\w+)$/u.exec(address)?.[1] ?? [])
}
