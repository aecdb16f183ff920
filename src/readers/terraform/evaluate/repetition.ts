import type { Attribute } from '../../../lang/hcl/body.ts'
import { convert } from '../../../lang/hcl/convert.ts'
import { causesOf, diagnosticOf, evaluate, isProblem, type Scope } from '../../../lang/hcl/evaluate/index.ts'
import { asInteger, fromLength, isInteger } from '../../../lang/hcl/number.ts'
import { problem } from '../../../lang/hcl/problem.ts'
import { dynamicType, numberType } from '../../../lang/hcl/types.ts'
import type { OriginId } from '../../../kernel/origin.ts'
import { marks } from '../../../kernel/value.ts'
import type { Cause } from '../../../kernel/value.ts'
import { copyOf, number, object, string, unknown, type Val } from '../../../lang/hcl/value.ts'
import { once, type Repetition } from './session.ts'

export interface Repeated {
  readonly kind: 'single' | 'count' | 'each' | 'unknown'
  readonly repetitions: readonly Repetition[]
  readonly because: readonly Cause[]
  /** The origin that says how many there are; 0 for always one. */
  readonly under: OriginId
}

const most = 1_000_000
const single: Repeated = { kind: 'single', repetitions: [once], because: [], under: 0 }

/** The instances that `count`, `for_each` or OpenTofu's `enabled` make. An unknown number gives one placeholder. */
export function repeat(
  meta: {
    readonly count: Attribute | undefined
    readonly forEach: Attribute | undefined
    readonly enabled: Attribute | undefined
  },
  scope: Scope,
): Repeated {
  if (meta.count !== undefined) return byCount(meta.count, scope)
  if (meta.forEach !== undefined) return byKey(meta.forEach, scope)
  if (meta.enabled !== undefined && scope.world.version.opentofu) return byEnabled(meta.enabled, scope)
  return single
}

function byCount(attribute: Attribute, scope: Scope): Repeated {
  const summary = 'Invalid count argument'
  const given = evaluate(attribute.expression, scope)
  if (given.kind === 'null') {
    return refuse(
      attribute,
      scope,
      summary,
      'The given "count" argument value is null. An integer is required.',
    )
  }
  const value = convert(given, numberType)
  if (isProblem(value)) {
    return refuse(
      attribute,
      scope,
      summary,
      `The given "count" argument value is unsuitable: ${value.detail}.`,
    )
  }
  if (value.kind === 'unknown') return unknownNumber(attribute, given, scope, summary, 'count')
  if ((value.marks & marks.ephemeral) !== 0) {
    return refuse(
      attribute,
      scope,
      summary,
      'The given "count" is derived from an ephemeral value, which means that Terraform cannot persist it between plan/apply rounds. Use only non-ephemeral values to specify the number of instances.',
    )
  }
  const whole = value.kind === 'number' && isInteger(value.value) ? asInteger(value.value) : undefined
  if (whole === undefined || whole < 0n) {
    const why = whole === undefined ? 'must be a whole number' : 'must be greater than or equal to zero'
    return refuse(attribute, scope, summary, `The given "count" argument value is unsuitable: ${why}.`)
  }
  if (whole > BigInt(most)) {
    return refuse(attribute, scope, summary, `A count of more than ${most} instances is not read.`)
  }
  const under = underOf(attribute, given, scope)
  const index = scope.world.origins.at('builtin', attribute.span, { under })
  const repetitions = Array.from({ length: Number(whole) }, (_, key) => ({
    ...once,
    key,
    count: object(new Map([['index', number(fromLength(key), index)]])),
    under,
  }))
  return { kind: 'count', repetitions, because: [], under }
}

function byEnabled(attribute: Attribute, scope: Scope): Repeated {
  const given = evaluate(attribute.expression, scope)
  const under = underOf(attribute, given, scope)
  if (given.kind === 'bool') {
    return { kind: 'single', repetitions: given.value ? [{ ...once, under }] : [], because: [], under }
  }
  if (given.kind === 'unknown')
    return unknownNumber(attribute, given, scope, 'Invalid enabled argument', 'enabled')
  return refuse(attribute, scope, 'Invalid enabled argument', 'The "enabled" argument must be true or false.')
}

function byKey(attribute: Attribute, scope: Scope): Repeated {
  const summary = 'Invalid for_each argument'
  const value = evaluate(attribute.expression, scope)
  const reason = unsuitable(value)
  if (reason !== undefined) {
    const isOfItems = value.kind === 'set' && value.marks === 0
    return refuse(attribute, scope, isOfItems ? 'Invalid for_each set argument' : summary, reason)
  }
  if (value.kind === 'unknown') return unknownNumber(attribute, value, scope, summary, 'for_each')
  const items: readonly (readonly [string, Val])[] =
    value.kind === 'map' || value.kind === 'object'
      ? [...value.entries]
      : value.kind === 'set'
        ? value.items.map((item) => [item.kind === 'string' ? item.value : '', item])
        : []
  const unknownItem = value.kind === 'set' ? value.items.find(({ kind }) => kind === 'unknown') : undefined
  if (unknownItem !== undefined) return unknownNumber(attribute, unknownItem, scope, summary, 'for_each')
  const { shape, under } = guardOf(attribute, value, scope)
  const repetitions = items.map(([key, item]) => {
    const site = {
      inputs: item.origin === 0 ? [value.origin] : [item.origin],
      through: item.origin === 0 ? 0 : value.origin,
      under,
    }
    const origin = scope.world.origins.at('each', attribute.span, site)
    // The key of a map depends on which entries there are; the key of a set is the item itself.
    const keyOrigin =
      value.kind === 'set'
        ? origin
        : scope.world.origins.at('each', attribute.span, { inputs: [shape], under })
    const each = new Map<string, Val>([
      ['key', string(key, keyOrigin)],
      ['value', copyOf(item, origin, item.marks)],
    ])
    return { ...once, key, each: object(each), under }
  })
  return { kind: 'each', repetitions, because: [], under }
}

