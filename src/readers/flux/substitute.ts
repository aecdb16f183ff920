import type { OriginId } from '../../kernel/origin.ts'
import { Origins } from '../../kernel/origins.ts'
import { filePath } from '../../kernel/brand.ts'
import { marks, type Value } from '../../kernel/value.ts'
import { yamlDocuments } from '../../lang/yaml/documents.ts'
import { textIn } from '../../model/fields.ts'
import { scalarText } from '../../model/scalar.ts'

const disabled = 'kustomize.toolkit.fluxcd.io/substitute'

/**
 * An object with variables put in: `${name}`, `${name:=default}`, `${name:-default}`; `$${name}` stays `${name}`. What is put in is read
 * as YAML again, so that a number is one. See https://fluxcd.io/flux/components/kustomize/kustomizations/#post-build-variable-substitution
 */
export function substituted(object: Value, variables: ReadonlyMap<string, Value>, origins: Origins): Value {
  const isOff = ['labels', 'annotations'].some(
    (key) => textIn(object, 'metadata', key, disabled) === 'disabled',
  )
  return isOff ? object : filled(object, variables, origins)
}

function filled(value: Value, variables: ReadonlyMap<string, Value>, origins: Origins): Value {
  switch (value.kind) {
    case 'list':
      return { ...value, items: value.items.map((one) => filled(one, variables, origins)) }
    case 'map': {
      const entries = [...value.entries].map(([key, one]) => [key, filled(one, variables, origins)] as const)
      return { ...value, entries: new Map(entries) }
    }
    case 'scalar':
      return typeof value.scalar === 'string' && value.scalar.includes('${')
        ? text(value.scalar, value, variables, origins)
        : value
    default:
      return value
  }
}

const pattern = /\$?\$\{([A-Za-z_]\w*)(?::?[-=]([^{}]*))?\}/gu

function text(written: string, value: Value, variables: ReadonlyMap<string, Value>, origins: Origins): Value {
  const used: Value[] = []
  const made = written.replaceAll(pattern, (whole, name: string, fallback: string | undefined) => {
    if (whole.startsWith('$$')) return whole.slice(1)
    const found = variables.get(name)
    if (found === undefined) return fallback ?? ''
    used.push(found)
    const inner = scalarText(found) ?? ''
    return inner === '' ? (fallback ?? '') : inner
  })
  if (made === written) return value
  const together = used.reduce((all, one) => all | one.marks, value.marks)
  const origin = originOf(written, value, used, origins)
  const unknown = used.find(({ kind }) => kind === 'unknown')
  if (unknown?.kind === 'unknown') return { ...unknown, origin, marks: together }
  return { kind: 'scalar', scalar: resolved(written, made), origin, marks: together }
}

function originOf(written: string, value: Value, used: readonly Value[], origins: Origins): OriginId {
  const site = origins.site(value.origin)
  const [only] = used
  if (only === undefined) return origins.at('convert', site, { inputs: [value.origin] })
  const isWhole = /^\$\{[^{}]*\}$/u.test(written)
  return isWhole
    ? origins.at('action', site, { inputs: [only.origin] })
    : origins.at('template', site, { inputs: [...used.map((one) => one.origin), value.origin] })
}

/** Variables are put in the text of the objects: what was written without quotes there is read again as it is then. */
function resolved(written: string, made: string): (Value & { readonly kind: 'scalar' })['scalar'] {
  if (/[\n"'#]|: |^[\s&*!|>%@`[\]{}?,-]/u.test(written)) return made
  const { value, diagnostics } = yamlDocuments(filePath(''), made, 'go-yaml-v2', new Origins())
  const [one] = value
  return diagnostics.length === 0 && one?.kind === 'scalar' && one.marks === marks.none ? one.scalar : made
}
