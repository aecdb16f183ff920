import { loadPart, onsetOf, rankChanges } from './changes.ts'
import { callsOf } from './graph.ts'
import { observe, symptomIn } from './observe.ts'
import type { CauseAnswer, Question } from './question.ts'
import { rankNodes } from './rank.ts'

/**
 * Which node caused the symptom, and which change. Excess is counted in the symptom's own units (requests × extra
 * time, or failed requests), less what a node's callees explain; how unusual a measure is only decides whether it
 * counts. Costs about one sort of each series.
 */
export function causeOf(question: Question): CauseAnswer {
  const observed = observe(question)
  const ranking = rankNodes(question, observed)
  const onset = onsetOf(question, (window) => symptomIn(question[window], question.target))
  const changes = ranking.length === 0 ? [] : rankChanges(question, ranking, onset, observed)
  return {
    ranking,
    changes,
    said: [
      ...aboutNodes(question, ranking.length),
      ...aboutChanges(question, changes.length, loadPart(ranking, callsOf(question.edges), observed)),
    ],
  }
}

function aboutNodes({ target }: Question, count: number): readonly string[] {
  return count === 0
    ? [`Nothing measured differs clearly from normal, ${target.node} included: no cause was found.`]
    : []
}

function aboutChanges({ changes }: Question, count: number, load: number): readonly string[] {
  const ofLoad =
    load > 0.2 ? ['There is much more to do than usual, from the entry on: the load may explain it.'] : []
  if (changes.length === 0 || count > 0) return ofLoad
  return [`None of the ${changes.length} changes explains this.`, ...ofLoad]
}
