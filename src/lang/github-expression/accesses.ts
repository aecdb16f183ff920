import {
  Binary,
  ContextAccess,
  FunctionCall,
  Grouping,
  IndexAccess,
  Literal,
  Logical,
  Unary,
  type Expr,
} from '@actions/expressions/ast'

/** The paths that an expression reads, each once, in the order of the text. */
export function accessesIn(expression: Expr | undefined): readonly string[] {
  const found = new Set<string>()
  if (expression !== undefined) visit(expression, found)
  return [...found]
}

/** The parser bounds the depth of what it makes. */
function visit(expression: Expr, found: Set<string>): void {
  const path = pathOf(expression, found)
  if (path !== undefined) found.add(path)
  else for (const one of partsOf(expression)) visit(one, found)
}

/** The path of a chain of keys that begins at a context. Keys that are expressions read something themselves. */
function pathOf(expression: Expr, found: Set<string>): string | undefined {
  if (expression instanceof ContextAccess) return expression.name.lexeme.toLowerCase()
  if (expression instanceof Grouping) return pathOf(expression.group, found)
  if (!(expression instanceof IndexAccess)) return undefined
  const base = pathOf(expression.expr, found)
  if (base === undefined) return undefined
  const { index } = expression
  if (index instanceof Literal) return `${base}.${index.literal.coerceString()}`
  visit(index, found)
  return `${base}.*`
}

function partsOf(expression: Expr): readonly Expr[] {
  if (expression instanceof IndexAccess) return [expression.expr, expression.index]
  if (expression instanceof FunctionCall || expression instanceof Logical) return expression.args
  if (expression instanceof Binary) return [expression.left, expression.right]
  if (expression instanceof Unary) return [expression.expr]
  return expression instanceof Grouping ? [expression.group] : []
}
