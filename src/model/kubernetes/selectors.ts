import { unreachable } from '../../kernel/unreachable.ts'
import type { Value } from '../../kernel/value.ts'
import { entryOf, type PathStep } from '../path.ts'
import { scalarText } from '../scalar.ts'
import { placesAt, textAt } from './places.ts'

/** The labels of an object. */
export type Labels = ReadonlyMap<string, string>

/** What an object chooses by labels. */
export interface Selector {
  readonly of: 'pods' | 'services'
  readonly namespaces: readonly string[] | 'any'
  /** Labels that must be so: a way to find candidates fast. */
  readonly equal: Labels
  readonly matches: (labels: Labels) => boolean
}

interface Row {
  readonly at: string
  readonly of: Selector['of']
  /** A plain map of labels, or a LabelSelector with `matchLabels` and `matchExpressions`. */
  readonly form: 'labels' | 'selector'
}

const rows: Readonly<Record<string, readonly Row[]>> = {
  Service: [{ at: 'spec.selector', of: 'pods', form: 'labels' }],
  PodDisruptionBudget: [{ at: 'spec.selector', of: 'pods', form: 'selector' }],
  NetworkPolicy: [
    { at: 'spec.podSelector', of: 'pods', form: 'selector' },
    { at: 'spec.ingress[].from[].podSelector', of: 'pods', form: 'selector' },
    { at: 'spec.egress[].to[].podSelector', of: 'pods', form: 'selector' },
  ],
  'CiliumNetworkPolicy.cilium.io': [{ at: 'spec.endpointSelector', of: 'pods', form: 'selector' }],
  'ServiceMonitor.monitoring.coreos.com': [{ at: 'spec.selector', of: 'services', form: 'selector' }],
  'PodMonitor.monitoring.coreos.com': [{ at: 'spec.selector', of: 'pods', form: 'selector' }],
  'AuthorizationPolicy.security.istio.io': [{ at: 'spec.selector.matchLabels', of: 'pods', form: 'labels' }],
}

/** What an object of a type chooses by labels, with the places where it says so. */
export function selectorsIn(
  type: string,
  values: Value,
  namespace: string,
): readonly { readonly steps: readonly PathStep[]; readonly selector: Selector }[] {
  return (rows[type] ?? []).flatMap(({ at, of, form }) =>
    placesAt(values, at).flatMap(({ steps, value }) => {
      if (value.kind !== 'map' || isElsewhere(values, steps)) return []
      const equal = textsOf(form === 'labels' ? value : entryOf(value, 'matchLabels'))
      if (form === 'labels' && equal.size === 0) return []
      const expressions = form === 'labels' ? [] : expressionsOf(value)
      const selector: Selector = {
        of,
        namespaces: namespacesOf(values, namespace),
        equal,
        matches: (labels) =>
          [...equal].every(([key, one]) => labels.get(key) === one) &&
          expressions.every((one) => holds(one, labels)),
      }
      return [{ steps, selector }]
    }),
  )
}

/** A peer of a network policy that also chooses namespaces is about pods that are not known from here. */
function isElsewhere(values: Value, steps: readonly PathStep[]): boolean {
  const peer = steps.slice(0, -1).reduce<Value | undefined>((here, step) => {
    if (here?.kind === 'list') return here.items[Number(step)]
    return entryOf(here, String(step))
  }, values)
  return steps.length > 2 && entryOf(peer, 'namespaceSelector') !== undefined
}

/** Monitors may look into other namespaces than their own. */
function namespacesOf(values: Value, own: string): readonly string[] | 'any' {
  const places = placesAt(values, 'spec.namespaceSelector.matchNames[]')
  if (textAt(values, 'spec.namespaceSelector.any') === 'true') return 'any'
  return places.length === 0 ? [own] : places.flatMap(({ value }) => scalarText(value) ?? [])
}

interface Expression {
  readonly key: string
  readonly operator: 'In' | 'NotIn' | 'Exists' | 'DoesNotExist'
  readonly values: readonly string[]
}

function expressionsOf(selector: Value): readonly Expression[] {
  return placesAt(selector, 'matchExpressions[]').flatMap(({ value }) => {
    const operator = textAt(value, 'operator')
    const key = textAt(value, 'key')
    if (key === undefined || !isOperator(operator)) return []
    const values = placesAt(value, 'values[]').map((one) => scalarText(one.value) ?? '')
    return [{ key, operator, values }]
  })
}

function isOperator(text: string | undefined): text is Expression['operator'] {
  return text === 'In' || text === 'NotIn' || text === 'Exists' || text === 'DoesNotExist'
}

/** See https://kubernetes.io/docs/concepts/overview/working-with-objects/labels/ */
function holds({ key, operator, values }: Expression, labels: Labels): boolean {
  const label = labels.get(key)
  switch (operator) {
    case 'In':
      return label !== undefined && values.includes(label)
    case 'NotIn':
      return label === undefined || !values.includes(label)
    case 'Exists':
      return label !== undefined
    case 'DoesNotExist':
      return label === undefined
    default:
      return unreachable(operator)
  }
}

function textsOf(value: Value | undefined): Labels {
  if (value?.kind !== 'map') return new Map()
  return new Map([...value.entries].map(([key, one]) => [key, scalarText(one) ?? '']))
}
