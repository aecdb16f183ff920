import { filePath } from '../../kernel/brand.ts'
import type { OriginId } from '../../kernel/origin.ts'
import { marks, type Value } from '../../kernel/value.ts'
import { scalarText } from '../../model/scalar.ts'
import { parameterFile } from './parameter-files.ts'
import { meant, problem, shown } from './problems.ts'
import type { Session, Stack } from './scope.ts'
import type { Parameter } from './template.ts'
import { scalarValue, unknownValue, withOrigin } from './values.ts'

/** What each layer gives for the parameters of a root, weakest first. */
export type Given = ReadonlyMap<string, readonly Value[]>

/**
 * Parameter files and `--var NAME=VALUE`, in the order given: later ones win over earlier ones, all over defaults.
 * Names that the template doesn't declare belong to another root.
 */
export function givenBy(session: Session): Given {
  const found = new Map<string, Value[]>()
  const give = (name: string, value: Value): void => {
    const before = found.get(name)
    if (before === undefined) found.set(name, [value])
    else before.push(value)
  }
  for (const layer of session.options.layers) {
    if (layer.kind === 'option') {
      const file = filePath(`<-var ${layer.name}>`)
      session.texts.set(file, layer.text)
      give(layer.name, scalarValue(layer.text, session.origins.add('option', file, 0, layer.text.length)))
      continue
    }
    for (const { name, node } of parameterFile(session.snapshot, layer.file) ?? []) {
      if (node.kind !== 'scalar' || node.scalar === null) continue
      give(name, scalarValue(node.scalar, session.origins.at('literal', node.span)))
    }
  }
  return found
}

/** Names of a parameter file that is read for a template that doesn't declare them. */
export function undeclared({ session, template }: Stack): void {
  for (const layer of session.options.layers) {
    if (layer.kind !== 'file') continue
    for (const { name, keySpan } of parameterFile(session.snapshot, layer.file) ?? []) {
      if (template.parameters.has(name)) continue
      const detail = `The template ${template.file} declares no parameter "${shown(name)}", so CloudFormation refuses this file.${meant(name, template.parameters.keys())} Declare the parameter, or take this value out.`
      session.diagnostics.push(problem('cloudformation/unknown-parameter', detail, keySpan, 'warning'))
    }
  }
}

/** The value of a parameter: the strongest layer's, with the others as losers; unknown where nobody gives one. */
export function parameterValue(parameter: Parameter, layers: readonly Value[], stack: Stack): Value {
  const { session } = stack
  const { fallback, nameSpan } = parameter
  const { origins } = session
  const all = fallback === undefined ? layers : [stack.evaluate(fallback, stack.scope), ...layers]
  const winner = all.at(-1)
  const mark = parameter.isSecret ? marks.sensitive : marks.none
  if (winner === undefined) {
    const what =
      stack.module === '' ? `Parameters.${parameter.name}` : `${stack.module}.Parameters.${parameter.name}`
    return unknownValue([{ kind: 'variable', what, site: nameSpan }], origins.at('variable', nameSpan), mark)
  }
  const losers = all
    .slice(0, -1)
    .toReversed()
    .map(({ origin }) => origin)
  const origin = origins.at('variable', nameSpan, { inputs: [winner.origin], losers })
  checkAllowed(parameter, winner, session)
  return typed(parameter, { ...winner, marks: winner.marks | mark }, origin, session)
}

/**
 * A given text as the parameter's type has it.
 * Source: https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/parameters-section-structure.html
 */
function typed({ type }: Parameter, value: Value, origin: OriginId, { origins }: Session): Value {
  const text = scalarText(value)
  if (text === undefined) return withOrigin(value, origin)
  const stored = /^AWS::SSM::Parameter::Value\s*</u.test(type)
  if (stored)
    return unknownValue(
      [{ kind: 'data', what: `ssm:${text}`, site: origins.site(origin) }],
      origin,
      value.marks,
    )
  const isList = type === 'CommaDelimitedList' || type.startsWith('List<')
  if (!isList) {
    const scalar = type === 'Number' && value.kind === 'scalar' ? numberIn(text) : undefined
    return scalar === undefined ? withOrigin(value, origin) : scalarValue(scalar, origin, value.marks)
  }
  const pieces = text === '' ? [] : text.split(',').map((piece) => piece.trim())
  const inputs = [origin]
  const item =
    pieces.length === 1 && pieces[0] === text ? origin : origins.at('call', origins.site(origin), { inputs })
  const items = pieces.map((piece) =>
    scalarValue((type === 'List<Number>' ? numberIn(piece) : undefined) ?? piece, item, value.marks),
  )
  return { kind: 'list', items, origin, marks: value.marks }
}

/** A number where its digits are what the text says. */
function numberIn(text: string): number | undefined {
  const number = Number(text)
  return text !== '' && String(number) === text ? number : undefined
}

function checkAllowed(
  { name, allowed, type, nameSpan }: Parameter,
  value: Value,
  { origins, diagnostics }: Session,
): void {
  const text = scalarText(value)
  if (allowed.length === 0 || text === undefined) return
  const isList = type === 'CommaDelimitedList' || type.startsWith('List<')
  const wrong = (isList ? text.split(',').map((one) => one.trim()) : [text]).find(
    (one) => !allowed.includes(one),
  )
  if (wrong === undefined) return
  const names = allowed.slice(0, 10).join(', ')
  const detail = `The parameter "${shown(name)}" may be ${shown(names)}; the value that is given is none of these.${meant(wrong, allowed)} Give one of them, or add this one to AllowedValues.`
  const site = value.origin === 0 ? nameSpan : origins.site(value.origin)
  diagnostics.push(problem('cloudformation/invalid-value', detail, site))
}
