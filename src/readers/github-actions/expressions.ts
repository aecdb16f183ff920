import { addressOf } from '../../kernel/brand.ts'
import type { Diagnostic } from '../../kernel/diagnostic.ts'
import { steps as originSteps, type OriginId } from '../../kernel/origin.ts'
import type { Origins } from '../../kernel/origins.ts'
import type { Span } from '../../kernel/span.ts'
import { marks, type Value } from '../../kernel/value.ts'
import { expressionsIn, wholeExpression, type GithubExpression } from '../../lang/github-expression/parse.ts'
import { leavesOf, pathText } from '../../model/path.ts'
import type { Part } from './part.ts'
import { problem } from './problems.ts'

/** What the expressions of a part say. */
export interface Expressions {
  /**
   * The part's settings with `expressions`: a list of `{ path, contexts }`, one for each expression in its values: where
   * it is, and what it reads, such as `github.event.issue.title`.
   */
  readonly settings: Value | undefined
  /** Steps whose outputs it reads. */
  readonly references: Part['references']
  readonly diagnostics: readonly Diagnostic[]
}

/** Reads the expressions in the values of a part. Those that GitHub refuses are diagnostics at their place. */
export function expressionsOf(part: Part, origins: Origins, textOf: (file: string) => string): Expressions {
  const items: Value[] = []
  const references = new Map<string, Part['references'][number]>()
  const diagnostics: Diagnostic[] = []
  for (const { steps, value } of leavesOf(part.values)) {
    if (value.kind !== 'scalar' || typeof value.scalar !== 'string') continue
    const path = pathText(steps)
    const found = expressionsAt(value.scalar, part.conditions.includes(path))
    for (const one of found) {
      if (one.problem !== undefined) {
        const span = spanOf(one.problem, value.scalar, writtenAt(origins, value.origin), textOf)
        diagnostics.push(problem('github-actions/expression', span, one.problem.message))
      }
      items.push(expressionValue(path, one, value.origin))
      for (const to of stepsReadBy(part, one)) references.set(`${to} ${path}`, { to: addressOf(to), path })
    }
  }
  return { settings: settingsWith(part, items, origins), references: [...references.values()], diagnostics }
}

/** A condition is an expression also where nothing says so; where something does, it is a text like any other. */
function expressionsAt(text: string, isCondition: boolean): readonly GithubExpression[] {
  if (text.includes('${{')) return expressionsIn(text)
  return isCondition && text.trim() !== '' ? [wholeExpression(text)] : []
}

function expressionValue(path: string, { contexts }: GithubExpression, origin: OriginId): Value {
  const text = (scalar: string): Value => ({ kind: 'scalar', scalar, origin, marks: marks.none })
  const list: Value = { kind: 'list', items: contexts.map(text), origin, marks: marks.none }
  const entries = new Map([
    ['path', text(path)],
    ['contexts', list],
  ])
  return { kind: 'map', entries, origin, marks: marks.none }
}

/** `steps.build.outputs.x` reads the step with the id `build` of the same job or action. */
function stepsReadBy({ steps, address }: Part, { contexts }: GithubExpression): readonly string[] {
  if (steps === undefined) return []
  return contexts
    .flatMap((context) => /^steps\.([^.]+)/u.exec(context)?.[1] ?? [])
    .map((id) => `${steps}/step/${id}`)
    .filter((one) => one !== address)
}

function settingsWith(part: Part, items: readonly Value[], origins: Origins): Value | undefined {
  const entries = new Map(part.settings)
  const { origin } = part.values
  if (items.length > 0) {
    const inputs = [...new Set(items.map((one) => one.origin))]
    const list = origins.at('construct', origins.site(origin), { inputs })
    entries.set('expressions', { kind: 'list', items, origin: list, marks: marks.none })
  }
  return entries.size === 0 ? undefined : { kind: 'map', entries, origin, marks: marks.none }
}

/** Where a text is written, whatever alias it came through. */
function writtenAt(origins: Origins, start: OriginId): Span {
  let id = start
  for (
    let inputs = origins.inputs(id);
    originSteps[origins.step(id)].identity && inputs.length > 0;
    inputs = origins.inputs(id)
  )
    id = inputs[0] ?? 0
  return origins.site(id)
}

/** A part of a text where it stands in the file; all of what is written where escapes or folding hide it. */
function spanOf(
  { start, end }: { readonly start: number; readonly end: number },
  text: string,
  site: Span,
  textOf: (file: string) => string,
): Span {
  const source = textOf(site.file).slice(site.start, site.end)
  const lineStart = text.lastIndexOf('\n', start - 1) + 1
  const [line = ''] = text.slice(lineStart).split('\n')
  const at = line === '' ? -1 : nthIndexOf(source, line, countOf(text.slice(0, lineStart), line))
  if (at === -1) return site
  const begin = site.start + at + start - lineStart
  return { file: site.file, start: begin, end: Math.min(begin + end - start, site.end) }
}

function countOf(text: string, part: string): number {
  return text.split(part).length - 1
}

function nthIndexOf(text: string, part: string, count: number): number {
  let at = text.indexOf(part)
  for (let more = count; more > 0 && at !== -1; more--) at = text.indexOf(part, at + part.length)
  return at
}
