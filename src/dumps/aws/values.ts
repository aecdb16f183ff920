import { filePath } from '../../kernel/brand.ts'
import type { OriginId } from '../../kernel/origin.ts'
import { Origins } from '../../kernel/origins.ts'
import type { Value } from '../../kernel/value.ts'
import { lowerJson } from '../../lang/json/lower.ts'
import { parseJson } from '../../lang/json/parse.ts'
import { jsonRoot } from '../../lang/json/tree.ts'
import { scalarText } from '../../model/scalar.ts'

/** A document that a text holds, or the document itself; every part of it has the origin of the text. */
export function unpacked(value: Value | undefined): Value | undefined {
  const text = value?.kind === 'scalar' ? scalarText(value) : undefined
  if (value === undefined || text === undefined || !/^\s*[[{]/u.test(text)) return value
  const tree = parseJson(filePath('<text>'), text)
  const root = jsonRoot(tree)
  if (root === undefined || tree.diagnostics.length > 0) return value
  return withOrigin(lowerJson(tree, root, new Origins()).value, value.origin)
}

function withOrigin(value: Value, origin: OriginId): Value {
  if (value.kind === 'list')
    return { ...value, origin, items: value.items.map((one) => withOrigin(one, origin)) }
  if (value.kind !== 'map') return { ...value, origin }
  return {
    ...value,
    origin,
    entries: new Map([...value.entries].map(([key, one]) => [key, withOrigin(one, origin)])),
  }
}

/** A text with an origin. */
export function textValue(text: string, origin: OriginId): Value {
  return { kind: 'scalar', scalar: text, origin, marks: 0 }
}
