import type { NewReport } from './commands.ts'

/** What kind of report a text is, told by its content, and what gates can ask of it; undefined when it is none. */
export function reportOf(text: string): Pick<NewReport, 'kind' | 'numbers'> | undefined {
  const head = text.slice(0, 4000)
  if (/^\s*\{/u.test(head)) return sarif(text)
  if (/<coverage\b/u.test(head)) return cobertura(text)
  if (/<testsuites?\b/u.test(head)) return junit(text)
  return /^(?:TN:|SF:)/mu.test(head) ? lcov(text) : undefined
}

type Made = Pick<NewReport, 'kind' | 'numbers'> | undefined

/** https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html */
function sarif(text: string): Made {
  try {
    const document = JSON.parse(text) as {
      readonly version?: unknown
      readonly runs?: readonly { readonly results?: readonly { readonly level?: string }[] | null }[]
    }
    if (document.version !== '2.1.0' || !Array.isArray(document.runs)) return undefined
    const results = document.runs.flatMap((run) => run.results ?? [])
    const errors = results.filter(({ level }) => level === 'error').length
    return { kind: 'sarif', numbers: { results: results.length, errors } }
  } catch {
    return undefined
  }
}

/** https://github.com/cobertura/web/blob/master/htdocs/xml/coverage-04.dtd: the rate of the whole stands on the root. */
function cobertura(text: string): Made {
  const root = /<coverage\b[^>]*>/u.exec(text)?.[0] ?? ''
  const rate = numberIn(root, 'line-rate')
  return rate === undefined ? undefined : { kind: 'cobertura', numbers: { 'line coverage': rate * 100 } }
}

/** Test cases are counted one by one: what suites say of themselves differs from tool to tool. */
function junit(text: string): Made {
  const tests = [...text.matchAll(/<testcase\b/gu)].length
  const failed = [...text.matchAll(/<(?:failure|error)\b/gu)].length
  const skipped = [...text.matchAll(/<skipped\b/gu)].length
  return { kind: 'junit', numbers: { tests, failed, skipped } }
}

/** https://man.archlinux.org/man/geninfo.1: `LF` lines that could be run, `LH` lines that were. */
function lcov(text: string): Made {
  const sum = (name: string): number =>
    [...text.matchAll(new RegExp(`^${name}:(\\d+)`, 'gmu'))].reduce((all, [, one]) => all + Number(one), 0)
  const [lines, hit] = [sum('LF'), sum('LH')]
  return { kind: 'lcov', numbers: { 'line coverage': lines === 0 ? 100 : (hit / lines) * 100 } }
}

function numberIn(tag: string, name: string): number | undefined {
  const [, text] = new RegExp(`\\b${name}\\s*=\\s*["']([\\d.]+)["']`, 'u').exec(tag) ?? []
  return text === undefined || Number.isNaN(Number(text)) ? undefined : Number(text)
}
