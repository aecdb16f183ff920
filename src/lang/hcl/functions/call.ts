import type { Marks } from '../../../kernel/value.ts'
import { convert } from '../convert.ts'
import { causesOf } from '../evaluate/because.ts'
import { marksDeep, unmarkDeep, withMarks } from '../mark.ts'
import { problem, type Problem } from '../problem.ts'
import { refine } from '../refine.ts'
import { dynamicType, type Type } from '../types.ts'
import { typeOf, unknown, type Val } from '../value.ts'
import { badArgument } from './failure.ts'
import type { FunctionContext, HclFunction, Parameter } from './function.ts'

/**
 * Calls a function as Terraform does: counts the arguments, converts them to the types of their parameters, refuses
 * nulls, answers for what is not known yet, and lifts marks onto the result, each unless the parameter says that the
 * function does so itself. An expanded argument comes as its items. A result that was taken out of an argument keeps
 * its origin; a new one has origin 0.
 */
export function callFunction(
  fn: HclFunction,
  given: readonly Val[],
  context: FunctionContext,
  calledAs: string = fn.name,
): Val | Problem {
  const miscounted = countProblem(fn, given.length, calledAs)
  if (miscounted !== undefined) return miscounted
  const converted = convertedArguments(fn, given)
  if (!isList(converted)) return framed(fn, converted, calledAs)
  const result = answer(fn, converted, context)
  return result.kind === 'problem' ? framed(fn, result, calledAs) : outlined(fn, converted, result)
}

function outlined(fn: HclFunction, args: readonly Val[], result: Val): Val {
  if (fn.outline === undefined || (result.kind !== 'string' && result.kind !== 'unknown')) return result
  const outline = fn.outline(args)
  return outline === undefined ? result : { ...result, outline }
}

/** The parameter that the argument at a position is for; undefined where there are too many. */
export function parameterAt(fn: HclFunction, position: number): Parameter | undefined {
  return fn.parameters[position] ?? fn.variadic
}

/** Too few or too many arguments. */
export function countProblem(
  { parameters, variadic }: HclFunction,
  count: number,
  name: string,
): Problem | undefined {
  const missing = parameters[count]
  if (missing !== undefined) {
    const least = variadic === undefined ? '' : ' at least'
    const detail = `Function "${name}" expects${least} ${parameters.length} argument(s). Missing value for "${missing.name}".`
    return problem('Not enough function arguments', detail)
  }
  if (count <= parameters.length || variadic !== undefined) return undefined
  const detail = `Function "${name}" expects only ${parameters.length} argument(s).`
  return problem('Too many function arguments', detail, parameters.length)
}

/** The arguments in the types of their parameters: the very same list when nothing had to be converted. */
function convertedArguments(fn: HclFunction, given: readonly Val[]): readonly Val[] | Problem {
  let args: Val[] | undefined
  for (let at = 0; at < given.length; at++) {
    const arg = given[at]
    const parameter = parameterAt(fn, at)
    if (arg === undefined || parameter === undefined) continue
    const value = asParameter(arg, parameter)
    if (value.kind === 'problem') return badArgument(at, value.detail)
    if (value !== arg) (args ??= [...given])[at] = value
  }
  return args ?? given
}

function asParameter(arg: Val, { type, allowDynamic }: Parameter): Val | Problem {
  if (type.kind !== 'dynamic') return convert(arg, type)
  return allowDynamic === true ? arg : withoutOpen(arg)
}

/** What has attributes or items that nobody knows yet is unknown to a function that looks at all of them. */
function withoutOpen(value: Val): Val {
  if ((value.kind !== 'tuple' && value.kind !== 'object') || value.open === undefined) return value
  return unknown(dynamicType, [value.open], undefined, value.origin, value.marks)
}

function answer(fn: HclFunction, given: readonly Val[], context: FunctionContext): Val | Problem {
  const { args, marks } = unmarked(fn, given)
  const readiness = readinessOf(fn, args)
  if (typeof readiness === 'object') return readiness
  if (readiness === 'untyped') return unknown(dynamicType, causesOf(args), undefined, 0, marks)

  const type = fn.returns(args)
  if (isProblem(type)) return type
  const result = readiness === 'unknown' ? unknown(type, []) : fn.call(args, context, type)
  if (result.kind === 'problem') return result
  return withMarks(result.kind === 'unknown' ? explained(fn, args, result) : result, marks)
}

interface Unmarked {
  readonly args: readonly Val[]
  readonly marks: Marks
}

/** The arguments without the marks that the function does not put back itself, and those marks. */
function unmarked(fn: HclFunction, given: readonly Val[]): Unmarked {
  let args: Val[] | undefined
  let marks: Marks = 0
  for (let at = 0; at < given.length; at++) {
    const arg = given[at]
    const allowed = parameterAt(fn, at)?.allowMarked
    if (arg === undefined || allowed === true) continue
    if (allowed === 'when known' && arg.kind !== 'unknown') continue
    const own = marksDeep(arg)
    if (own === 0) continue
    marks |= own
    ;(args ??= [...given])[at] = unmarkDeep(arg)
  }
  return { args: args ?? given, marks }
}

/** Whether the function can be asked, or only for its type, or not even that. */
function readinessOf(fn: HclFunction, args: readonly Val[]): 'ready' | 'unknown' | 'untyped' | Problem {
  let isUnknown = false
  for (let at = 0; at < args.length; at++) {
    const arg = args[at]
    const parameter = parameterAt(fn, at)
    if (arg === undefined || parameter === undefined) continue
    if (arg.kind === 'null' && parameter.allowNull !== true) {
      return badArgument(at, 'argument must not be null')
    }
    if (parameter.allowDynamic !== true && isUntyped(arg)) return 'untyped'
    if (arg.kind === 'unknown' && parameter.allowUnknown !== true) isUnknown = true
  }
  return isUnknown ? 'unknown' : 'ready'
}

function isUntyped(value: Val): boolean {
  return (value.kind === 'unknown' || value.kind === 'null') && typeOf(value).kind === 'dynamic'
}

/** An unknown result with its reasons and what is known of it all the same. */
function explained(fn: HclFunction, args: readonly Val[], result: Extract<Val, { kind: 'unknown' }>): Val {
  const because = result.because.length > 0 ? result.because : causesOf(args.map(withoutOpen))
  const refinement = fn.refine === undefined ? { notNull: true } : fn.refine(args)
  return refine({ ...result, because }, refinement)
}

/** A function's own words in Terraform's frame. */
function framed(fn: HclFunction, { summary, detail, argument }: Problem, calledAs: string): Problem {
  if (argument === undefined) {
    return problem(summary, `Call to function "${calledAs}" failed: ${detail}.`)
  }
  const name = parameterAt(fn, argument)?.name ?? ''
  return problem(summary, `Invalid value for "${name}" parameter: ${detail}.`, argument)
}

function isProblem(one: Type | Problem): one is Problem {
  return one.kind === 'problem'
}

function isList(one: readonly Val[] | Problem): one is readonly Val[] {
  return Array.isArray(one)
}
