import { addressOf } from '../../kernel/brand.ts'
import type { Origins } from '../../kernel/origins.ts'
import type { Value } from '../../kernel/value.ts'
import { entryOf } from '../../model/path.ts'
import { scalarText } from '../../model/scalar.ts'
import { localUse } from './files.ts'
import { environmentOf, runSetting, type Levels } from './inherited.ts'
import { headOf, type Part, type Source } from './part.ts'

/** The steps of a job or a composite action, each named by its id or by its place, counted from 1. */
export function stepParts(
  steps: Value | undefined,
  owner: string,
  around: Levels,
  { source, origins }: { readonly source: Source; readonly origins: Origins },
): readonly Part[] {
  if (steps?.kind !== 'list') return []
  const seen = new Set<string>()
  return steps.items.flatMap((step, at): readonly Part[] => {
    if (step.kind !== 'map') return []
    const written = textAt(step, 'id')
    // A second step with the same id is refused by GitHub; it keeps its place here.
    const name = written === undefined || seen.has(written) ? String(at + 1) : written
    seen.add(name)
    const uses = usedBy(step)
    return [
      {
        type: 'step',
        name,
        address: addressOf(`${owner}/step/${name}`),
        values: step,
        settings: settingsOf(step, around, origins),
        span: headOf(step, origins, source.text),
        references: [{ to: addressOf(owner), path: '' }, ...uses],
        steps: owner,
        conditions: ['if'],
      },
    ]
  })
}

/** A workflow or composite action of the same repository that a job or step uses. */
export function usedBy(value: Value): Part['references'] {
  const found = localUse(textAt(value, 'uses') ?? '')
  return found === undefined ? [] : [{ to: addressOf(`${found.kind}/${found.name}`), path: 'uses' }]
}

/** The text of a key, where it is one. */
export function textAt(value: Value, key: string): string | undefined {
  const one = entryOf(value, key)
  return one === undefined ? undefined : scalarText(one)
}

function settingsOf(step: Value, around: Levels, origins: Origins): ReadonlyMap<string, Value> {
  const found = new Map<string, Value>()
  const env = environmentOf([step, ...around], origins)
  if (env !== undefined) found.set('env', env)
  if (entryOf(step, 'run') === undefined) return found
  for (const name of ['shell', 'working-directory']) {
    const value = runSetting(step, around, name, origins)
    if (value !== undefined) found.set(name, value)
  }
  return found
}
