import { filePath, type FilePath } from '../../kernel/brand.ts'
import type { Data } from '../../kernel/edit.ts'
import type { Origin } from '../../kernel/origin.ts'
import type { PathStep } from '../../model/path.ts'
import { builtAt, containerOf, exactly } from '../additions.ts'
import { environmentFile, type Asking, type Place } from '../asking.ts'
import type { Turning } from '../walk.ts'

type Path = readonly PathStep[]

/** Values of charts: https://helm.sh/docs/chart_template_guide/values_files/ */
export const helmTurning: Turning = {
  invert({ texts }, node, wanted) {
    if (node.step !== 'action' && node.step !== 'call' && node.step !== 'convert') return []
    // Quotes, defaults and indentation hand their one input on as text.
    const forms = [wanted]
    if (typeof wanted === 'string' && /\bb64enc\b/u.test(texts.slice(node.site)))
      forms.unshift(Buffer.from(wanted, 'base64').toString('utf8'))
    return forms.flatMap((one) => node.inputs.map((input) => ({ input, wanted: one })))
  },

  *beside(asking, node, wanted) {
    if (node.step === 'literal') yield* inEnvironment(asking, node, wanted)
    if (node.step === 'action' || node.step === 'literal') yield* named(asking, node, wanted)
  },
}

/** What a template takes whole out of the values, such as `toYaml .Values.resources`, gets another entry there. */
export function* valuesAdditions(asking: Asking, wanted: Data): Generator<Place> {
  const { reading, whole, steps } = asking
  const site = containerOf(asking)?.site
  const path = site === undefined ? undefined : valuesPath(asking.texts.slice(site))
  if (site === undefined || path === undefined) return
  // What an action printed has its place; the first that has it is a part of what it took.
  const depth = steps.findIndex((_, length) => {
    const value = length === 0 ? undefined : exactly(whole, steps.slice(0, length))
    const built = value === undefined ? undefined : builtAt(reading.origins, value.origin)
    return built?.site.file === site.file && built.site.start === site.start
  })
  yield* setIn(asking, site.file, [...path, ...steps.slice(Math.max(0, depth - 1))], wanted)
}

/** A value that stands in a chart's own file of values, set in the file of this environment instead. */
function* inEnvironment(asking: Asking, { site }: Origin, wanted: Data): Generator<Place> {
  const file = environmentFile(asking)
  const section = sectionOf(asking, site.file)
  if (file === undefined || section === undefined || file === site.file) return
  if (!/(?:^|\/)values\.ya?ml$/u.test(site.file)) return
  const path = asking.texts.writing(site.file)?.pathAt(site)
  if (path !== undefined) yield* set(asking, file, [...section, ...path], wanted, 'environment')
}

/** A value that an action names, also one that isn't there yet. */
function* named(asking: Asking, { site }: Origin, wanted: Data): Generator<Place> {
  const action = actionAround(asking.texts.text(site.file) ?? '', site)
  const path = valuesPath(action)
  if (path !== undefined && !/\b(?:toYaml|toJson|tpl|range|with)\b/u.test(action))
    yield* setIn(asking, site.file, path, wanted)
}

/** The action that a place is in, a default inside of it too; empty outside of actions. */
function actionAround(
  text: string,
  { start, end }: { readonly start: number; readonly end: number },
): string {
  const open = text.lastIndexOf('{{', start)
  const close = text.indexOf('}}', start)
  if (open === -1 || close === -1 || close < end - 2 || text.slice(open, start).includes('}}')) return ''
  return text.slice(open, close)
}

function* setIn(asking: Asking, template: FilePath, path: Path, wanted: Data): Generator<Place> {
  const section = sectionOf(asking, template)
  if (section === undefined) return
  const own = filePath(`${chartOf(template)}values.yaml`)
  yield* set(asking, own, path, wanted, 'literal')
  const file = environmentFile(asking)
  if (file !== undefined) yield* set(asking, file, [...section, ...path], wanted, 'environment')
}

function* set(
  { texts }: Asking,
  file: FilePath,
  path: Path,
  wanted: Data,
  kind: Place['kind'],
): Generator<Place> {
  const edits = texts.writing(file)?.set(undefined, path, wanted, () => false)
  const [first] = edits ?? []
  if (edits === undefined || first === undefined) return
  yield { kind, site: { file, start: first.start, end: first.end }, edits }
}

/** `.Values.server.port` as a path; of several the first. */
function valuesPath(action: string): Path | undefined {
  const found = /\.Values((?:\.[A-Za-z_]\w*)+)/u.exec(action)?.[1]
  return found?.slice(1).split('.')
}

/** The folder of the chart that a file belongs to, with a slash. */
function chartOf(file: FilePath): string {
  return file.replace(/(?:templates\/.*|values\.ya?ml)$/u, '')
}

/** Under which keys a chart's values stand in those of the chart that is read; undefined for what is in no chart of it. */
function sectionOf({ reading }: Asking, file: FilePath): Path | undefined {
  const root = reading.root === '' ? '' : `${reading.root}/`
  const chart = chartOf(file)
  if (!chart.startsWith(root) || chart === file) return undefined
  const rest = chart.slice(root.length)
  if (rest === '') return []
  if (!/^(?:charts\/[^/]+\/)+$/u.test(rest)) return undefined
  return [...rest.matchAll(/charts\/([^/]+)\//gu)].map(([, name = '']) => name)
}
