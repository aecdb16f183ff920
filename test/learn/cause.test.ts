import { describe, expect, it } from 'vitest'
import { causeFigures, changeFigures, requestFigures, tracedFigures } from './cause.ts'
import { mean } from '../../src/learn/statistics.ts'
import { changeKinds } from './hard-changes.ts'
import { faultKinds } from './mesh.ts'
import { tracedKinds } from './traced-system.ts'

// The method was tuned on chains, trees and shops; these only check.
const shapes = ['layers', 'shared store', 'mesh'] as const

describe('incidents of made-up systems', () => {
  const figures = causeFigures({
    shapes,
    faults: faultKinds,
    seeds: [101, 102, 103],
    hard: true,
    edges: true,
  })
  const all = [...figures.values()]

  it.each([...figures])('%s: the node is among the first three', (_, { amongThree, incidents }) => {
    expect(incidents).toBe(9)
    expect(amongThree).toBeGreaterThan(0.75)
  })

  it('the right node and the right change of thirty-one come first in nine of ten', () => {
    expect(mean(all.map(({ first }) => first))).toBeGreaterThan(0.9)
    expect(mean(all.map(({ change }) => change))).toBeGreaterThan(0.9)
  })

  it('where nothing happened, nothing is found', () => {
    const controls = causeFigures({
      shapes,
      faults: ['none'],
      seeds: [1, 2, 3],
      hard: false,
      edges: true,
    })
    expect(controls.get('none')?.silent).toBeGreaterThan(0.9)
  })
})

describe('incidents in which requests were followed one by one', () => {
  it('the node is among the first three, its change of thirty-one is first', () => {
    const figures = [...requestFigures(['slow', 'drops', 'hangs', 'cache', 'chatty'], [12, 14], [8]).values()]
    expect(mean(figures.map(({ amongThree }) => amongThree))).toBeGreaterThanOrEqual(0.9)
    expect(mean(figures.map(({ change }) => change))).toBeGreaterThanOrEqual(0.9)
  })
})

describe('incidents as a tracing service shows them', () => {
  it('the node comes first in nine of ten, its change of thirty-one too', () => {
    const figures = [...tracedFigures(tracedKinds, [102, 104], true).values()]
    expect(mean(figures.map(({ first }) => first))).toBeGreaterThanOrEqual(0.9)
    expect(mean(figures.map(({ amongThree }) => amongThree))).toBeGreaterThanOrEqual(0.95)
    expect(mean(figures.map(({ change }) => change))).toBeGreaterThanOrEqual(0.9)
  })
})

describe('changes that slept for hours, are of several nodes or of a library', () => {
  it('come first of thirty-one in most', () => {
    const figures = [...changeFigures(changeKinds, [402, 404, 406, 408]).values()]
    expect(mean(figures.map(({ change }) => change))).toBeGreaterThanOrEqual(0.8)
  })
})
