import type { Attribute, Expression } from '../../../lang/hcl/body.ts'
import { literalString, parseHclExpression } from '../../../lang/hcl/syntax/index.ts'
import { childrenOf, nodeKind } from '../../../lang/hcl/tree.ts'

/**
 * The items of a `depends_on`. They are references as they stand: in JSON syntax, and in the native one of old, within
 * quotes. Undefined when it is no list.
 */
export function dependenciesIn({ expression: { tree, node } }: Attribute): readonly Expression[] | undefined {
  if (tree.kinds[node] !== nodeKind.tuple) return undefined
  return childrenOf(tree, node).map((item) => unquoted({ tree, node: item }))
}

/** What a string says, as an expression whose places are those in the file. */
function unquoted(item: Expression): Expression {
  const { tree, node } = item
  const text = literalString(tree, node)
  const start = (tree.starts[node] ?? 0) + 1
  // With an escape in it the places would not fit, and no name has one.
  if (text === undefined || tree.text.slice(start, start + text.length) !== text) return item
  const { value, diagnostics } = parseHclExpression(tree.file, text)
  if (diagnostics.length > 0) return item
  return {
    tree: {
      ...value,
      text: tree.text,
      starts: value.starts.map((at) => at + start),
      ends: value.ends.map((at) => at + start),
    },
    node: value.root,
  }
}
