import type { MeasuredBy } from '../../model/service-signals.ts'
import type { Asked, Convention } from './conventions.ts'

/** A repository's own convention; it is asked whatever metrics there are. */
export function ownConvention({ id, labels, namespace, asks, calls }: MeasuredBy): Convention {
  return {
    id,
    reference: '',
    needs: '',
    of: 'service',
    name: labels,
    namespace,
    // The configuration has refused every other word.
    asks: asks.map(({ what, expression }) => ({ what: what as Asked, expression })),
    calls: calls && {
      metric: calls.expression,
      expression: calls.expression,
      from: { name: calls.from, namespace: calls.fromNamespace },
      to: { name: calls.to, namespace: calls.toNamespace },
    },
  }
}
