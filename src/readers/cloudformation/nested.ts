import { filePath, type FilePath } from '../../kernel/brand.ts'
import { scalarText } from '../../model/scalar.ts'
import { problem, shown } from './problems.ts'
import type { Declared, Scope } from './scope.ts'
import { member } from './syntax/node.ts'
import { templatesOf } from './templates.ts'
import type { Template } from './template.ts'

/** The template of a nested stack, where it is a file of the repository as `aws cloudformation package` takes it. */
export function nestedTemplate({ node }: Declared, scope: Scope): Template | undefined {
  const { session, template } = scope.stack
  const url = member(node.entries.get('Properties')?.value, 'TemplateURL')
  if (url === undefined) return undefined
  const text = scalarText(scope.stack.evaluate(url, scope))
  const file = text === undefined ? undefined : beside(template.file, text)
  if (file === undefined) return undefined
  const found = templatesOf(session.snapshot)(file)
  if (found === undefined) {
    const detail = `The nested stack is made from "${shown(file)}", which is not a template in this repository, so its resources are not read. Write the path from this file's folder.`
    session.diagnostics.push(problem('cloudformation/missing-template', detail, url.span, 'warning'))
  }
  return found
}

/** The file that a path beside another one names; undefined when it is an address elsewhere, or leaves the repository. */
export function beside(file: FilePath, path: string): FilePath | undefined {
  if (/^[a-z][a-z0-9+.-]*:|^\/|^\\|\$\{/iu.test(path) || path.trim() === '') return undefined
  const parts = file.split('/').slice(0, -1)
  for (const part of path.split('/')) {
    if (part === '..' && parts.pop() === undefined) return undefined
    if (part !== '..' && part !== '.' && part !== '') parts.push(part)
  }
  return filePath(parts.join('/'))
}
