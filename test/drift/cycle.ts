import { readObservation } from '../../src/dumps/index.ts'
import { accountTypes } from '../../src/engine/drift/account.ts'
import type { Again } from '../../src/engine/drift/codify.ts'
import { driftOf } from '../../src/engine/drift/drift.ts'
import { readState, type EditState } from '../../src/engine/edit/state.ts'
import { readEstate } from '../../src/engine/read.ts'
import { plainOptions } from '../../src/engine/testing.ts'
import { providerTable } from '../../src/host/tables.ts'
import { filePath } from '../../src/kernel/brand.ts'
import { filesSnapshot } from '../../src/model/files-snapshot.ts'
import { isOpen, type Drift, type DriftedObject, type DriftedValue } from '../../src/model/drift.ts'
import type { Ask } from '../../src/targets/aws/table.ts'
import { observeAws } from '../../src/targets/aws/target.ts'

/** The code and the state, as files. */
export interface Files {
  readonly code: string
  readonly state: string
}

/** One look at the account: what has drifted, and how to compare again. */
export interface Cycle {
  readonly state: EditState
  readonly drift: Drift
  readonly again: Again
}

/** Asks the account once, and compares with code and state. */
export async function cycle(ask: Ask, { code, state }: Files): Promise<Cycle> {
  const snapshot = filesSnapshot({ 'main.tf': code, 'terraform.tfstate': state })
  const file = filePath('terraform.tfstate')
  const options = { ...plainOptions, loadProviderTable: providerTable, state: file }
  const edited = readState({ snapshot, folder: filePath(''), options })
  const [remembered] = readEstate(snapshot, file, { ...options, state: undefined }).readings
  const types = accountTypes([...edited.estate.readings, ...(remembered === undefined ? [] : [remembered])])
  const observation = await observeAws(ask, 'aws', types, () => undefined)
  const again: Again = (readings) =>
    driftOf({
      readings,
      live: readObservation(observation),
      state: remembered,
      observation,
      namespace: undefined,
      waivers: [],
      today: '2026-11-21',
    })
  return { state: edited, drift: again(edited.estate.readings), again }
}

/** What is told of a drift, one line each: `ADDRESS PATH class`, or `ADDRESS class` of a whole object. */
export function told({ objects }: Drift): readonly string[] {
  return objects.flatMap((object) => [
    ...(object.what !== 'changed' && isOpen(object) ? [`${object.address} ${object.what}`] : []),
    ...object.values.filter(isOpen).map((one) => line(object, one)),
  ])
}

function line({ address }: DriftedObject, { path, what }: DriftedValue): string {
  return `${address} ${path} ${what}`
}
