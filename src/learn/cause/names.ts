import type { Question, Window } from './question.ts'

/**
 * The question with one name for each node. Series often name a node with more than the topology does (its kind, its
 * address, capital letters): what is measured under a name that no edge has is of the one node without series that it
 * fits. Names that fit several stay as they are.
 */
export function withOneName(question: Question): Question {
  const named = new Set([...question.nodes, ...question.edges.flat(), question.target.node])
  const measured = new Set([...question.normal.series.keys(), ...question.abnormal.series.keys()])
  const strangers = [...measured].filter((name) => !named.has(name))
  const bare = [...named].filter((name) => !measured.has(name))
  if (strangers.length === 0 || bare.length === 0) return question
  const names = new Map<string, string>()
  for (const stranger of strangers) {
    const fitting = bare.filter((name) => fits(stranger, name))
    const [node] = fitting
    const rivals = strangers.filter((other) => node !== undefined && fits(other, node))
    if (node !== undefined && fitting.length === 1 && rivals.length === 1) names.set(stranger, node)
  }
  if (names.size === 0) return question
  return {
    ...question,
    normal: renamed(question.normal, names),
    abnormal: renamed(question.abnormal, names),
  }
}

/** Whether the longer name is the shorter with something before or behind it. */
function fits(left: string, right: string): boolean {
  const [one, other] = [wordsOf(left), wordsOf(right)]
  const [short, long] = one.length < other.length ? [one, other] : [other, one]
  return short.length > 2 && (long.startsWith(short) || long.endsWith(short))
}

/** A name in small letters, with one sign between its words, one before and one behind them. */
function wordsOf(name: string): string {
  return `-${name
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}]+/gu, '-')
    .replaceAll(/^-|-$/gu, '')}-`
}

function renamed(window: Window, names: ReadonlyMap<string, string>): Window {
  const under = <Item>(all: ReadonlyMap<string, Item>): ReadonlyMap<string, Item> =>
    new Map([...all].map(([name, one]) => [names.get(name) ?? name, one]))
  const { calls } = window
  return {
    ...window,
    series: under(window.series),
    ...(calls === undefined
      ? {}
      : { calls: new Map([...under(calls)].map(([caller, callees]) => [caller, under(callees)])) }),
  }
}
