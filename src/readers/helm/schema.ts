import Ajv, { type ErrorObject, type ValidateFunction } from 'ajv'
import Ajv2019 from 'ajv/dist/2019.js'
import Ajv2020 from 'ajv/dist/2020.js'
import addFormats from 'ajv-formats'
import type { Diagnostic } from '../../kernel/diagnostic.ts'
import type { Origins } from '../../kernel/origins.ts'
import { unreachable } from '../../kernel/unreachable.ts'
import { goExpression } from '../../lang/regex/engine.ts'
import { originOf, type GoMap, type GoValue } from '../../lang/go-template/value.ts'
import type { Chart } from './chart.ts'
import type { ChartFile } from './files.ts'
import { problem } from './problems.ts'

/** What is wrong with the values of a chart and of those in it, by their values.schema.json. */
export function schemaMistakes(chart: Chart, values: GoMap, origins: Origins): readonly Diagnostic[] {
  const own = chart.schema === undefined ? [] : mistakes(chart.schema, values, origins)
  const inner = chart.dependencies.flatMap((part) => {
    const section = values.entries.get(part.name)
    return section?.kind === 'map' ? schemaMistakes(part, section, origins) : []
  })
  return [...own, ...inner]
}

function mistakes(file: ChartFile, values: GoMap, origins: Origins): readonly Diagnostic[] {
  const span = { file: file.path, start: 0, end: 0 }
  let validate: ValidateFunction
  try {
    validate = compiled(JSON.parse(file.text ?? ''))
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : 'it is broken'
    return [problem('helm/schema', `The schema ${file.path} cannot be used: ${why}.`, span)]
  }
  if (validate(plain(values))) return []
  return (validate.errors ?? []).slice(0, 20).map((error) => {
    const at = placeOf(values, error)
    const origin = originOf(at, origins)
    const where = error.instancePath === '' ? 'The values' : error.instancePath.slice(1).replaceAll('/', '.')
    const what = `${where} ${error.message ?? 'is wrong'}.`
    return problem('helm/schema', what, origin === 0 ? span : origins.site(origin))
  })
}

/** A schema says its draft itself; where it doesn't, Helm takes the newest. */
function compiled(schema: unknown): ValidateFunction {
  const written =
    typeof schema === 'object' && schema !== null && '$schema' in schema ? String(schema.$schema) : ''
  const draft = /draft-0[4-7]/u.test(written)
  const options = {
    strict: false,
    allErrors: true,
    // Since the draft of 2019 a format is a remark, and what stands beside a reference counts.
    validateFormats: draft,
    ignoreKeywordsWithRef: draft,
    multipleOfPrecision: 10,
    logger: false,
    // Patterns are expressions of Go's, which is what Helm reads them with.
    code: { regExp: Object.assign(goExpression, { code: '' }) },
  } as const
  const ajv = draft
    ? new Ajv.default(options)
    : /2019-09/u.test(written)
      ? new Ajv2019.default(options)
      : new Ajv2020.default(options)
  addFormats.default(ajv)
  for (const name of ['uri', 'iri']) ajv.addFormat(name, isAddress)
  for (const name of ['uri-reference', 'iri-reference']) ajv.addFormat(name, isReference)
  if (typeof schema === 'boolean') return ajv.compile(schema)
  if (typeof schema !== 'object' || schema === null) return ajv.compile({})
  // The dialect is chosen already; what is left of its name would have to be fetched.
  const { $schema: _, id: __, ...rest } = schema as Record<string, unknown>
  return ajv.compile(rest)
}

/** An address with a scheme, which Go's reader of addresses takes. */
function isAddress(text: string): boolean {
  return /^[a-z][a-z\d+.-]*:/iu.test(text) && isReference(text)
}

/** What Go's reader of addresses takes: most texts. */
function isReference(text: string): boolean {
  const [bare = ''] = text.split('#', 1)
  const [, host = ''] = /^(?:[a-z][a-z\d+.-]*:)?\/\/([^/?]*)/iu.exec(bare) ?? []
  const isStart = /^(?:[a-z][a-z\d+.-]*:|[^:/?]*(?:[/?]|$))/iu.test(bare)
  const isWritten =
    !Array.from(text).some((one) => one < ' ' || one === '\u007f') &&
    !/%(?![\da-f]{2})/iu.test(bare.split('?', 1)[0] ?? '')
  return isStart && isWritten && !/[ <>"{}|\\^`]/u.test(host) && !/:\D/u.test(host.replace(/^.*[@\]]/u, ''))
}

/** The deepest value on the way to what an error is about. */
function placeOf(values: GoMap, { instancePath }: ErrorObject): GoValue {
  let here: GoValue = values
  for (const step of instancePath.split('/').slice(1)) {
    const name = step.replaceAll('~1', '/').replaceAll('~0', '~')
    const next: GoValue | undefined =
      here.kind === 'map'
        ? here.entries.get(name)
        : here.kind === 'list'
          ? here.items[Number(name)]
          : undefined
    if (next === undefined) break
    here = next
  }
  return here
}

/** A value as JSON has it. */
function plain(value: GoValue): unknown {
  switch (value.kind) {
    case 'nil':
      return null
    case 'bool':
    case 'float':
      return value.value
    case 'int':
      return Number(value.value)
    case 'string':
      return value.text.value
    case 'bytes':
      return Buffer.from(value.value).toString('base64')
    case 'list':
      return value.items.map(plain)
    case 'map':
      return Object.fromEntries([...value.entries].map(([key, one]) => [key, plain(one)]))
    case 'object':
      return {}
    default:
      return unreachable(value)
  }
}
