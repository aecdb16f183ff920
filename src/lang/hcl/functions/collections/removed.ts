import { dynamicType } from '../../types.ts'
import { failed } from '../failure.ts'
import type { HclFunction } from '../function.ts'

/** Functions that once were, whose errors tell what to write today. */
export const list: HclFunction = removed('list', 'tolist([ ... ])', 'list')

export const map: HclFunction = removed('map', 'tomap({ ... })', 'map')

function removed(name: string, instead: string, what: string): HclFunction {
  const detail = `the "${name}" function was deprecated in Terraform v0.12 and is no longer available; use ${instead} syntax to write a literal ${what}`
  return {
    name,
    summary: `Removed from the language; write ${instead}.`,
    parameters: [],
    variadic: { name: 'vals', type: dynamicType, allowNull: true, allowUnknown: true, allowDynamic: true },
    returns: () => failed(detail),
    call: () => failed(detail),
  }
}
