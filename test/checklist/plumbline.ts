import { evaluate } from '../../src/engine/read.ts'
import { estateOf, plainOptions } from '../../src/engine/testing.ts'
import { filePath } from '../../src/kernel/brand.ts'
import type { Span } from '../../src/kernel/span.ts'
import type { Value } from '../../src/kernel/value.ts'
import { functionNames } from '../../src/lang/hcl/functions/index.ts'
import { opentofu, terraform111 } from '../../src/lang/hcl/version.ts'
import { byteOffsetAt, linesOf, positionAt } from '../../src/lang/text/lines.ts'
import { filesSnapshot } from '../../src/model/files-snapshot.ts'
import { printJson } from '../../src/model/json-text.ts'
import { valueJson } from '../../src/model/value-json.ts'
import { type Subject, summariesOf, unknown } from './answer.ts'

/** Plumbline, in this process. */
export const plumbline: Subject = {
  evaluate(expression, files, given) {
    const options = { ...plainOptions, language: 'terraform-1.11', ...given } as const
    const [one] = evaluate(filesSnapshot(files), filePath(''), options, [expression])
    if (one === undefined) return { kind: 'error', summary: 'no answer' }
    if (one.kind === 'error') return { kind: 'error', summary: one.message.split(': ')[0] ?? '' }
    return { ...one, json: JSON.parse(one.value) as unknown }
  },

  plan(files, given) {
    const { readings } = estateOf(files, { language: 'terraform-1.11', ...given })
    const reading = readings.find(({ root }) => root === '')
    const outputs = reading?.named.filter(({ kind, module }) => kind === 'output' && module === '') ?? []
    const resources = reading?.resources.filter(({ mode }) => mode !== 'ephemeral') ?? []
    const texts = (file: string): string => files[file] ?? ''
    return {
      addresses: resources.map(({ address }) => String(address)).toSorted(),
      outputs: Object.fromEntries(
        outputs.map(({ address, value }) => [address.replace(/^output\./u, ''), jsonOf(value)]),
      ),
      values: Object.fromEntries(resources.map(({ address, values }) => [address, jsonOf(values)])),
      errors: summariesOf(reading?.diagnostics ?? [], 'error'),
      warnings: summariesOf(reading?.diagnostics ?? [], 'warning'),
      places: (reading?.diagnostics ?? [])
        .filter(({ severity }) => severity === 'error')
        .map(({ span }) => placeOf(texts(span.file), span))
        .toSorted(),
    }
  },

  functionNames: (language) => functionNames(language === 'opentofu' ? opentofu : terraform111),
}

function placeOf(text: string, { file, start }: Span): string {
  const { line, column } = positionAt(text, linesOf(text), start)
  return `${file}:${line}:${column} (byte ${byteOffsetAt(text, start)})`
}

function jsonOf(value: Value): unknown {
  const json = valueJson(value, true)
  return json === undefined ? unknown : (JSON.parse(printJson(json)) as unknown)
}
