import type { Question, Window } from './question.ts'

/**
 * The question with one name for each node. Series often name a node with more than the topology does (its kind, its
 * address, capital letters): what is measured under a name that no edge has is of the one node without series that it
 * fits. Names that fit several stay as they are, and so do those of its database or queue.
 */
export function withOneName(question: Question): Question {
  const named = namedIn(question)
  const measured = measuredIn(question)
  const strangers = [...measured].filter((name) => !named.has(name))
  const unmeasured = [...named].filter((name) => !measured.has(name))
  if (strangers.length === 0 || unmeasured.length === 0) return question
  const names = new Map<string, string>()
  for (const stranger of strangers) {
    const fitting = unmeasured.filter((name) => fits(stranger, name))
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

/** Every node that the question names or has series of. */
export function nodesOf(question: Question): ReadonlySet<string> {
  return new Set([...namedIn(question), ...measuredIn(question)])
}

function namedIn({ nodes, edges, target }: Question): ReadonlySet<string> {
  return new Set([...nodes, ...edges.flat(), target.node])
}

function measuredIn({ normal, abnormal }: Question): ReadonlySet<string> {
  return new Set([...normal.series.keys(), ...abnormal.series.keys()])
}

/** The node of these that a name means: itself, else the same in another spelling, else the one that has it, or is in it, as whole words. */
export function meantBy(name: string, nodes: ReadonlySet<string>): string | undefined {
  if (nodes.has(name)) return name
  const words = wordsOf(name)
  const all = [...nodes]
  const same = all.filter((one) => bare(one) === bare(name))
  const like =
    same.length > 0 || bare(name).length < 2 ? same : all.filter((one) => isWithin(words, wordsOf(one)))
  return like.length === 1 ? like[0] : undefined
}

/** Whether the one is in the other, no word of a single sign alone, and no number cut. */
function isWithin(left: string, right: string): boolean {
  const [short, long] = left.length < right.length ? [left, right] : [right, left]
  if (short.length > 3 && long.includes(short)) return true
  const part = short.slice(1, -1)
  return (
    part.length > 3 && !/^\d|\d$/u.test(part) && long.replaceAll('-', '').includes(part.replaceAll('-', ''))
  )
}

function bare(name: string): string {
  return wordsOf(name).replaceAll('-', '')
}

/** Whether the longer name is the shorter with something before or behind it. */
function fits(left: string, right: string): boolean {
  const [one, other] = [wordsOf(left), wordsOf(right)]
  const [short, long] = one.length < other.length ? [one, other] : [other, one]
  if (short.length <= 2) return false
  const more = long.startsWith(short)
    ? long.slice(short.length - 1)
    : long.endsWith(short)
      ? long.slice(0, 1 - short.length)
      : undefined
  return more !== undefined && !ofItsOwn.test(more)
}

/** What stands beside a name where another thing is meant: `cart-db` isn't the cart, though `cart-ecs` and `shop-cart` may be. */
const ofItsOwn =
  /-(?:db|database|sql|postgres(?:ql)?|pg|mysql|mariadb|mongo(?:db)?|redis|valkey|memcached?|cache|queue|mq|kafka|rabbitmq|sqs|sns|topic|worker|consumer|producer|job|cron(?:job)?|batch|scheduler|migrations?|table|dynamodb|bucket|s3|store|storage|index|elasticsearch|opensearch|proxy|sidecar|gateway|lb|exporter|agent|canary|test|admin|ui|web|frontend|backend|replica|backup)-/u

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
