import type { FilePath } from '../../kernel/brand.ts'
import type { Diagnostic } from '../../kernel/diagnostic.ts'
import { linesOf, rangeOfLine } from '../../lang/text/lines.ts'
import type { PolicySource } from '../../rules/user.ts'

/** The rules that Conftest's convention names, as entry points such as `main/deny`. */
export function entrypointsOf(sources: readonly PolicySource[]): readonly string[] {
  const found = sources.flatMap(({ text }) => {
    const [, name] = /^package[ \t]+([A-Za-z_][\w.]*)/mu.exec(text) ?? []
    if (name === undefined) return []
    const rules = text.matchAll(/^(?:default[ \t]+)?((?:deny|violation|warn)(?:_\w+)?)\b/gmu)
    return [...rules].map(([, rule = '']) => `${name.replaceAll('.', '/')}/${rule}`)
  })
  return [...new Set(found)].toSorted()
}

/** What `opa` says of the sources, where it says it. */
export function complaintsOf(why: string, sources: readonly PolicySource[]): readonly Diagnostic[] {
  const [first] = sources
  if (first === undefined) return []
  const placed = [...why.matchAll(/(?:^|[\s:])([^\s:]+\.rego):(\d+): ([^\n]+)/gu)].flatMap(
    ([, name = '', line = '', what = '']) => {
      const source = sources.find((one) => one.name === name.replace(/^\.\//u, ''))
      return source === undefined ? [] : [complaint(source.file, what, lineIn(source.text, Number(line)))]
    },
  )
  return placed.length > 0 ? placed : [complaint(first.file, why.split('\n').slice(0, 4).join(' '), nowhere)]
}

const nowhere = { start: 0, end: 0 }

function lineIn(text: string, line: number): { readonly start: number; readonly end: number } {
  const lines = linesOf(text)
  const { start, end } = rangeOfLine(text, lines, line)
  return { start: start + (/^\s*/u.exec(text.slice(start, end))?.[0].length ?? 0), end }
}

/** That no rule has a name of the convention, so that nothing would be asked. */
export function nothingNamed(sources: readonly PolicySource[]): readonly Diagnostic[] {
  const [first] = sources
  const what =
    'No rule here is called deny, violation or warn, as Conftest has it, so there is nothing to ask'
  return first === undefined ? [] : [complaint(first.file, what, nowhere)]
}

/** That there is no program which reads Rego. */
export function noProgram(sources: readonly PolicySource[]): readonly Diagnostic[] {
  const [first] = sources
  if (first === undefined) return []
  const what = `Rego is compiled by the program opa, which is not on the PATH, so ${sources.length === 1 ? 'this policy was' : `${sources.length} files of policies were`} not asked. Install it, or commit what opa build -t wasm makes of them`
  return [complaint(first.file, what, nowhere)]
}

function complaint(
  file: FilePath,
  what: string,
  { start, end }: { readonly start: number; readonly end: number },
): Diagnostic {
  return {
    code: 'policy/not-compiled',
    severity: 'error',
    summary: 'Policies in Rego cannot be compiled',
    detail: `${what.replace(/\.$/u, '')}. The other rules are asked; see docs/own-rules.md.`,
    span: { file, start, end },
  }
}
