import { filePath, type FilePath } from '../../kernel/brand.ts'
import type { Data } from '../../kernel/edit.ts'
import type { Origin } from '../../kernel/origin.ts'
import type { PathStep } from '../../model/path.ts'
import { builtAt, containerOf, exactly } from '../additions.ts'
import type { Asking, Place } from '../asking.ts'
import type { Turning } from '../walk.ts'
import { chartOf, ownFile, sectionOf, setValue, valuesPath } from './sections.ts'

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

/** A value that stands in a chart's own file of values, set in the file of this environment, or of the chart around it, instead. */
function* inEnvironment(asking: Asking, { site }: Origin, wanted: Data): Generator<Place> {
  const section = sectionOf(asking, site.file)
  const file = section === undefined ? undefined : ownFile(asking, section)
  if (file === undefined || section === undefined || file === site.file) return
  if (!/(?:^|\/)values\.ya?ml$/u.test(site.file)) return
  const path = asking.texts.writing(site.file)?.pathAt(site)
  if (path !== undefined) yield* setValue(asking, file, [...section, ...path], wanted, 'environment')
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
  if (section.length === 0 || asking.texts.text(own) !== undefined)
    yield* setValue(asking, own, path, wanted, 'literal')
  const file = ownFile(asking, section)
  if (file !== undefined) yield* setValue(asking, file, [...section, ...path], wanted, 'environment')
}