/** Why a value can't be a for_each: the rules of checklist and documentation ("the for_each meta-argument"). */
function unsuitable(value: Val): string | undefined {
  const start = 'The given "for_each" argument value is unsuitable'
  if ((value.marks & marks.sensitive) !== 0) {
    return 'Sensitive values, or values derived from sensitive values, cannot be used as for_each arguments. If used, the sensitive value could be exposed as a resource instance key.'
  }
  if ((value.marks & marks.ephemeral) !== 0) {
    return 'Ephemeral values, or values derived from ephemeral values, cannot be used as for_each arguments.'
  }
  if (value.kind === 'null') {
    return `${start}: the given "for_each" argument value is null. A map, or set of strings is allowed.`
  }
  const kind = value.kind === 'unknown' ? value.type.kind : value.kind
  if (kind !== 'map' && kind !== 'object' && kind !== 'set' && kind !== 'dynamic') {
    return `${start}: the "for_each" argument must be a map, or set of strings, and you have provided a value of type ${kind}.`
  }
  if (value.kind !== 'set') return undefined
  if (value.items.some((item) => item.kind === 'null')) {
    return `The given "for_each" argument value is unsuitable: "for_each" sets must not contain null values.`
  }
  if (!value.items.every(isText)) {
    return `The given "for_each" argument value is unsuitable: "for_each" supports maps and sets of strings, but you have provided a set containing type ${value.element.kind}.`
  }
  return undefined
}

function isText(item: Val): boolean {
  if (item.kind === 'string') return true
  return item.kind === 'unknown' && (item.type.kind === 'string' || item.type.kind === 'dynamic')
}

/**
 * Terraform's plan refuses a number that only an apply will tell. A number that waits for what a reader does not
 * have (a variable, a data source, a module) is not an error of the configuration.
 */
function unknownNumber(
  attribute: Attribute,
  value: Val,
  scope: Scope,
  summary: string,
  name: string,
): Repeated {
  const because = causesOf([value])
  const waits = because.some(({ kind }) => kind !== 'computed' && kind !== 'time' && kind !== 'random')
  if (!waits) {
    const detail = `The "${name}" value depends on resource attributes that cannot be determined until apply, so Terraform cannot predict how many instances will be created.`
    return refuse(attribute, scope, summary, detail, because)
  }
  return placeholder(because, name, underOf(attribute, value, scope))
}

function refuse(
  attribute: Attribute,
  scope: Scope,
  summary: string,
  detail: string,
  because: readonly Cause[] = [],
): Repeated {
  const errors = scope.run.diagnostics
  const { tree, node } = attribute.expression
  const span = { file: tree.file, start: tree.starts[node] ?? 0, end: tree.ends[node] ?? 0 }
  if (
    !errors.some(
      (one) => one.span.file === span.file && one.span.start >= span.start && one.span.end <= span.end,
    )
  ) {
    errors.push(diagnosticOf(problem(summary, detail), span))
  }
  const name = attribute.name
  return placeholder(because.length > 0 ? because : [{ kind: 'error', what: summary, site: span }], name, 0)
}

function placeholder(because: readonly Cause[], name: string, under: number): Repeated {
  const missing = unknown(dynamicType, because)
  const each = object(
    new Map<string, Val>([
      ['key', missing],
      ['value', missing],
    ]),
  )
  const count = object(new Map<string, Val>([['index', missing]]))
  const one: Repetition = {
    key: undefined,
    placeholder: true,
    each: name === 'for_each' ? each : undefined,
    count: name === 'count' ? count : undefined,
    under,
  }
  return { kind: 'unknown', repetitions: [one], because, under }
}

function underOf(attribute: Attribute, value: Val, scope: Scope): number {
  const inputs = value.origin === 0 ? [] : [value.origin]
  return scope.world.origins.at('each', attribute.span, { inputs, under: scope.under })
}

/** How many instances a map makes is told by its shape; for a set it is told by its items. */
function guardOf(attribute: Attribute, value: Val, scope: Scope): { shape: OriginId; under: OriginId } {
  if (value.kind === 'set') return { shape: value.origin, under: underOf(attribute, value, scope) }
  const { origins } = scope.world
  const inputs = value.origin === 0 ? [] : [value.origin]
  const shape = origins.at('shape', attribute.span, { inputs })
  return { shape, under: origins.at('each', attribute.span, { inputs: [shape], under: scope.under }) }
}
