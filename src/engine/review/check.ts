import type { Diagnostic } from '../../kernel/diagnostic.ts'
import type { Live } from '../../model/live.ts'
import type { Graph } from '../../model/live-graph.ts'
import type { Rule, Verdict } from '../../rules/rule.ts'
import { isElsewhere } from '../../rules/verdicts.ts'

/** What one rule says of one live resource. */
export interface Said {
  readonly rule: Rule
  readonly live: Live
  readonly verdict: Verdict
}

/** What was said, and which rules failed. */
export interface Checked {
  readonly said: readonly Said[]
  readonly diagnostics: readonly Diagnostic[]
  /** Ids of the rules that had something to look at. */
  readonly asked: ReadonlySet<string>
}

/** The subject of a rule that looks at every type. */
const everyType = '*'

/** Rules by the live types that they look at. */
export type RuleIndex = ReadonlyMap<string, readonly Rule[]>

export function indexRules(rules: readonly Rule[]): RuleIndex {
  const index = new Map<string, Rule[]>()
  for (const rule of rules) {
    for (const subject of rule.subject) {
      const list = index.get(subject)
      if (list === undefined) index.set(subject, [rule])
      else list.push(rule)
    }
  }
  return index
}

/** Whether a live resource is asked about, and the graph that its rules see. */
export interface Asking {
  isAsked(live: Live): boolean
  graphFor(live: Live): Graph
}

/** The rules that look at a live type. */
export function rulesFor(type: string, rules: RuleIndex): readonly Rule[] {
  return [...(rules.get(type) ?? []), ...(rules.get(everyType) ?? [])]
}

/** Asks every rule about every live resource that it looks at. */
export function check(lives: readonly Live[], asking: Asking, rules: RuleIndex): Checked {
  const said: Said[] = []
  const diagnostics: Diagnostic[] = []
  const asked = new Set<string>()
  const byType = new Map<string, readonly Rule[]>()
  for (const live of lives) {
    if (!asking.isAsked(live)) continue
    let concerned = byType.get(live.type)
    if (concerned === undefined) {
      concerned = rulesFor(live.type, rules)
      byType.set(live.type, concerned)
      for (const { id } of concerned) asked.add(id)
    }
    const graph = asking.graphFor(live)
    for (const rule of concerned) {
      const before = said.length
      try {
        judge(rule, live, graph, said)
      } catch (error) {
        said.length = before
        diagnostics.push(failed(rule, live, error))
      }
    }
  }
  return { said, diagnostics, asked }
}

function judge(rule: Rule, live: Live, graph: Graph, said: Said[]): void {
  for (const verdict of rule.check(live, graph)) {
    if (!isElsewhere(verdict)) said.push({ rule, live, verdict })
  }
}

/** A rule may be a user's own: one that breaks is told of and doesn't keep the others from speaking. */
function failed(rule: Rule, live: Live, error: unknown): Diagnostic {
  const what = error instanceof Error ? error.message : String(error)
  return {
    code: 'review/rule-failed',
    severity: 'error',
    summary: 'A rule failed',
    detail: `The rule ${rule.id} could not judge ${live.address}: ${what}. Its other answers stand; mend the rule or skip it with --skip ${rule.id}.`,
    span: live.madeOf[0].resource.span,
  }
}
