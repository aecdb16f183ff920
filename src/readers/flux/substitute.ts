import type { OriginId } from '../../kernel/origin.ts'
import { Origins } from '../../kernel/origins.ts'
import { filePath } from '../../kernel/brand.ts'
import { marks, type Value } from '../../kernel/value.ts'
import { yamlDocuments } from '../../lang/yaml/documents.ts'
import { textIn } from '../../model/fields.ts'
import { scalarText } from '../../model/scalar.ts'
import { expanded, parsedExpansion, type Part } from './expansion.ts'

const disabled = 'kustomize.toolkit.fluxcd.io/substitute'

/** The variables of a Kustomization, and what one that they don't hold is: nothing, unless they aren't all known. */
export interface Variables {
  readonly known: ReadonlyMap<string, Value>
  readonly others: Value | undefined
}

/**
 * An object with variables put in, by the functions that Flux has for it; undefined where Flux refuses one of its texts. What is put in
 * is read as YAML again, so that a number is one. See https://fluxcd.io/flux/components/kustomize/kustomizations/#post-build-variable-substitution
 */
export function substituted(object: Value, variables: Variables, origins: Origins): Substituted {
  const isOff = ['labels', 'annotations'].some(
    (key) => textIn(object, 'metadata', key, disabled) === 'disabled',
  )
  if (isOff) return { value: object, bad: undefined, unset: new Map() }
  const substitution = new Substitution(variables, origins)
  const value = substitution.filled(object)
  return { value, bad: substitution.bad, unset: substitution.unset }
}

/** An object with its variables, and the first of its texts that Flux refuses. */
export interface Substituted {
  readonly value: Value
  readonly bad: Value | undefined
  /** Variables that nobody sets and that have no default, with the first text of each. */
  readonly unset: ReadonlyMap<string, Value>
}

class Substitution {
  bad: Value | undefined
  readonly unset = new Map<string, Value>()
  readonly #variables: Variables
  readonly #origins: Origins

  constructor(variables: Variables, origins: Origins) {
    this.#variables = variables
    this.#origins = origins
  }

  filled(value: Value): Value {
    switch (value.kind) {
      case 'list':
        return { ...value, items: value.items.map((one) => this.filled(one)) }
      case 'map': {
        const entries = [...value.entries].map(
          ([key, one]) => [this.#key(key, one), this.filled(one)] as const,
        )
        return { ...value, entries: new Map(entries) }
      }
      case 'scalar':
        return typeof value.scalar === 'string' && hasVariable(value.scalar)
          ? this.#text(value.scalar, value)
          : value
      default:
        return value
    }
  }

  #key(key: string, value: Value): string {
    if (!hasVariable(key)) return key
    const parts = parsedExpansion(key)
    if (parts === undefined) this.bad ??= value
    if (parts === undefined) return key
    return expanded(parts, (name, hasDefault) => {
      const found = this.#find(name, hasDefault, value)
      return found === undefined ? '' : (scalarText(found) ?? '')
    })
  }

  #find(name: string, hasDefault: boolean, at: Value): Value | undefined {
    const found = this.#variables.known.get(name) ?? this.#variables.others
    if (found === undefined && !hasDefault && !this.unset.has(name)) this.unset.set(name, at)
    return found
  }

  #text(written: string, value: Value): Value {
    const parts = parsedExpansion(written)
    if (parts === undefined) {
      this.bad ??= value
      return value
    }
    const used: Value[] = []
    const made = expanded(parts, (name, hasDefault) => {
      const found = this.#find(name, hasDefault, value)
      if (found === undefined) return ''
      used.push(found)
      // A value of several lines loses its breaks.
      return (scalarText(found) ?? '').replaceAll('\n', '')
    })
    if (made === written) return value
    const together = used.reduce((all, one) => all | one.marks, value.marks)
    const origin = originOf(parts, value, used, this.#origins)
    const unknown = used.find(({ kind }) => kind === 'unknown')
    if (unknown?.kind === 'unknown') return { ...unknown, origin, marks: together }
    return { kind: 'scalar', scalar: resolved(written, made), origin, marks: together }
  }
}

function hasVariable(text: string): boolean {
  return text.includes('${') || text.includes('$$')
}

function originOf(parts: readonly Part[], value: Value, used: readonly Value[], origins: Origins): OriginId {
  const site = origins.site(value.origin)
  const [only] = used
  if (only === undefined) return origins.at('convert', site, { inputs: [value.origin] })
  const [whole, ...others] = parts.filter((part) => part.kind === 'variable' || part.text !== '')
  const isWhole = others.length === 0 && whole?.kind === 'variable' && !changing.test(whole.operator)
  return isWhole
    ? origins.at('action', site, { inputs: [only.origin] })
    : origins.at('template', site, { inputs: [...used.map((one) => one.origin), value.origin] })
}

/** What makes another text of a value than it is; defaults don't. */
const changing = /^(?:length|:|[\^,/#%].*)$/u

/** Variables are put in the text of the objects: what was written without quotes there is read again as it is then. */
function resolved(written: string, made: string): (Value & { readonly kind: 'scalar' })['scalar'] {
  if (/[\n"'#]|: |^[\s&*!|>%@`[\]{}?,-]/u.test(written)) return made
  const { value, diagnostics } = yamlDocuments(filePath(''), made, 'go-yaml-v2', new Origins())
  const [one] = value
  return diagnostics.length === 0 && one?.kind === 'scalar' && one.marks === marks.none ? one.scalar : made
}
