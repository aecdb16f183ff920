import type { Window } from './question.ts'

/** A window with all its series changed alike: those of nodes, and those of what callers measure. */
export function withSeries(window: Window, change: (series: Window['series']) => Window['series']): Window {
  const { series, calls } = window
  return {
    ...window,
    series: change(series),
    ...(calls === undefined
      ? {}
      : { calls: new Map([...calls].map(([caller, callees]) => [caller, change(callees)])) }),
  }
}

/** Series with each metric as a function says. */
export function eachMetric(
  series: Window['series'],
  change: (name: string, values: Float64Array) => readonly [name: string, values: Float64Array],
): Window['series'] {
  return new Map(
    [...series].map(([node, metrics]) => [
      node,
      new Map([...metrics].map(([name, values]) => change(name, values))),
    ]),
  )
}
