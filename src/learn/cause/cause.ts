import { onsetOf, rankChanges } from './changes.ts'
import { observe, symptomIn } from './observe.ts'
import type { CauseAnswer, Question } from './question.ts'
import { rankNodes } from './rank.ts'

/**
 * Which node caused the symptom, and which change. Excess is counted in the symptom's own units (requests × extra
 * time, or failed requests), less what a node's callees explain; how unusual a measure is only decides whether it
 * counts. Costs about one sort of each series.
 */
export function causeOf(question: Question): CauseAnswer {
  const ranking = rankNodes(question, observe(question))
  const onset = onsetOf(question, (window) => symptomIn(question[window], question.target))
  const changes = ranking.length === 0 ? [] : rankChanges(question, ranking, onset)
  return {
    ranking,
    changes,
    said: [...aboutNodes(question, ranking.length), ...aboutChanges(question, changes.length)],
  }
}

function aboutNodes({ target }: Question, count: number): readonly string[] {
  return count === 0
    ? [`Nothing measured differs clearly from normal, ${target.node} included: no cause was found.`]
    : []
}

function aboutChanges({ changes }: Question, count: number): readonly string[] {
  if (changes.length === 0) return []
  return count === 0 ? [`None of the ${changes.length} changes explains this.`] : []
}
