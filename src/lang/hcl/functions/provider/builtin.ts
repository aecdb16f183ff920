import { isWhollyKnown } from '../../mark.ts'
import { dynamicType, stringType } from '../../types.ts'
import { string, typeOf, unknown } from '../../value.ts'
import { failed } from '../failure.ts'
import type { HclFunction } from '../function.ts'
import { quoted } from '../quoted.ts'
import { isMapping } from '../taken.ts'
import { textIn } from '../whole.ts'
import { isIdentifier, writtenArguments, writtenExpression } from './written.ts'

const parameters = [{ name: 'value', type: dynamicType, allowDynamic: true }]

export const decodeTfvars: HclFunction = {
  name: 'provider::terraform::decode_tfvars',
  summary: 'The variables that the text of a file of variables sets, as an object.',
  parameters: [{ name: 'src', type: stringType }],
  returns: () => dynamicType,
  refine: () => undefined,
  call: ([text], context) => context.decodeVariables(textIn(text)),
}

export const encodeExpr: HclFunction = {
  name: 'provider::terraform::encode_expr',
  summary: 'The value as an expression of the language.',
  parameters,
  returns: () => stringType,

  call([value]) {
    if (value === undefined || !isWhollyKnown(value)) return unknown(stringType, [])
    return string(writtenExpression(value))
  },
}

export const encodeTfvars: HclFunction = {
  name: 'provider::terraform::encode_tfvars',
  summary: 'The attributes of an object as the text of a file of variables.',
  parameters,
  returns: () => stringType,

  call([value]) {
    const kind = value === undefined ? 'dynamic' : typeOf(value).kind
    if (kind !== 'object' && kind !== 'map') {
      return failed(
        'invalid value to encode: must be an object whose attribute names will become the encoded variable names',
      )
    }
    if (!isMapping(value) || !isWhollyKnown(value)) return unknown(stringType, [])
    const wrong = [...value.entries.keys()].find((name) => !isIdentifier(name))
    if (wrong !== undefined) {
      return failed(
        `invalid variable name ${quoted(wrong)}: must be a valid identifier, per Terraform's rules for input variable declarations`,
      )
    }
    return string(writtenArguments(value.entries))
  },
}
