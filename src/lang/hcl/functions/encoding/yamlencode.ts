import { encodeTerraform, type PlainValue } from '../../../yaml/encode-terraform.ts'
import { unreachable } from '../../../../kernel/unreachable.ts'
import { isWhollyKnown } from '../../mark.ts'
import { formatNumber } from '../../number.ts'
import { dynamicType, stringType } from '../../types.ts'
import { unknown, type Val } from '../../value.ts'
import { failed } from '../failure.ts'
import type { HclFunction } from '../function.ts'
import { text } from '../normal.ts'

export const yamlencode: HclFunction = {
  name: 'yamlencode',
  summary: 'A value as YAML.',
  parameters: [{ name: 'value', type: dynamicType, allowNull: true, allowUnknown: true, allowDynamic: true }],
  returns: () => stringType,

  call([given], _, type) {
    if (given === undefined) return failed('a value is required')
    return isWhollyKnown(given) ? text(encodeTerraform(plain(given))) : unknown(type, [])
  },
}

function plain(value: Val): PlainValue {
  switch (value.kind) {
    case 'string':
      return { kind: 'string', text: value.value }
    case 'number':
      return { kind: 'number', text: formatNumber(value.value) }
    case 'bool':
      return { kind: 'bool', value: value.value }
    case 'null':
    case 'unknown':
      return { kind: 'null' }
    case 'list':
    case 'set':
    case 'tuple':
      return { kind: 'list', items: value.items.map(plain) }
    case 'map':
    case 'object':
      return {
        kind: 'map',
        entries: new Map([...value.entries].map(([key, entry]) => [key, plain(entry)])),
      }
    default:
      return unreachable(value)
  }
}
