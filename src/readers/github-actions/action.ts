import { addressOf } from '../../kernel/brand.ts'
import type { Origins } from '../../kernel/origins.ts'
import { entryOf } from '../../model/path.ts'
import { headOf, without, type Part, type Source } from './part.ts'
import { stepParts } from './steps.ts'

/** A composite action and its steps, which know nothing of the workflows that use it. */
export function actionParts(source: Source, origins: Origins): readonly Part[] {
  const { value, name } = source
  const address = `action/${name}`
  const runs = entryOf(value, 'runs')
  const entries = value.kind === 'map' ? new Map(value.entries) : new Map()
  if (runs !== undefined) entries.set('runs', without(runs, ['steps']))
  const action: Part = {
    type: 'action',
    name,
    address: addressOf(address),
    values: { ...value, kind: 'map', entries },
    settings: new Map(),
    span: headOf(value, origins, source.text),
    references: [],
    steps: address,
    conditions: [],
  }
  return [action, ...stepParts(runs && entryOf(runs, 'steps'), address, [], { source, origins })]
}
