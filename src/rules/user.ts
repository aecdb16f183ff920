import type { FilePath } from '../kernel/brand.ts'
import { Fault } from '../kernel/fault.ts'
import type { Span } from '../kernel/span.ts'
import { severities } from '../model/finding.ts'
import {
  all,
  any,
  at,
  atLeast,
  entries,
  has,
  is,
  isOneOf,
  isSet,
  isWritten,
  items,
  matches,
  not,
  numberOf,
  textOf,
} from './facts.ts'
import type { Alias, Rule, Verdict } from './rule.ts'
import { must, mustBe, mustBeOneOf, mustBeSet, mustNot, undecided, violated } from './verdicts.ts'

/** The questions and verdicts that are handed to rules of a repository: they import nothing. */
export const handed = {
  all,
  any,
  at,
  atLeast,
  entries,
  has,
  is,
  isOneOf,
  isSet,
  isWritten,
  items,
  matches,
  must,
  mustBe,
  mustBeOneOf,
  mustBeSet,
  mustNot,
  not,
  numberOf,
  textOf,
  undecided,
  violated,
}

/** A rule of a repository: ours without what only our documentation and tests need. */
export type UserRule = Pick<Rule, 'id' | 'title' | 'severity' | 'why' | 'fix' | 'subject' | 'check'> &
  Partial<Pick<Rule, 'aliases' | 'compliance' | 'examples'>>

/** What a file in `.plumbline/rules` exports by default. */
export type UserRules = (questions: typeof handed) => UserRule | readonly UserRule[]

/** A rule of a repository, and where it says what it is. */
export interface PlacedRule {
  readonly rule: Rule
  readonly span: Span
}

/** A source of policies. */
export interface PolicySource {
  readonly file: FilePath
  /** Its path below the folder of policies that it is in: where data lies says under which name it is found. */
  readonly name: string
  readonly text: string
}

/** A rule made of what a file gave, or what is wrong with it in a full sentence. */
export function userRule(made: unknown): Rule | string {
  if (typeof made !== 'object' || made === null) return 'A rule is an object.'
  const given = made as Readonly<Record<string, unknown>>
  const missing = ['id', 'title', 'why', 'fix'].find((name) => !isText(given[name]))
  if (missing !== undefined) return `A rule has ${missing}, a text.`
  const { id, severity, subject, aliases = [], compliance = [], check } = given
  if (!/^[a-z0-9][a-z0-9-]*(?:\/[a-z0-9-]+)+$/u.test(String(id))) {
    return `The id of a rule is a path of small letters, digits and dashes such as acme/s3/naming, not ${String(id)}.`
  }
  if (!severities.some((one) => one === severity))
    return `The severity of ${String(id)} is one of ${severities.join(', ')}.`
  if (!isTexts(subject) || subject.length === 0) return `The subject of ${String(id)} is a list of types.`
  if (!isTexts(compliance)) return `The compliance of ${String(id)} is a list of texts.`
  if (!Array.isArray(aliases) || !aliases.every(isAlias)) {
    return `The aliases of ${String(id)} are a list of { id, on } with the types of the source.`
  }
  if (typeof check !== 'function') return `The check of ${String(id)} is a function.`
  return guarded({ examples: noExamples, ...(made as UserRule), aliases, compliance })
}

const noExamples: Rule['examples'] = { good: [], bad: [], near: [], undecided: [] }

/** As many verdicts as one rule gives of one resource. */
const mostVerdicts = 1000

/** The rule with a check that lets nothing out but verdicts: what follows may rely on them. */
function guarded(rule: Rule): Rule {
  return {
    ...rule,
    *check(live, graph) {
      let left = mostVerdicts
      for (const one of (rule.check(live, graph) as Iterable<Verdict> | undefined) ?? []) {
        if (!isVerdict(one)) {
          throw new Fault('rules/no-verdict', { rule: rule.id })
        }
        left -= 1
        if (left < 0) throw new Fault('rules/no-verdict', { rule: rule.id, most: String(mostVerdicts) })
        yield one
      }
    },
  }
}

function isVerdict(one: unknown): one is Verdict {
  if (typeof one !== 'object' || one === null) return false
  const { kind, message, fact, via = [] } = one as Partial<Verdict>
  return (
    (kind === 'violated' || kind === 'undecided') &&
    isText(message) &&
    isFact(fact) &&
    Array.isArray(via) &&
    via.every(isFact)
  )
}

function isFact(one: unknown): boolean {
  if (typeof one !== 'object' || one === null) return false
  const { live, path, value } = one as Partial<Verdict['fact']>
  return typeof path === 'string' && Array.isArray(live?.madeOf) && typeof value?.kind === 'string'
}

function isAlias(one: unknown): one is Alias {
  if (typeof one !== 'object' || one === null) return false
  const { id, on } = one as Partial<Alias>
  return isText(id) && isTexts(on)
}

function isText(one: unknown): one is string {
  return typeof one === 'string' && one.trim() !== ''
}

function isTexts(one: unknown): one is readonly string[] {
  return Array.isArray(one) && one.every(isText)
}
