import { filePath } from '../../../../kernel/brand.ts'
import { unreachable } from '../../../../kernel/unreachable.ts'
import { decodeTerraform } from '../../../yaml/decode-terraform.ts'
import { lowerYaml } from '../../../yaml/lower.ts'
import { keyText, type YamlValue } from '../../../yaml/value.ts'
import { parseNumber } from '../../number.ts'
import { dynamicType, stringType } from '../../types.ts'
import { bool, nullOf, number, object, tuple, type Val } from '../../value.ts'
import { failed } from '../failure.ts'
import type { HclFunction } from '../function.ts'
import { text } from '../normal.ts'
import { textIn } from '../whole.ts'
import { locatedAs } from './located-as.ts'

export const yamldecode: HclFunction = {
  name: 'yamldecode',
  summary: 'The value that a YAML document says.',
  parameters: [{ name: 'src', type: stringType }],
  gives: 'what a text says',
  returns: () => dynamicType,
  refine: () => undefined,

  call([given], context) {
    const source = given && context.sourceOf(given)
    const known = source?.decoded.get('yamldecode')
    if (known !== undefined) return known
    const file = source?.file ?? filePath('<yamldecode argument>')
    const { value, tree, diagnostics } = decodeTerraform(file, textIn(given))
    if (value !== undefined) {
      const made = new Conversion().value(value, 0) ?? failed('exceeded max depth')
      const [root] = tree.documents
      if (source === undefined || root === undefined || made.kind === 'problem') return made
      const { origins } = source
      const located = locatedAs(made, lowerYaml(tree, root, { dialect: 'yamldecode', origins }).value)
      source.decoded.set('yamldecode', located)
      return located
    }
    const [first] = diagnostics.filter(({ severity }) => severity === 'error')
    return failed((first?.detail ?? 'the text is no YAML').replace(/\.$/u, ''))
  },
}

/** As deep as values may be nested: what works on them goes down level by level. */
const deepest = 1000

/** Aliases give the very value of their anchor, so each is converted once. */
class Conversion {
  readonly #made = new Map<YamlValue, Val>()

  /** Undefined when it is nested too deeply. */
  value(given: YamlValue, depth: number): Val | undefined {
    if (given.kind === 'scalar') return scalarOf(given)
    const known = this.#made.get(given)
    if (known !== undefined || depth >= deepest) return known
    const made = given.kind === 'list' ? this.#list(given, depth) : this.#map(given, depth)
    if (made !== undefined) this.#made.set(given, made)
    return made
  }

  #list({ items }: YamlValue & { readonly kind: 'list' }, depth: number): Val | undefined {
    const all: Val[] = []
    for (const item of items) {
      const one = this.value(item, depth + 1)
      if (one === undefined) return undefined
      all.push(one)
    }
    return tuple(all)
  }

  #map({ entries }: YamlValue & { readonly kind: 'map' }, depth: number): Val | undefined {
    const all = new Map<string, Val>()
    for (const { key, value } of entries) {
      const one = this.value(value, depth + 1)
      if (one === undefined) return undefined
      all.set(text(keyText(key) ?? '').value, one)
    }
    return object(all)
  }
}

function scalarOf({ scalar }: YamlValue & { readonly kind: 'scalar' }): Val {
  switch (scalar.kind) {
    case 'null':
    case 'invalid':
      return nullOf(dynamicType)
    case 'bool':
      return bool(scalar.value)
    case 'int':
    case 'float':
      return number(parseNumber(scalar.text.replace(/\.(?=inf)/iu, '')) ?? 0)
    case 'string':
    case 'timestamp':
      return text(scalar.text)
    default:
      return unreachable(scalar)
  }
}
