import { changedBefore, loadPart, onsetOf, rankChanges, type Onset } from './changes.ts'
import { withCounts } from './counts.ts'
import { callsOf } from './graph.ts'
import { withNames } from './unnamed.ts'
import { withoutHiccups } from './hiccup.ts'
import { isOfSeveralUnits } from './measure.ts'
import { withOneName } from './names.ts'
import { observe, symptomIn, type Observed } from './observe.ts'
import type { CauseAnswer, Question } from './question.ts'
import { rankNodes } from './rank.ts'

/**
 * Which node caused the symptom, and which change. Excess is counted in the symptom's own units (requests × extra
 * time, or failed requests), less what a node's callees explain; how unusual a measure is only decides whether it
 * counts. Costs about one sort of each series.
 */
export function causeOf(asked: Question): CauseAnswer {
  const question = aboutMeasured(withOneName(withCounts(withNames(asked))))
  const observed = observe(question)
  const isBurning = [...observed.values()].some(({ hunger }) => hunger > 0.5)
  const calm = isBurning ? undefined : withoutHiccups(question)
  const found = calm === undefined ? undefined : answerOf(calm, observe(calm))
  if (found !== undefined && found.ranking.length > 0) return { ...found, said: [setAside, ...found.said] }
  return answerOf(question, observed)
}

/** What shows at a target that nobody measures shows at the one node that it calls: that is asked about. */
function aboutMeasured(question: Question): Question {
  const { target, normal } = question
  if ((normal.series.get(target.node)?.size ?? 0) > 0) return question
  const [callee, ...others] = callsOf(question.edges).callees.get(target.node) ?? []
  if (callee === undefined || others.length > 0 || !normal.series.has(callee)) return question
  return { ...question, target: { ...target, node: callee } }
}

const setAside =
  'In some samples everything waited for a processor at once; they tell of the machine and of no node, and are left aside.'

function answerOf(question: Question, observed: ReadonlyMap<string, Observed>): CauseAnswer {
  const onset = onsetOf(question, (window) => symptomIn(question, window))
  const ranking = rankNodes(question, observed, changedBefore(question, onset))
  const onsetAt = (node: string): Onset => laterOf(onset, ownOnset(question, node, onset))
  const changes = ranking.length === 0 ? [] : rankChanges(question, ranking, onsetAt, observed)
  return {
    ranking,
    changes,
    said: [
      ...aboutNodes(question, ranking.length),
      ...aboutUnits(question, observed, ranking.length),
      ...aboutChanges(question, changes.length, loadPart(ranking, callsOf(question.edges), observed)),
    ],
  }
}

/** When a node's own measure of the symptom began to differ. */
function ownOnset(question: Question, node: string, otherwise: Onset): Onset {
  if (node === question.target.node) return otherwise
  return onsetOf(question, (window) => symptomIn(question, window, node), otherwise)
}

/** The target may have been a little wrong before, for another reason; what a change does begins where it is made. */
function laterOf(left: Onset, right: Onset): Onset {
  return right.seen > left.seen ? right : left
}

function aboutNodes({ target }: Question, count: number): readonly string[] {
  return count === 0
    ? [`Nothing measured differs clearly from normal, ${target.node} included: no cause was found.`]
    : []
}

function aboutUnits(
  question: Question,
  observed: ReadonlyMap<string, Observed>,
  count: number,
): readonly string[] {
  return count > 0 && (question.normal.calls?.size ?? 0) === 0 && isOfSeveralUnits(question, observed)
    ? [
        'Some nodes take more time than all who call them, as if units differed: each is compared with its own usual.',
      ]
    : []
}

function aboutChanges({ changes }: Question, count: number, load: number): readonly string[] {
  const ofLoad =
    load > 0.2 ? ['There is much more to do than usual, from the entry on: the load may explain it.'] : []
  if (changes.length === 0 || count > 0) return ofLoad
  return [`None of the ${changes.length} changes explains this.`, ...ofLoad]
}
