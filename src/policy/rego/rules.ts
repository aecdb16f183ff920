import type { FilePath } from '../../kernel/brand.ts'
import type { Outcome } from '../../kernel/diagnostic.ts'
import { Fault } from '../../kernel/fault.ts'
import type { Cause } from '../../kernel/value.ts'
import type { Severity } from '../../model/finding.ts'
import type { Live } from '../../model/live.ts'
import { parsePath } from '../../model/path.ts'
import { at, type Fact } from '../../rules/facts.ts'
import type { Rule, Verdict } from '../../rules/rule.ts'
import { userRule, type PlacedRule } from '../../rules/user.ts'
import { undecided, violated } from '../../rules/verdicts.ts'
import { openBundle } from './bundle.ts'
import { inputOf, type Unknown } from './input.ts'
import { machineOf, type Machine } from './machine.ts'
import { openMessage, toldBy } from './message.ts'

/** The names that Conftest gives to rules, and how bad what they say is. */
const conventions: Readonly<Record<string, Severity>> = { deny: 'high', violation: 'high', warn: 'low' }
const named = /^(?<name>deny|violation|warn)(?:_\w+)?$/u

/** Something that a compiled policy is asked. */
interface Question {
  readonly entrypoint: string
  /** The member of the result that is the answer, where a whole package is the entry point. */
  readonly member: string | undefined
  /** Such as `main/deny`. */
  readonly name: string
  readonly severity: Severity
}

/**
 * The rules of a compiled policy, one for each `deny`, `violation` and `warn` among its entry points. `prefix` comes
 * before their ids.
 */
export function regoRules(file: FilePath, bytes: Uint8Array, prefix: string): Outcome<readonly PlacedRule[]> {
  const bundle = openBundle(bytes)
  const machine = typeof bundle === 'string' ? bundle : machineOf(bundle)
  if (typeof machine === 'string') return refused(file, machine)
  const questions = questionsOf(machine.entrypoints)
  if (questions.length === 0) {
    return refused(file, 'It has no entry point; build it with opa build -t wasm -e main/deny FOLDER.')
  }
  const span = { file, start: 0, end: 0 }
  const made = questions.map((one) => userRule(ruleOf(one, machine, prefix)))
  const rules = made.flatMap((rule) => (typeof rule === 'string' ? [] : [{ rule, span }]))
  const wrong = made.find((rule) => typeof rule === 'string')
  return { value: rules, diagnostics: wrong === undefined ? [] : refused(file, wrong).diagnostics }
}

/** Entry points that are named by the convention; where none is, each is a package that may have such rules. */
function questionsOf(entrypoints: readonly string[]): readonly Question[] {
  const direct = entrypoints.flatMap((entrypoint): readonly Question[] => {
    const name = named.exec(entrypoint.split('/').at(-1) ?? '')?.groups?.['name']
    const severity = conventions[name ?? '']
    return severity === undefined ? [] : [{ entrypoint, member: undefined, name: entrypoint, severity }]
  })
  if (direct.length > 0) return direct
  return entrypoints.flatMap((entrypoint) =>
    Object.entries(conventions).map(([member, severity]) => ({
      entrypoint,
      member,
      name: `${entrypoint}/${member}`,
      severity,
    })),
  )
}

function ruleOf(question: Question, machine: Machine, prefix: string): Omit<Rule, 'examples'> {
  const { name, severity } = question
  const path = name.toLowerCase().replaceAll(/[^a-z0-9/]+/gu, '-')
  return {
    id: `${prefix}/${path}`,
    title: `The policy ${name} objects`,
    severity,
    why: 'A policy of this repository objects to it; the message says why.',
    fix: 'Change what the message names, or the policy.',
    subject: ['*'],
    aliases: [],
    compliance: [],
    *check(live) {
      // Of a resource whose owner is not in the code, nobody knows what its other values are.
      if (!live.partial) yield* verdictsOf(question, machine, live)
    },
  }
}

function verdictsOf(
  { entrypoint, member, name }: Question,
  machine: Machine,
  live: Live,
): readonly Verdict[] {
  const said = machine.ask(entrypoint, inputOf(live))
  if (said.kind === 'failed') throw new Fault('policy/failed', { what: said.why, where: name })
  if (said.kind === 'unknown') {
    return [undecided(`Whether ${name} objects depends on what is not known.`, missing(said.unknown, live))]
  }
  const answer = member === undefined ? said.result : memberOf(said.result, member)
  const told = answer === notOne ? undefined : toldBy(answer)
  if (told === undefined) {
    throw new Fault('policy/failed', {
      what: 'It gives neither texts nor objects with msg, as deny, violation and warn do',
      where: name,
    })
  }
  return told.map(({ message, path }) =>
    violated(openMessage(message, live.values), at(live, isPath(path) ? path : '')),
  )
}

/** Stands for what is no package with rules of the convention. */
const notOne = Symbol('not a package')

function memberOf(result: unknown, member: string): unknown {
  if (typeof result === 'object' && result !== null && !Array.isArray(result)) {
    return Object.entries(result).find(([name]) => name === member)?.[1]
  }
  // Said once: `allow` and the like are no messages.
  return member === 'deny' ? notOne : undefined
}

function isPath(path: string | undefined): path is string {
  return path !== undefined && parsePath(path) !== undefined
}

/** One fact for all that is missing: where the first is, and the causes of each. */
function missing(unknown: readonly Unknown[], live: Live): Fact {
  const [first] = unknown
  if (first === undefined) return at(live, '')
  const causes = unknown.flatMap(({ fact: { value } }) => (value.kind === 'unknown' ? value.because : []))
  const because = [...new Map(causes.map((one: Cause) => [`${one.kind} ${one.what}`, one])).values()].slice(
    0,
    8,
  )
  const { origin, marks } = first.fact.value
  return { ...first.fact, value: { kind: 'unknown', because, origin, marks } }
}

function refused(file: FilePath, what: string): Outcome<readonly PlacedRule[]> {
  return {
    value: [],
    diagnostics: [
      {
        code: 'policy/not-loaded',
        severity: 'error',
        summary: 'A policy of the repository cannot be asked',
        detail: `${what} The other rules are asked; see docs/own-rules.md.`,
        span: { file, start: 0, end: 0 },
      },
    ],
  }
}
