import { expect, it } from 'vitest'
import { filePath } from '../kernel/brand.ts'
import type { Refusal, Snapshot } from '../kernel/ports.ts'
import { filesSnapshot } from '../model/files-snapshot.ts'
import { readEstate } from './read.ts'
import { plainOptions } from './testing.ts'

/** Files of which one may not be read, and a folder that may not be listed. */
function guarded(): Snapshot {
  const all = filesSnapshot({
    'main.tf': 'locals { a = 1 }',
    'secret.tf': 'locals { b = 2 }',
    'data/x.tf': '',
  })
  const refused = new Map<ReturnType<typeof filePath>, Refusal>()
  const refuse = (path: ReturnType<typeof filePath>, kind: Refusal['kind']): undefined => {
    refused.set(path, { kind, why: 'permission denied' })
  }
  return {
    bytes: (path) => (path === 'secret.tf' ? refuse(path, 'file') : all.bytes(path)),
    text: (path) => (path === 'secret.tf' ? refuse(path, 'file') : all.text(path)),
    list: (path) => (path === 'data' ? refuse(path, 'folder') : all.list(path)),
    refused: () => refused,
  }
}

it('tells what could not be read once: files and folders', () => {
  const snapshot = guarded()
  const told = (folder: string): readonly string[] =>
    readEstate(snapshot, filePath(folder), plainOptions).diagnostics.map(
      ({ code, severity, detail, span }) => `${severity} ${code} ${span.file} ${detail.slice(0, 36)}`,
    )
  expect(told('')).toEqual([
    'error review/unreadable-folder data The system says: permission denied. ',
    'error review/unreadable-file secret.tf The system says: permission denied. ',
  ])
  expect(told('')).toEqual([])
})
