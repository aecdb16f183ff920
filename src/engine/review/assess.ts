import type { Diagnostic } from '../../kernel/diagnostic.ts'
import type { Span } from '../../kernel/span.ts'
import type { Finding } from '../../model/finding.ts'
import type { ReviewReport, Waiver } from '../../model/review.ts'
import type { Config } from '../config/config.ts'
import { waiversIn } from './comments.ts'
import { beyond, knownOf, type Known } from './known.ts'
import { fits } from './pattern.ts'
import type { Review } from './review.ts'
import { fitsNothing, judged } from './waivers.ts'

/** What a review is compared with and weighed by. */
export interface Assessment {
  readonly config: Config
  /** The review of the state before the change, and the texts of its files. */
  readonly before: Before | undefined
  /** What is known already. */
  readonly baseline: Known | undefined
  /** The day on which we are, as `2026-11-21`. */
  readonly today: string
  /** The rules by which all there is was looked at, so that a waiver of one of them that fits nothing is told of. */
  readonly asked?: readonly { readonly id: string }[]
  text(file: Span['file']): string | undefined
}

/** The state before a change. */
export interface Before {
  readonly name: string
  readonly review: Review
  text(file: Span['file']): string | undefined
}

/**
 * What is to be told of a review: without what is excluded, accepted or in the baseline, and, given a state before the
 * change, only what the change made worse.
 */
export function assess(review: Review, rules: number, given: Assessment): ReviewReport {
  const { findings, accepted, idle, diagnostics } = judged(reviewed(review.findings, given.config), {
    configured: given.config.waivers,
    today: given.today,
    text: (file) => given.text(file),
    isTrusted: trusted(given.before),
  })
  const old = given.before === undefined ? undefined : knownOf(knownBefore(given.before, given))
  const gone =
    given.before === undefined ? [] : fixedSince(given.before.review.findings, review.findings, given.config)
  const more = beyond(findings, old)
  const renamed = renamedOf(more, gone, given)
  const worse = beyond(
    more.filter((one) => !renamed.has(one)),
    given.baseline,
  )
  return {
    findings: worse,
    accepted,
    fixed: gone.filter((one) => !renamed.has(one)),
    unchanged: findings.length - worse.length,
    since: given.before?.name,
    diagnostics: [
      ...review.diagnostics.filter((one) => !isExcluded(one, given.config)),
      ...(diagnostics satisfies readonly Diagnostic[]),
      ...idle.filter(({ rule }) => isOf(rule, given.asked ?? [])).map(fitsNothing),
    ],
    resources: review.resources,
    rules,
    blast: blastOf(review, worse),
  }
}

/** Whether a waiver names rules by their id, or the beginning of it. */
function isOf(rule: string, asked: readonly { readonly id: string }[]): boolean {
  return asked.some(({ id }) => id === rule || id.startsWith(`${rule}/`))
}

/** What would be told of the state before the change today: what is accepted there too, for nobody is to blame for it now. */
function knownBefore(before: Before, { config, today }: Assessment): readonly Finding[] {
  const all = reviewed(before.review.findings, config)
  const { findings } = judged(all, {
    configured: config.waivers,
    today,
    text: (file) => before.text(file),
    isTrusted: () => true,
  })
  const known = new Set(all)
  return [...all, ...findings.filter((one) => !known.has(one))]
}

/** Of what is new and what is gone, the pairs that say the same of a block that has only another name now. */
function renamedOf(
  worse: readonly Finding[],
  gone: readonly Finding[],
  given: Assessment,
): ReadonlySet<Finding> {
  const left = new Map<string, Finding[]>()
  for (const one of gone) {
    const said = saidOf(one, (file) => given.before?.text(file))
    if (said !== undefined) left.set(said, [...(left.get(said) ?? []), one])
  }
  if (left.size === 0) return new Set()
  return new Set(
    worse.flatMap((one) => {
      const old = left.get(saidOf(one, (file) => given.text(file)) ?? '')?.shift()
      return old === undefined ? [] : [one, old]
    }),
  )
}

/** What a finding says of which text, without the name that the text has. */
function saidOf(
  { rule, verdict, message, address, places: [place] }: Finding,
  textOf: Assessment['text'],
): string | undefined {
  if (place === undefined) return undefined
  const { root, variant, extent } = place
  const { file, start, end } = extent
  const block = textOf(file)?.slice(start, end)
  const name =
    address
      .replaceAll(/\[(?:\d+|\*|"(?:[^"\\]|\\.)*")\]/gu, '')
      .split('.')
      .at(-1) ?? ''
  if (block === undefined || !block.includes(`"${name}"`)) return undefined
  return [rule, verdict, message, root, variant, block.replace(`"${name}"`, '""')].join('\n')
}

/** Without the changes that somebody has accepted, or that are no news. */
function blastOf({ blast }: Review, findings: readonly Finding[]): Review['blast'] {
  if (blast === undefined) return undefined
  const told = new Set(findings.map(({ rule, key }) => `${rule}\n${key}`))
  return { ...blast, dangers: blast.dangers.filter(({ rule, key }) => told.has(`${rule}\n${key}`)) }
}

/** What can't be read of what is not to be reviewed: the data of a database, for instance. */
function isExcluded({ code, span }: Diagnostic, { exclude }: Config): boolean {
  return code.startsWith('review/unreadable-') && exclude.some((pattern) => fits(pattern, span.file))
}

function reviewed(findings: readonly Finding[], { exclude, rules }: Config): readonly Finding[] {
  if (exclude.length === 0 && rules.size === 0) return findings
  return findings.flatMap((one) => {
    if (exclude.some((pattern) => fits(pattern, one.span.file))) return []
    const said = settingsOf(one, rules)
    if (said === undefined) return [one]
    return said.enabled ? [{ ...one, severity: said.severity ?? one.severity }] : []
  })
}

/** The most particular thing that is said of a rule. */
function settingsOf({ rule, aliases }: Finding, rules: Config['rules']): ReturnType<Config['rules']['get']> {
  for (let name = rule; name !== ''; name = name.slice(0, Math.max(0, name.lastIndexOf('/')))) {
    const said = rules.get(name)
    if (said !== undefined) return said
  }
  return aliases.map((alias) => rules.get(alias)).find((one) => one !== undefined)
}

function fixedSince(
  before: readonly Finding[],
  after: readonly Finding[],
  config: Config,
): readonly Finding[] {
  const violated = reviewed(before, config).filter(({ verdict }) => verdict === 'violated')
  const all = new Set(violated)
  // What is gone from some of its places only is still there.
  return beyond(violated, knownOf(reviewed(after, config))).filter((one) => all.has(one))
}

/** Without a change to judge, the user's own comments count; of a change, only those that stood there before. */
function trusted(before: Before | undefined): (waiver: Waiver) => boolean {
  if (before === undefined) return () => true
  const known = new Map<string, ReadonlySet<string>>()
  return (waiver) => {
    if (waiver.where.kind === 'pattern') return true
    const { file } = waiver.span
    const stood = known.get(file) ?? new Set(waiversIn(file, before.text(file) ?? '').waivers.map(waiverKey))
    known.set(file, stood)
    return stood.has(waiverKey(waiver))
  }
}

function waiverKey({ rule, reason, until }: Waiver): string {
  return `${rule}\n${reason}\n${until ?? ''}`
}
