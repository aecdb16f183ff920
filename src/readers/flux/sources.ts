import { Buffer } from 'node:buffer'
import type { Origins } from '../../kernel/origins.ts'
import { marks, type Value } from '../../kernel/value.ts'
import { entriesIn, fieldOf, textIn } from '../../model/fields.ts'
import { scalarText } from '../../model/scalar.ts'

/** The texts that a ConfigMap or Secret among objects holds, by key; undefined where it isn't there. */
export function textsOf(
  reference: Value,
  around: readonly Value[],
  origins: Origins,
): ReadonlyMap<string, Value> | undefined {
  const kind = textIn(reference, 'kind')
  const name = textIn(reference, 'name')
  const found = around.find((one) => textIn(one, 'kind') === kind && textIn(one, 'metadata', 'name') === name)
  if (found === undefined) return undefined
  const isSealed = fieldOf(found, 'sops') !== undefined
  if (kind === 'ConfigMap') return new Map(entriesIn(found, 'data'))
  const data = entriesIn(found, 'data').map(
    ([key, value]) => [key, isSealed ? sealed(value, origins) : decoded(value, origins)] as const,
  )
  const plain = entriesIn(found, 'stringData').map(
    ([key, value]) => [key, isSealed ? sealed(value, origins) : secret(value)] as const,
  )
  return new Map([...data, ...plain])
}

/** What a ConfigMap or Secret that isn't in the repository may hold. */
export function missing(reference: Value, name: string, origins: Origins): Value {
  const { origin } = reference
  return {
    kind: 'unknown',
    because: [
      { kind: 'elsewhere', what: `${name}, which is not in the repository`, site: origins.site(origin) },
    ],
    origin,
    marks: marks.none,
  }
}

function sealed({ origin }: Value, origins: Origins): Value {
  const site = origins.site(origin)
  return {
    kind: 'unknown',
    because: [{ kind: 'elsewhere', what: 'a secret that only the cluster can decrypt', site }],
    origin,
    marks: marks.sensitive,
  }
}

function secret(value: Value): Value {
  return { ...value, marks: value.marks | marks.sensitive }
}

function decoded(value: Value, origins: Origins): Value {
  const text = scalarText(value)
  if (text === undefined) return secret(value)
  const origin = origins.at('convert', origins.site(value.origin), { inputs: [value.origin] })
  return {
    kind: 'scalar',
    scalar: Buffer.from(text, 'base64').toString('utf8'),
    origin,
    marks: marks.sensitive,
  }
}
