import { addressOf, filePath } from '../../kernel/brand.ts'
import { Origins } from '../../kernel/origins.ts'
import { lowerJson } from '../../lang/json/lower.ts'
import { parseJson } from '../../lang/json/parse.ts'
import { objectsIn } from '../../model/kubernetes/objects.ts'
import { resourcesOf } from '../../model/kubernetes/resources.ts'
import type { Drift } from '../../model/drift.ts'
import { filesSnapshot } from '../../model/files-snapshot.ts'
import type { ReadOptions } from '../../model/options.ts'
import type { Reading } from '../../model/reading.ts'
import { readState, type EditState } from '../edit/state.ts'
import { plainOptions } from '../testing.ts'
import type { Again } from './codify.ts'
import { driftOf } from './drift.ts'

/** What kubectl prints, as what runs; for tests. */
export function readingOfDump(text: string): Reading {
  const origins = new Origins()
  const file = filePath('live.json')
  const { value } = lowerJson(parseJson(file, text), 0, origins)
  return {
    format: 'live',
    root: file,
    variant: '',
    resources: resourcesOf(objectsIn(value, text, origins)).value,
    named: [],
    references: [],
    diagnostics: [],
    origins,
    texts: new Map([[file, text]]),
  }
}

/** Resources of an account, as the Cloud Control API describes them; for tests. */
export function accountReading(
  all: readonly (readonly [type: string, name: string, properties: object])[],
): Reading {
  const texts = all.map(([, , properties]) => JSON.stringify(properties))
  const origins = new Origins()
  const file = filePath('live.json')
  const resources = all.map(([type, name], at) => {
    const text = texts[at] ?? ''
    return {
      address: addressOf(`${type}/${name}`),
      mode: 'managed' as const,
      type,
      name,
      index: undefined,
      module: '',
      provider: 'aws',
      values: lowerJson(parseJson(file, text), 0, origins).value,
      span: { file, start: 0, end: 1 },
    }
  })
  return {
    format: 'live',
    root: file,
    variant: '',
    resources,
    named: [],
    references: [],
    diagnostics: [],
    origins,
    texts: new Map([[file, texts[0] ?? '']]),
  }
}

/** Code beside an account, read so that it can be edited; for tests. */
export function accountBeside(
  files: Readonly<Record<string, string>>,
  all: Parameters<typeof accountReading>[0],
  options: Partial<ReadOptions> = {},
): { readonly state: EditState; readonly drift: Drift; readonly again: Again } {
  const snapshot = filesSnapshot(files)
  const state = readState({ snapshot, folder: filePath(''), options: { ...plainOptions, ...options } })
  const live = accountReading(all)
  const again: Again = (readings) =>
    driftOf({ readings, live, state: undefined, namespace: undefined, waivers: [], today: '2026-11-21' })
  return { state, drift: again(state.estate.readings), again }
}
