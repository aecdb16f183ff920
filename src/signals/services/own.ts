import type { Asked, Convention } from './conventions.ts'

/** What a repository says of how its services are measured. */
interface Own {
  readonly id: string
  readonly labels: readonly string[]
  readonly namespace: readonly string[]
  readonly asks: readonly { readonly what: string; readonly expression: string }[]
  readonly calls:
    | {
        readonly expression: string
        readonly from: string
        readonly to: string
        readonly fromNamespace: string | undefined
        readonly toNamespace: string | undefined
      }
    | undefined
}

/** A repository's own convention; it is asked whatever metrics there are. */
export function ownConvention({ id, labels, namespace, asks, calls }: Own): Convention {
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
