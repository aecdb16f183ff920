import { filePath } from '../../kernel/brand.ts'
import type { Diagnostic } from '../../kernel/diagnostic.ts'
import { Fault } from '../../kernel/fault.ts'
import { filesSnapshot } from '../../model/files-snapshot.ts'
import { filesAlone, type ReadOptions, type VariableLayer } from '../../model/options.ts'
import type { Reading } from '../../model/reading.ts'
import type { Json } from '../../model/json-text.ts'
import { becauseJson, valueJson } from '../../model/value-json.ts'
import { cloudformation } from './cloudformation.ts'

const plain: ReadOptions = filesAlone()

/** The readings of some files, for tests. */
export function readingsOf(
  files: Readonly<Record<string, string>>,
  layers: readonly VariableLayer[] = [],
): readonly Reading[] {
  const snapshot = filesSnapshot(files)
  const { value } = cloudformation.discover(snapshot, filePath(''), { ...plain, layers })
  return value.map((unit) => {
    const step = cloudformation.read(unit, snapshot).next()
    return step.done === true ? step.value : never()
  })
}

/** The first reading of some files, for tests. */
export function firstOf(files: Readonly<Record<string, string>>): Reading {
  const [reading] = readingsOf(files)
  return reading ?? never()
}

/** The only reading of a template, for tests. */
export function readingOf(text: string, layers: readonly VariableLayer[] = []): Reading {
  const [reading] = readingsOf({ 'template.yaml': text }, layers)
  return reading ?? never()
}

/** The properties of a resource as plain data. */
export function valuesIn({ resources }: Reading, address: string): unknown {
  return plainData(valueJson(resources.find((one) => one.address === address)?.values ?? never()))
}

/** Why parts of a resource aren't known, by path. */
export function causesIn({ resources }: Reading, address: string): unknown {
  return becauseJson(resources.find((one) => one.address === address)?.values ?? never())
}

/** The value that a name has: of a parameter, a condition or an output. */
export function namedIn({ named }: Reading, address: string): unknown {
  return plainData(valueJson(named.find((one) => one.address === address)?.value ?? never(), true))
}

/** Each problem with the text that it points at. */
export function problemsIn(reading: Reading, text: string): readonly string[] {
  return reading.diagnostics.map(
    ({ code, span }: Diagnostic) => `${code} ${text.slice(span.start, span.end)}`,
  )
}

function plainData(json: Json | undefined): unknown {
  if (json instanceof Map) return Object.fromEntries([...json].map(([key, one]) => [key, plainData(one)]))
  return Array.isArray(json) ? json.map(plainData) : json
}

function never(): never {
  throw new Fault('internal/unreachable', { expected: 'something that is not there' })
}
