import { describe, expect, it } from 'vitest'
import { filePath } from '../../kernel/brand.ts'
import type { Snapshot } from '../../kernel/ports.ts'
import { RecordingSnapshot } from '../../kernel/recording.ts'
import { remembered, type Cache } from './cache.ts'

const file = filePath('main.tf')

describe('a result that is kept', () => {
  it('is worked out again when the file has another content', () => {
    const cache = cacheOf()
    expect(made(cache, state('a', '1'))).toBe('a')
    expect(made(cache, state('b', '2'))).toBe('b')
    expect(made(cache, state('a', '3'))).toBe('a')
  })

  it('is not kept when the file changed while it was worked out', () => {
    const cache = cacheOf()
    made(cache, state('a', '1'))
    // Its stamp was looked at before the change, its content read after that.
    let stamp = '1'
    const changing: Snapshot = {
      ...state('b', '1'),
      stamp: () => stamp,
      text: () => {
        stamp = '2'
        return 'b'
      },
    }
    expect(made(cache, changing, ['other'])).toBe('b')
    expect(made(cache, state('a', '3'), ['other'])).toBe('a')
    expect(made(cache, state('b', '2'), ['other'])).toBe('b')
  })

  it('tells what is different in each of its files', () => {
    const cache = cacheOf()
    const other = filePath('other.tf')
    const both = (texts: Readonly<Record<string, string>>): string => {
      const snapshot = new RecordingSnapshot(ofTexts(texts))
      const read = (): string => `${snapshot.text(file)}${snapshot.text(other)}`
      return remembered(cache, snapshot, ['both'], codec, read)
    }
    const states = [
      { [file]: 'a', [other]: 'x' },
      { [file]: 'b', [other]: 'y' },
      { [file]: 'b', [other]: 'x' },
      { [file]: 'a', [other]: 'x' },
    ]
    expect(states.map(both)).toEqual(['ax', 'by', 'bx', 'ax'])
  })
})

const codec = { encode: (text: string) => text, decode: (kept: unknown) => kept as string }

function made(cache: Cache, base: Snapshot, key: readonly string[] = []): string {
  const snapshot = new RecordingSnapshot(base)
  const read = (): string => snapshot.text(file) ?? ''
  const first = remembered(cache, snapshot, ['first'], codec, read)
  return key.length === 0 ? first : remembered(cache, snapshot, key, codec, read)
}

function state(text: string, stamp: string): Snapshot {
  return { bytes: () => Buffer.from(text), text: () => text, list: () => [], stamp: () => stamp }
}

function ofTexts(texts: Readonly<Record<string, string>>): Snapshot {
  return {
    bytes: (path) => Buffer.from(texts[path] ?? ''),
    text: (path) => texts[path],
    list: () => [],
    stamp: (path) => texts[path],
  }
}

function cacheOf(): Cache {
  const kept = new Map<string, string>()
  return {
    build: 'test',
    scope: '',
    shelf: { get: (name) => kept.get(name), put: (name, text) => void kept.set(name, text) },
  }
}
