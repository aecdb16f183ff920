import type { FilePath } from '../../kernel/brand.ts'
import type { Diagnostic } from '../../kernel/diagnostic.ts'
import { linesOf, rangeOfLine } from '../../lang/text/lines.ts'

/** The texts of Rego sources by their files. */
export type Sources = ReadonlyMap<FilePath, string>

/** The rules that Conftest's convention names, as entry points such as `main/deny`. */
export function entrypointsOf(sources: Sources): readonly string[] {
  const found = [...sources.values()].flatMap((text) => {
    const [, name] = /^package[ \t]+([A-Za-z_][\w.]*)/mu.exec(text) ?? []
    if (name === undefined) return []
    const rules = text.matchAll(/^(?:default[ \t]+)?((?:deny|violation|warn)(?:_\w+)?)\b/gmu)
    return [...rules].map(([, rule = '']) => `${name.replaceAll('.', '/')}/${rule}`)
  })
  return [...new Set(found)].toSorted()
}

/** What `opa` says of the sources, where it says it. */
export function complaintsOf(why: string, sources: Sources): readonly Diagnostic[] {
  const [first] = sources.keys()
  if (first === undefined) return []
  const placed = [...why.matchAll(/(?:^|[\s:])([^\s:]+\.rego):(\d+): ([^\n]+)/gu)].flatMap(
    ([, name = '', line = '', what = '']) => {
      const file = [...sources.keys()].find((one) => one === name || one === name.replace(/^\.\//u, ''))
      const text = file && sources.get(file)
      return file === undefined || text === undefined
        ? []
        : [complaint(file, what, lineIn(text, Number(line)))]
    },
  )
  return placed.length > 0 ? placed : [complaint(first, why.split('\n').slice(0, 4).join(' '), nowhere)]
}

const nowhere = { start: 0, end: 0 }

function lineIn(text: string, line: number): { readonly start: number; readonly end: number } {
  const lines = linesOf(text)
  const { start, end } = rangeOfLine(text, lines, line)
  return { start: start + (/^\s*/u.exec(text.slice(start, end))?.[0].length ?? 0), end }
}

/** That no rule has a name of the convention, so that nothing would be asked. */
export function nothingNamed(sources: Sources): readonly Diagnostic[] {
  const [first] = sources.keys()
  const what =
    'No rule here is called deny, violation or warn, as Conftest has it, so there is nothing to ask'
  return first === undefined ? [] : [complaint(first, what, nowhere)]
}

/** That there is no program which reads Rego. */
export function noProgram(sources: Sources): readonly Diagnostic[] {
  const [first] = sources.keys()
  if (first === undefined) return []
  const what = `Rego is compiled by the program opa, which is not on the PATH, so ${sources.size === 1 ? 'this policy was' : `${sources.size} files of policies were`} not asked. Install it, or commit what opa build -t wasm makes of them`
  return [complaint(first, what, nowhere)]
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
