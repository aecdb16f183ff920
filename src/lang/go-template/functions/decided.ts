import type { OriginId } from '../../../kernel/origin.ts'
import { underAlso } from '../text.ts'
import { nil, type Call, type GoValue } from '../value.ts'

/** A value that was chosen, and what the choice hung on. */
export function decided(chosen: GoValue, by: readonly GoValue[], call: Call): GoValue {
  const condition = conditionOf(by, call)
  if (condition === 0) return chosen
  if (chosen.kind === 'string')
    return { kind: 'string', text: underAlso(chosen.text, condition, call.origins) }
  const inputs = chosen.origin === 0 ? [] : [chosen.origin]
  const origin = call.origins.at('conditional', call.site, { inputs, under: condition })
  return chosen === nil ? { kind: 'nil', origin } : { ...chosen, origin }
}

/** What a choice hung on. Letters that stand in the template itself are no condition: they never differ. */
function conditionOf(by: readonly GoValue[], call: Call): OriginId {
  const real = by.filter((value) =>
    value.kind === 'string'
      ? value.text.pieces.some(({ origin, under }) => origin !== 0 || under !== 0)
      : value.origin !== 0,
  )
  const [only] = real
  if (only === undefined) return 0
  if (real.length === 1 && only.kind !== 'string') return only.origin
  return call.made(real)
}
