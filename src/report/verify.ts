import { unreachable } from '../kernel/unreachable.ts'
import type { JsonObject } from '../model/json-text.ts'
import { valueJson } from '../model/value-json.ts'
import type { VerifiedRoot, VerifiedVerdict } from '../model/verification.ts'
import { paintFor, type Paint } from './paint.ts'
import { rootName } from './read.ts'
import { valueLine } from './value-text.ts'
import type { View } from './view.ts'
import { clean, counted, cut, padded, widthOf } from './words.ts'

/** As many differences of one root as are shown unless all are asked for. */
const mostDifferences = 10

/** How much of what the user's own tools say we say too, for a person. */
export function verifyText(view: View, roots: readonly VerifiedRoot[], all: boolean): string {
  const paint = paintFor(view.colour)
  const names = roots.map((one) => rootName(view, one))
  const width = Math.min(64, Math.max(0, ...names.map(widthOf)))
  const lines = roots.flatMap((one, at) => [
    `${padded(names[at] ?? '', width)}  ${paint.dim(padded(one.format, 9))}  ${headline(paint, one)}`,
    ...differenceLines(view, paint, one.verdict, all),
  ])
  return `${[...lines, '', closing(paint, roots)].join('\n')}\n`
}

/** The same as a document. */
export function verifyJson(view: View, roots: readonly VerifiedRoot[]): JsonObject {
  const { equal, different, unknown } = totalsOf(roots)
  return {
    summary: { equal, different, unknown, share: shareOf(equal, different) },
    roots: roots.map(({ root, format, variant, verdict }) => ({
      path: view.path(root) || '.',
      format,
      variant,
      ...verdictJson(view, verdict),
    })),
  }
}

function verdictJson(view: View, verdict: VerifiedVerdict): JsonObject {
  const { kind: verdictName, ...facts } = verdict
  if (verdict.kind !== 'compared') return { verdict: verdictName, ...(facts as JsonObject) }
  return {
    verdict: verdictName,
    equal: verdict.equal,
    different: verdict.different,
    unknown: verdict.unknown,
    share: shareOf(verdict.equal, verdict.different),
    differences: verdict.differences.map(({ kind, address, path, name, before, after }) => ({
      kind,
      address,
      path,
      theirs: valueJson(before, view.showSensitive, name),
      ours: valueJson(after, view.showSensitive, name),
    })),
  }
}

function headline(paint: Paint, { format, verdict }: VerifiedRoot): string {
  switch (verdict.kind) {
    case 'compared': {
      const { equal, different, unknown } = verdict
      const why =
        format === 'terraform' ? 'that only a provider or a state knows' : 'of chance or time left out'
      const beside = unknown === 0 ? '' : `, ${unknown} ${why}`
      if (equal + different + unknown === 0) return paint.dim('equal: both give nothing')
      const share = percent(equal, different)
      const told = different === 0 ? paint.green(share) : paint.red(share)
      return `${told}  ${paint.dim(`${counted(equal, 'value')} equal${beside}`)}`
    }
    case 'both-refuse':
      return `${paint.green('equal')}  ${paint.dim('both refuse it')}`
    case 'disagree': {
      const who =
        verdict.who === 'tool' ? 'the tool refuses it, we do not' : 'we refuse it, the tool does not'
      return paint.red(`${who}: ${cut(clean(verdict.why.split('\n')[0] ?? ''), 100)}`)
    }
    case 'missing':
      return paint.yellow(`not compared: there is no program ${verdict.program}`)
    case 'left-out':
      return paint.dim(`left out: ${cut(clean(verdict.why), 160)}`)
    default:
      return unreachable(verdict)
  }
}

function differenceLines(
  view: View,
  paint: Paint,
  verdict: VerifiedVerdict,
  all: boolean,
): readonly string[] {
  if (verdict.kind !== 'compared') return []
  const shown = all ? verdict.differences : verdict.differences.slice(0, mostDifferences)
  const left = verdict.differences.length - shown.length
  return [
    ...shown.flatMap(({ address, path, name, before, after }) => {
      const style = { width: view.width - 12, showSensitive: view.showSensitive, name }
      return [
        `    ${clean(address)}  ${clean(path)}`.trimEnd(),
        `      theirs  ${paint.green(valueLine(before, style))}`,
        `      ours    ${paint.red(valueLine(after, style))}`,
      ]
    }),
    ...(left > 0 ? [paint.dim(`    and ${counted(left, 'more difference')}: --all shows them`)] : []),
  ]
}

function closing(paint: Paint, roots: readonly VerifiedRoot[]): string {
  const { equal, different, compared, not } = totalsOf(roots)
  const beside = `${counted(compared, 'root')} compared${not === 0 ? '' : `, ${not} not`}`
  if (compared === 0) return `${paint.bold('Nothing was compared')}  ${paint.dim(beside)}`
  return `${paint.bold(`${percent(equal, different)} of ${counted(equal + different, 'value')} equal`)}  ${paint.dim(beside)}`
}

function totalsOf(roots: readonly VerifiedRoot[]): {
  readonly equal: number
  readonly different: number
  readonly unknown: number
  readonly compared: number
  readonly not: number
} {
  const values = roots.flatMap(({ verdict }) => (verdict.kind === 'compared' ? [verdict] : []))
  const not = roots.filter(({ verdict: { kind } }) => kind === 'missing' || kind === 'left-out').length
  return {
    equal: values.reduce((sum, one) => sum + one.equal, 0),
    different: values.reduce((sum, one) => sum + one.different, 0),
    unknown: values.reduce((sum, one) => sum + one.unknown, 0),
    compared: roots.length - not,
    not,
  }
}

function shareOf(equal: number, different: number): number {
  return equal + different === 0 ? 1 : equal / (equal + different)
}

/** Never rounded up to all of it. */
function percent(equal: number, different: number): string {
  if (different === 0) return '100 %'
  return `${(Math.floor(shareOf(equal, different) * 10_000) / 100).toFixed(2)} %`
}
