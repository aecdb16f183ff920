import type { Span } from '../../../kernel/span.ts'
import type { Value } from '../../../kernel/value.ts'
import { problem } from '../problems.ts'
import type { Scope } from '../scope.ts'
import type { Call } from '../syntax/node.ts'
import { causesOf, failed, marksOf, unknownValue } from '../values.ts'

/** A function as it is called, and where. */
export interface Called extends Call {
  readonly span: Span
}

/** Works out a function of the template language. */
export type Intrinsic = (call: Called, scope: Scope) => Value

/** The function has arguments that it can't take. The detail ends with what to write instead. */
export function refused({ name, nameSpan, span }: Called, scope: Scope, detail: string): Value {
  const { session } = scope.stack
  session.diagnostics.push(problem('cloudformation/invalid-arguments', detail, nameSpan))
  return failed(nameSpan, name, session.origins.at('call', span, { under: scope.under }))
}

/** The result isn't known because some of the arguments aren't. */
export function missing(
  { span }: Called,
  { stack, under }: Scope,
  inputs: readonly Value[],
): Extract<Value, { readonly kind: 'unknown' }> {
  const origin = stack.session.origins.at('call', span, {
    inputs: inputs.map((one) => one.origin),
    under,
  })
  return unknownValue(causesOf(inputs), origin, marksOf(inputs))
}

/** Whether a value, or any part of it, isn't known. */
export function isOpen(value: Value): boolean {
  if (value.kind === 'unknown') return true
  if (value.kind === 'list') return value.items.some(isOpen)
  return value.kind === 'map' && [...value.entries.values()].some(isOpen)
}
