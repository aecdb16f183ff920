import type { Finding, Severity } from '../../model/finding.ts'
import type { ReviewReport } from '../../model/review.ts'
import { spanJson } from '../source.ts'
import type { View } from '../view.ts'

/** A review as workflow commands, which GitHub shows beside the lines of a pull request. */
export function reviewGithub(view: View, { findings }: ReviewReport): string {
  return findings
    .filter(({ verdict }) => verdict === 'violated')
    .map((one) => `${commandOf(view, one)}\n`)
    .join('')
}

function commandOf(view: View, one: Finding): string {
  const { file, startLine, endLine, startColumn, endColumn } = spanJson(view, one.span)
  // Columns may only be said of one line.
  const columns = startLine === endLine ? { col: startColumn, endColumn } : {}
  const properties = { file, line: startLine, endLine, ...columns, title: `${one.title} (${one.rule})` }
  const said = Object.entries(properties).map(([name, value]) => `${name}=${property(String(value))}`)
  return `::${levels[one.severity]} ${said.join(',')}::${data(`${one.address}: ${one.message} ${one.fix}`)}`
}

const levels: Readonly<Record<Severity, string>> = {
  critical: 'error',
  high: 'error',
  medium: 'warning',
  low: 'notice',
  info: 'notice',
}

function data(text: string): string {
  return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A')
}

function property(text: string): string {
  return data(text).replaceAll(':', '%3A').replaceAll(',', '%2C')
}
