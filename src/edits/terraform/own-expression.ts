import { keyText } from '../../lang/hcl/edit/write.ts'
import type { PathStep } from '../../model/path.ts'

/** An expression for a value of one's own, and the conditions under which it is one's own. */
export interface Own {
  readonly value: string
  readonly tests: readonly string[]
}

/** An expression that gives what another does but for what lies at a path. Undefined where it would take more than can be read. */
export function expressionWith(old: string, rest: readonly PathStep[], own: Own): string | undefined {
  const [step, ...below] = rest
  if (step === undefined) return chosen(own, own.value, old)
  if (typeof step === 'number') {
    const inner = expressionWith('item', below, { ...own, tests: [] })
    const test = [...own.tests, `position == ${step}`].join(' && ')
    return inner === undefined ? undefined : `[for position, item in ${old} : ${test} ? ${inner} : item]`
  }
  const held = below.length === 0 ? '' : reached(old, step)
  const inner = held === undefined ? undefined : expressionWith(held, below, { ...own, tests: [] })
  if (inner === undefined) return undefined
  return mergedWith(old, { value: `{ ${keyText(step)} = ${inner} }`, tests: own.tests })
}

/** A map with another one on top: one more argument where it is a `merge` already. */
export function mergedWith(old: string, own: Own): string {
  const value = chosen(own, own.value, '{}')
  const inner = /^merge\(([\s\S]*[^\s,.])(\s*,?\s*)\)$/u.exec(old)
  if (inner === null || !isOneCall(old)) return `merge(${old}, ${value})`
  const [, args = '', end = ''] = inner
  const [indent] = /\r?\n[ \t]*(?=\S[^\n]*$)/u.exec(args) ?? [' ']
  return `merge(${args},${indent}${value}${end})`
}

function chosen({ tests }: Own, value: string, other: string): string {
  return tests.length === 0 ? value : `${tests.join(' && ')} ? ${value} : ${other}`
}

/** `var.a.b` reaches into what it names; what is computed would stand there twice. */
function reached(old: string, key: string): string | undefined {
  if (!/^[a-z_][\w-]*(?:\.[\w-]+|\["[^"\\]*"\])*$/iu.test(old)) return undefined
  return /^[a-z_]\w*$/iu.test(key) ? `${old}.${key}` : `${old}[${JSON.stringify(key)}]`
}

/** Whether the bracket behind the name is closed by the last letter. */
function isOneCall(text: string): boolean {
  let depth = 0
  for (const { 0: bracket, index } of text.matchAll(/[()]/gu)) {
    depth += bracket === '(' ? 1 : -1
    if (depth === 0) return index === text.length - 1
  }
  return false
}
