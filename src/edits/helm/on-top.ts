import type { FilePath } from '../../kernel/brand.ts'
import type { Data } from '../../kernel/edit.ts'
import { lineActions, maskedTemplate, type LineAction } from '../../lang/go-template/masked.ts'
import { yamlKeyAt } from '../../lang/yaml/edit/index.ts'
import { parseYaml } from '../../lang/yaml/parse.ts'
import type { PathStep } from '../../model/path.ts'
import type { Asking, Place } from '../asking.ts'
import { isCollection } from '../walk.ts'

/**
 * One entry on top of what an action prints for several objects, such as labels that a chart defines once: in the template of the one
 * object. https://helm.sh/docs/chart_template_guide/function_list/#dictionaries-and-dict-functions
 */
export function* onTopPlaces(asking: Asking, wanted: Data): Generator<Place> {
  const { steps, resource, texts } = asking
  const file = resource?.span.file
  if (file === undefined || isCollection(wanted) || wanted === null || !/(?:^|\/)templates\//u.test(file))
    return
  const text = texts.text(file) ?? ''
  const tree = parseYaml(file, maskedTemplate(text))
  for (let length = steps.length - 1; length > 0; length--) {
    const rest = steps.slice(length)
    const key = yamlKeyAt(tree, resource?.span.start ?? 0, steps.slice(0, length))
    if (key === undefined || !rest.every((step) => typeof step === 'string')) continue
    for (const action of lineActions(text, key)) yield* onTop(file, action, rest, wanted)
    return
  }
}

function* onTop(
  file: FilePath,
  { start, end, inner, column, isTrimmed }: LineAction,
  rest: readonly PathStep[],
  wanted: Data,
): Generator<Place> {
  const [, body = '', by = `nindent ${column}`] = /^(.*?)(?:\|\s*(n?indent\s+\d+)\s*)?$/su.exec(inner) ?? []
  // What is printed now may begin with a line break of its own.
  const indent = isTrimmed ? by.replace(/^indent/u, 'nindent') : by
  const printed = body.trim().replace(/^template\b/u, 'include')
  if (printed === '') return
  const [key = '', ...below] = rest
  const value = JSON.stringify(wanted)
  const whole =
    below.length === 0
      ? `set (${printed} | fromYaml) ${JSON.stringify(key)} ${value}`
      : `mergeOverwrite (${printed} | fromYaml) ${rest.reduceRight<string>((made, step) => `(dict ${JSON.stringify(step)} ${made})`, value)}`
  const text = `${whole} | toYaml | ${indent}`
  yield { kind: 'override', site: { file, start, end }, edits: [{ file, start, end, text }] }
}
