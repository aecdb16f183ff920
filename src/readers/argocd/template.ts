import { filePath } from '../../kernel/brand.ts'
import type { Diagnostic } from '../../kernel/diagnostic.ts'
import type { Origins } from '../../kernel/origins.ts'
import { marks, type Value } from '../../kernel/value.ts'
import { builtins } from '../../lang/go-template/builtins.ts'
import { codecFunctions } from '../../lang/go-template/encode/functions.ts'
import { sprigFunctions } from '../../lang/go-template/functions/index.ts'
import { goValue } from '../../lang/go-template/go-value.ts'
import { parseTemplates } from '../../lang/go-template/parser.ts'
import { Provenance } from '../../lang/go-template/provenance.ts'
import { failureOf, newBudget, runTemplate, type Budget } from '../../lang/go-template/run.ts'
import { textOf } from '../../lang/go-template/text.ts'
import { nil, type GoFunction } from '../../lang/go-template/value.ts'
import { entryOf } from '../../model/path.ts'
import { scalarText } from '../../model/scalar.ts'
import { problem } from './problems.ts'

/** Fills parameters into the texts of a value, also into the keys of maps. */
export interface Templating {
  fill(value: Value, params: Value): Value
  readonly diagnostics: readonly Diagnostic[]
}

/**
 * The templates of a set: Go's with `goTemplate: true`, else plain `{{name}}`. Go's write `<no value>` for a parameter that is missing,
 * unless the set's options make that a mistake.
 */
export function templating(kind: 'go' | 'strict go' | 'plain', origins: Origins): Templating {
  return kind === 'plain' ? new PlainTemplating(origins) : new GoTemplating(origins, kind === 'strict go')
}

abstract class Filling implements Templating {
  readonly diagnostics: Diagnostic[] = []

  fill(value: Value, params: Value): Value {
    switch (value.kind) {
      case 'list':
        return { ...value, items: value.items.map((one) => this.fill(one, params)) }
      case 'map': {
        const entries = [...value.entries].map(([key, one]) => [this.#key(key, one, params), one] as const)
        return { ...value, entries: new Map(entries.map(([key, one]) => [key, this.fill(one, params)])) }
      }
      case 'scalar':
        return typeof value.scalar === 'string' && value.scalar.includes('{{')
          ? this.text(value.scalar, value, params)
          : value
      default:
        return value
    }
  }

  #key(key: string, { origin }: Value, params: Value): string {
    if (!key.includes('{{')) return key
    const filled = this.text(key, { kind: 'scalar', scalar: key, origin, marks: marks.none }, params)
    return scalarText(filled) ?? key
  }

  protected abstract text(text: string, value: Value, params: Value): Value
}

/** What isn't known is left as it stands. See https://argo-cd.readthedocs.io/en/stable/operator-manual/applicationset/Template/ */
class PlainTemplating extends Filling {
  readonly #origins: Origins

  constructor(origins: Origins) {
    super()
    this.#origins = origins
  }

  protected text(text: string, value: Value, params: Value): Value {
    const inputs: Value[] = []
    const filled = text.replaceAll(/\{\{([^{}]*)\}\}/gu, (whole, name: string) => {
      const found = paramAt(params, name.trim())
      const inner = found === undefined ? undefined : scalarText(found)
      if (found === undefined || inner === undefined) return whole
      inputs.push(found)
      return inner
    })
    const [only] = inputs
    if (only === undefined) return value
    const isWhole = /^\{\{[^{}]*\}\}$/u.test(text)
    const origin = isWhole
      ? this.#origins.at('action', this.#origins.site(value.origin), { inputs: [only.origin] })
      : this.#origins.at('template', this.#origins.site(value.origin), {
          inputs: [...inputs.map((one) => one.origin), value.origin],
        })
    return { kind: 'scalar', scalar: filled, origin, marks: marks.none }
  }
}

/** The parameter of a name: one that is called so as a whole, or one in others. */
export function paramAt(params: Value, name: string): Value | undefined {
  const whole = entryOf(params, name)
  if (whole !== undefined) return whole
  let here: Value | undefined = params
  for (const part of name.split('.')) {
    if (here?.kind === 'list') here = here.items[Number(part)]
    else here = entryOf(here, part)
  }
  return here
}

/** See https://argo-cd.readthedocs.io/en/stable/operator-manual/applicationset/GoTemplate/ */
class GoTemplating extends Filling {
  readonly #origins: Origins
  readonly #budget: Budget = newBudget()
  readonly #isStrict: boolean

  constructor(origins: Origins, isStrict: boolean) {
    super()
    this.#origins = origins
    this.#isStrict = isStrict
  }

  protected text(text: string, value: Value, params: Value): Value {
    const site = this.#origins.site(value.origin)
    const source = { name: '', text: textOf(text, value.origin), around: site }
    const { templates, mistake } = parseTemplates(source, (name) => functions.has(name))
    const [template] = templates
    if (mistake !== undefined || template === undefined)
      return this.#wrong(value, mistake?.message ?? 'it is empty')
    const known = new Map(templates.map((one) => [one.name, one]))
    const running = {
      origins: this.#origins,
      functions,
      templates: known,
      budget: this.#budget,
      literals: new Map(),
    }
    try {
      const made = runTemplate(template, goValue(params), running)
      if (this.#isStrict && made.value.includes('<no value>'))
        return this.#wrong(value, 'a parameter is missing')
      const { origin } = new Provenance(made, this.#origins).scalar(0, made.value.length)
      const only = this.#origins.site(origin).file === filePath('') ? value.origin : origin
      return { kind: 'scalar', scalar: made.value, origin: only, marks: marks.none }
    } catch (fault) {
      const failure = failureOf(fault, source)
      if (failure === undefined) throw fault
      return this.#wrong(value, failure.message)
    }
  }

  #wrong(value: Value, message: string): Value {
    const text = scalarText(value) ?? ''
    const what = `${JSON.stringify(text.slice(0, 80))} cannot be filled in: ${message}.`
    const site = this.#origins.site(value.origin)
    this.diagnostics.push(problem('argocd/template', what, site))
    return {
      kind: 'unknown',
      because: [{ kind: 'error', what: 'a template that cannot be filled in', site }],
      origin: value.origin,
      marks: marks.none,
    }
  }
}

/** A name as Kubernetes allows it. */
export function normalized(name: string): string {
  return name
    .toLowerCase()
    .replaceAll(/[^-a-z0-9.]/gu, '-')
    .slice(0, 253)
    .replaceAll(/^[-.]+|[-.]+$/gu, '')
}

const normalize: GoFunction = {
  params: ['string'],
  call: ([name = nil]) =>
    name.kind === 'string'
      ? {
          kind: 'string',
          text: textOf(normalized(name.text.value), name.text.pieces[0]?.origin ?? 0, false),
        }
      : nil,
}

const functions: ReadonlyMap<string, GoFunction> = new Map([
  ...builtins,
  ...sprigFunctions,
  ...codecFunctions,
  ['normalize', normalize] as const,
])
