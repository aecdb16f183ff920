import { filePath } from '../../../kernel/brand.ts'
import type { Diagnostic } from '../../../kernel/diagnostic.ts'
import type { OriginId } from '../../../kernel/origin.ts'
import { Origins } from '../../../kernel/origins.ts'
import { evaluate, scopeOf, type World } from '../../../lang/hcl/evaluate/index.ts'
import { problem, type Problem } from '../../../lang/hcl/problem.ts'
import { nativeBody, parseHcl } from '../../../lang/hcl/syntax/index.ts'
import { object, type Val } from '../../../lang/hcl/value.ts'

/** The values in a text are told apart by nothing but the call that reads it. */
class NoOrigins extends Origins {
  override add(): OriginId {
    return 0
  }
}

const nowhere = new NoOrigins()
const file = filePath('<decode_tfvars argument>')

/** The values that the text of a file of variables gives; only constants may stand in it, in a world of their own. */
export function decodeVariables(text: string, constant: World): Val | Problem {
  const { value: tree, diagnostics } = parseHcl(file, text)
  const content = nativeBody(tree).content(new Map())
  const found: Diagnostic[] = [...diagnostics, ...content.diagnostics]
  const [block] = content.blocks
  if (block !== undefined) {
    return failure('Unexpected block', `Blocks are not allowed here; "${block.type}" begins one`)
  }
  const values = new Map<string, Val>()
  if (found.length === 0) {
    const scope = scopeOf({ ...constant, origins: nowhere }, found)
    for (const { name, expression } of content.attributes.values())
      values.set(name, evaluate(expression, scope))
  }
  const [first] = found
  return first === undefined ? object(values) : failure(first.summary, first.detail.replace(/\.$/u, ''))
}

function failure(summary: string, detail: string): Problem {
  return problem('Error in function call', `invalid tfvars syntax: ${summary}; ${detail}`)
}
