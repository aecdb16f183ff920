import { isWhollyKnown } from '../../mark.ts'
import { dynamicType, stringType, type Type } from '../../types.ts'
import { string, typeOf, unknown, type Refinement, type Val } from '../../value.ts'
import { failed } from '../failure.ts'
import type { HclFunction } from '../function.ts'
import { jsonText } from './json-text.ts'

export const jsonencode: HclFunction = {
  name: 'jsonencode',
  summary: 'A value as JSON.',
  parameters: [{ name: 'val', type: dynamicType, allowNull: true, allowUnknown: true, allowDynamic: true }],
  returns: () => stringType,

  call([given], _, type) {
    if (given === undefined) return failed('a value is required')
    if (!isWhollyKnown(given)) return unknown(type, [])
    const json = jsonText(given)
    return typeof json === 'string' ? string(json) : json
  },

  outline: ([given]) => (given === undefined ? undefined : { kind: 'json', value: given }),

  refine([given]) {
    const prefix = given === undefined ? undefined : firstCharacter(given)
    return prefix === undefined ? { notNull: true } : ({ notNull: true, prefix } satisfies Refinement)
  },
}

/** What the text begins with follows from the type, unless it may be `null`. */
function firstCharacter(given: Val): string | undefined {
  if (given.kind === 'unknown' && given.refinement?.notNull !== true) return undefined
  return firstOf.get(typeOf(given).kind)
}

const firstOf: ReadonlyMap<Type['kind'], string> = new Map<Type['kind'], string>([
  ['string', '"'],
  ['object', '{'],
  ['map', '{'],
  ['list', '['],
  ['set', '['],
  ['tuple', '['],
])
