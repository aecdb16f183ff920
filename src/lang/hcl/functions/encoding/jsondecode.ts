import { lowerJson } from '../../../json/lower.ts'
import { parseJson } from '../../../json/parse.ts'
import { jsonRoot } from '../../../json/tree.ts'
import type { Problem } from '../../problem.ts'
import { boolType, dynamicType, numberType, stringType, type Type } from '../../types.ts'
import { badArgument, failed } from '../failure.ts'
import type { HclFunction } from '../function.ts'
import { textIn } from '../whole.ts'
import { decodeJson } from './json-decode.ts'
import { locatedAs } from './located-as.ts'

export const jsondecode: HclFunction = {
  name: 'jsondecode',
  summary: 'The value that a JSON text says.',
  parameters: [{ name: 'str', type: stringType }],
  gives: 'what a text says',
  returns: ([given]) => (given?.kind === 'unknown' ? typeFrom(given.refinement?.prefix) : dynamicType),
  refine: () => undefined,

  call([given], context) {
    const source = given && context.sourceOf(given)
    const known = source?.decoded.get('jsondecode')
    if (known !== undefined) return known
    const text = textIn(given)
    const value = decodeJson(text)
    if (typeof value === 'string') return failed(value)
    if (source === undefined) return value
    const tree = parseJson(source.file, text)
    const root = jsonRoot(tree)
    const made = root === undefined ? value : locatedAs(value, lowerJson(tree, root, source.origins).value)
    source.decoded.set('jsondecode', made)
    return made
  },
}

/** What the first character of a text that is not known yet says of the type of its value. */
function typeFrom(prefix = ''): Type | Problem {
  const [first] = prefix.trim()
  if (first === undefined || first === '{' || first === '[' || first === 'n') return dynamicType
  if (first === '"') return stringType
  if (first === 't' || first === 'f') return boolType
  if (/[-0-9]/u.test(first)) return numberType
  return badArgument(0, `a JSON document cannot begin with the character '${first}'`)
}
