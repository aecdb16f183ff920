import { wholeMatcher } from '../../lang/regex/whole.ts'
import { entriesIn, fieldOf, textIn, type Node } from './node.ts'
import { effectiveNamespace, type Built } from './object.ts'

/** What is wrong with a selector. */
export type Refuse = (what: string) => Error

/** Those of some objects that a selector means: its fields are regular expressions of whole texts. */
export function selected(
  objects: readonly Built[],
  selector: Node | undefined,
  refuse: Refuse,
): readonly Built[] {
  const fields = ['group', 'version', 'kind', 'name', 'namespace'] as const
  const [group, version, kind, name, namespace] = fields.map((field) =>
    matcherOf(textIn(selector, field), refuse),
  )
  const isMet = selectorsIn(selector, refuse)
  return objects.filter((one) => {
    const { gvk, id, originalId } = one
    return (
      (namespace === undefined ||
        namespace(effectiveNamespace(originalId)) ||
        namespace(effectiveNamespace(id))) &&
      (name === undefined || name(originalId.name) || name(id.name)) &&
      (group ?? any)(gvk.group) &&
      (version ?? any)(gvk.version) &&
      (kind ?? any)(gvk.kind) &&
      isMet(one)
    )
  })
}

/** Whether an object has the labels and annotations that a selector asks for. */
export function meetsSelectors(object: Built, selector: Node, refuse: Refuse): boolean {
  return selectorsIn(selector, refuse)(object)
}

function selectorsIn(selector: Node | undefined, refuse: Refuse): (object: Built) => boolean {
  const labels = requirementsOf(textIn(selector, 'labelSelector'), refuse)
  const annotations = requirementsOf(textIn(selector, 'annotationSelector'), refuse)
  return (object) => meets(object, 'labels', labels) && meets(object, 'annotations', annotations)
}

function any(): boolean {
  return true
}

function matcherOf(pattern: string | undefined, refuse: Refuse): ((text: string) => boolean) | undefined {
  if (pattern === undefined || pattern === '') return undefined
  const matcher = wholeMatcher(pattern)
  if (matcher === undefined) throw refuse(`${pattern} is no regular expression`)
  return matcher
}

interface Requirement {
  readonly key: string
  readonly holds: (value: string | undefined) => boolean
}

function meets(object: Built, key: 'labels' | 'annotations', requirements: readonly Requirement[]): boolean {
  if (requirements.length === 0) return true
  const found = new Map(
    entriesIn(fieldOf(object.node, 'metadata', key)).map(([name, one]) => [
      name,
      one.kind === 'scalar' ? one.text : '',
    ]),
  )
  return requirements.every((one) => one.holds(found.get(one.key)))
}

const setPattern = /^([^\s=!<>(),]+)\s+(in|notin)\s*\(([^()]*)\)$/u
const numberPattern = /^([^\s=!<>(),]+)\s*([<>])\s*(-?\d+)$/u
const equalPattern = /^([^\s=!<>(),]+)\s*(==?|!=)\s*([^\s=!<>(),]*)$/u

/** The language of label selectors. See https://kubernetes.io/docs/concepts/overview/working-with-objects/labels/#label-selectors */
function requirementsOf(text: string | undefined, refuse: Refuse): readonly Requirement[] {
  if (text === undefined || text.trim() === '') return []
  return splitOutside(text).map((part) => requirementOf(part.trim(), refuse))
}

/** At commas that are not between brackets. */
function splitOutside(text: string): readonly string[] {
  return text.match(/(?:[^,()]|\([^()]*\)?|\))+/gu) ?? []
}

function requirementOf(part: string, refuse: Refuse): Requirement {
  const set = setPattern.exec(part)
  if (set !== null) {
    const values = (set[3] ?? '').split(',').map((one) => checkedValue(one.trim(), refuse))
    const isIn = set[2] === 'in'
    return required(
      set[1],
      (value) => (value === undefined ? !isIn : values.includes(value) === isIn),
      refuse,
    )
  }
  const number = numberPattern.exec(part)
  if (number !== null) {
    const limit = Number(number[3])
    const isMore = number[2] === '>'
    const holds = (value: string | undefined): boolean =>
      value !== undefined &&
      /^-?\d+$/u.test(value) &&
      (isMore ? Number(value) > limit : Number(value) < limit)
    return required(number[1], holds, refuse)
  }
  const equal = equalPattern.exec(part)
  if (equal !== null) {
    const wanted = checkedValue(equal[3] ?? '', refuse)
    const isNot = equal[2] === '!='
    return required(equal[1], (value) => (value === wanted) !== isNot, refuse)
  }
  const [, not = '', key] = /^(!?)\s*([^\s=!<>(),]+)$/u.exec(part) ?? []
  return required(key, (value) => (value === undefined) === (not === '!'), refuse, part)
}

const keyPattern = /^(?:[a-z0-9](?:[-a-z0-9.]*[a-z0-9])?\/)?[A-Za-z0-9](?:[-\w.]{0,61}[A-Za-z0-9])?$/u
const valuePattern = /^(?:[A-Za-z0-9](?:[-\w.]{0,61}[A-Za-z0-9])?)?$/u

function required(
  key: string | undefined,
  holds: Requirement['holds'],
  refuse: Refuse,
  part = key ?? '',
): Requirement {
  if (key === undefined || !keyPattern.test(key)) throw refuse(`${part} is no selector`)
  return { key, holds }
}

function checkedValue(text: string, refuse: Refuse): string {
  if (!valuePattern.test(text)) throw refuse(`${text} is no value of a label`)
  return text
}
