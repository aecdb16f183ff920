import { isWhollyKnown } from '../../../lang/hcl/mark.ts'
import { map, string } from '../../../lang/hcl/value.ts'
import { stringType } from '../../../lang/hcl/types.ts'
import { withAttributes, type PureData } from './pure.ts'

/** `null_data_source`: hands its inputs on. Source: the null provider's documentation. */
export const nullDataSource: PureData = (asked) => {
  const inputs = asked.value.entries.get('inputs')
  if (inputs === undefined || !isWhollyKnown(inputs)) return undefined
  const outputs = inputs.kind === 'null' ? map(stringType, new Map(), inputs.origin) : inputs
  const given = asked.value.entries.get('has_computed_default')
  return withAttributes(asked, {
    outputs,
    has_computed_default: given?.kind === 'string' ? given : string('default'),
    id: string('static'),
  })
}
