import { filePath } from '../../kernel/brand.ts'
import type { Diagnostic } from '../../kernel/diagnostic.ts'
import { evaluate, scopeOf } from '../../lang/hcl/evaluate/index.ts'
import { typeJson } from '../../lang/hcl/json-type.ts'
import { afterSensitive, afterUnknown, valueJsonText } from '../../lang/hcl/json-value.ts'
import { parseHclExpression } from '../../lang/hcl/syntax/index.ts'
import { formatNumber, type Num } from '../../lang/hcl/number.ts'
import { childrenOf, firstChild, literalText, nodeKind, type Node, type Tree } from '../../lang/hcl/tree.ts'
import { typeText } from '../../lang/hcl/type-text.ts'
import { string, typeOf } from '../../lang/hcl/value.ts'
import type { EvalResult } from '../../model/options.ts'
import { linesOf, lineOf } from '../../lang/text/lines.ts'
import type { ModuleInstance, Session } from './evaluate/session.ts'
import { staticProblems } from './evaluate/validate.ts'
import { worldOf } from './evaluate/world.ts'

/** Evaluates expressions in the root module's scope, each for itself: one that is wrong does not touch the others. */
export function evaluateExpressions(
  session: Session,
  root: ModuleInstance,
  expressions: readonly string[],
): readonly EvalResult[] {
  const world = worldOf(session, root)
  return expressions.map((text, position): EvalResult => {
    const file = filePath(`<expression ${position + 1}>`)
    session.texts.set(file, text)
    const { value: tree, diagnostics } = parseHclExpression(file, `${text}\n`)
    const [broken] = diagnostics
    if (broken !== undefined) return failure(session, broken)
    const asked = typeAsked(tree)
    const node = asked ?? tree.root
    const [undeclared] = staticProblems(session, root, { tree, node })
    if (undeclared !== undefined) return failure(session, undeclared)
    const found: Diagnostic[] = []
    const given = evaluate({ tree, node }, scopeOf(world, found))
    const [first] = found
    if (first !== undefined) return failure(session, first)
    const value = asked === undefined ? given : string(typeText(typeOf(given)))
    return {
      kind: 'value',
      value: valueJsonText(value, numberText) ?? 'null',
      type: typeJson(typeOf(value)),
      sensitive: afterSensitive(value),
      unknown: afterUnknown(value),
    }
  })
}

/** The argument of the console's own function `type`, which is no part of a longer expression. */
function typeAsked(tree: Tree): Node | undefined {
  let node = tree.root
  while (tree.kinds[node] === nodeKind.parenthesis) node = firstChild(tree, node)
  if (tree.kinds[node] !== nodeKind.call || tree.extras[node] === 1) return undefined
  const [name = -1, argument, more] = childrenOf(tree, node)
  return literalText(tree, name) === 'type' && more === undefined ? argument : undefined
}

/** JSON has no infinity, but every reader of JSON makes it of this. */
function numberText(value: Num): string {
  const text = formatNumber(value)
  return text.endsWith('Inf') ? text.replace(/^\+?(-?)Inf$/u, '$11e9999') : text
}

function failure(session: Session, { code, summary, detail, span }: Diagnostic): EvalResult {
  const text = session.texts.get(span.file) ?? session.snapshot.text(span.file) ?? ''
  const line = lineOf(linesOf(text), span.start)
  return { kind: 'error', code, message: `${summary}: ${detail}`, file: span.file, line }
}
