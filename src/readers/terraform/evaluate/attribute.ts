import type { Attribute } from '../../../lang/hcl/body.ts'
import { evaluate, withOrigin, type Scope } from '../../../lang/hcl/evaluate/index.ts'
import type { Val } from '../../../lang/hcl/value.ts'

/** The value of an argument. Where an override file has replaced others, its origin says which lines lost. */
export function attributeValue(attribute: Attribute, scope: Scope): Val {
  const value = evaluate(attribute.expression, scope)
  if (attribute.overridden === undefined) return value
  const { origins } = scope.world
  const losers = attribute.overridden.map(({ span }) => origins.at('attribute', span))
  const inputs = value.origin === 0 ? [] : [value.origin]
  return withOrigin(value, origins.at('attribute', attribute.span, { inputs, losers }))
}
