import { describe, expect, it } from 'vitest'
import { filePath } from '../../kernel/brand.ts'
import { Origins } from '../../kernel/origins.ts'
import { marks, type Value } from '../../kernel/value.ts'
import { objectsIn } from './objects.ts'
import { referencesBetween } from './references.ts'
import { resourcesOf } from './resources.ts'

const origins = new Origins()
const text = 'first line\nsecond line\n'

/** A value whose every part stands at one place. */
function valueOf(json: unknown, start = 0): Value {
  const origin = origins.add('literal', filePath('a.yaml'), start, text.length)
  const common = { origin, marks: marks.none }
  if (Array.isArray(json)) return { kind: 'list', items: json.map((one) => valueOf(one, start)), ...common }
  if (typeof json === 'object' && json !== null) {
    const entries = new Map(Object.entries(json).map(([key, one]) => [key, valueOf(one, start)]))
    return { kind: 'map', entries, ...common }
  }
  return { kind: 'scalar', scalar: typeof json === 'string' ? json : null, ...common }
}

const claim = { apiVersion: 'v1', kind: 'PersistentVolumeClaim', metadata: { name: 'data', namespace: 'a' } }
const pod = {
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: { name: 'web', namespace: 'a' },
  spec: { volumes: [{ name: 'x', persistentVolumeClaim: { claimName: 'data' } }] },
}

describe('resources', () => {
  it('are the objects of values from anywhere, sorted by address', () => {
    const objects = [pod, claim].flatMap((one) => objectsIn(valueOf(one, 2), text, origins))
    const { value, diagnostics } = resourcesOf(objects)
    expect(value.map(({ address, span }) => [address, span.start, span.end])).toEqual([
      ['PersistentVolumeClaim/a/data', 2, 10],
      ['Pod/a/web', 2, 10],
    ])
    expect(diagnostics).toEqual([])
    expect(referencesBetween(value)).toEqual([
      {
        from: 'Pod/a/web',
        to: 'PersistentVolumeClaim/a/data',
        path: 'spec.volumes[0].persistentVolumeClaim.claimName',
      },
    ])
  })

  it('with one address are numbered, with a warning at the second', () => {
    const objects = [
      ...objectsIn(valueOf(claim), text, origins),
      ...objectsIn(valueOf(claim, 11), text, origins),
    ]
    const { value, diagnostics } = resourcesOf(objects)
    expect(value.map(({ address }) => address)).toEqual([
      'PersistentVolumeClaim/a/data',
      'PersistentVolumeClaim/a/data#2',
    ])
    expect(diagnostics.map(({ code, span }) => [code, span.start])).toEqual([
      ['kubernetes/duplicate-object', 11],
    ])
  })
})
