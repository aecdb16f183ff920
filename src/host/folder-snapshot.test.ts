import {
  mkdirSync,
  mkdtempSync,
  openSync,
  readdirSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { filePath } from '../kernel/brand.ts'
import { folderSnapshot, type System } from './folder-snapshot.ts'

let place = ''

beforeAll(() => {
  place = realpathSync(mkdtempSync(join(tmpdir(), 'plumbline-')))
  const files = {
    'outside/secret.tf': 'x = 1',
    'repo/main.tf': '\uFEFFa = 1',
    'repo/modules/net/main.tf': 'b = 2',
    'repo/node_modules/a/main.tf': 'c = 3',
    'repo/.git/config': '',
    'repo/.terraform/modules/modules.json': '{}',
    'repo/.terraform/providers/plugin': '',
  }
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(join(place, path, '..'), { recursive: true })
    writeFileSync(join(place, path), text)
  }
  writeFileSync(join(place, 'repo/latin1.tf'), new Uint8Array([0x61, 0xe9]))
  symlinkSync(join(place, 'outside'), join(place, 'repo/leaves'))
  symlinkSync(join(place, 'outside/secret.tf'), join(place, 'repo/leaves.tf'))
  symlinkSync('..', join(place, 'repo/modules/up'))
  symlinkSync('modules/net', join(place, 'repo/net'))
  symlinkSync('nowhere', join(place, 'repo/dangling'))
})

afterAll(() => rmSync(place, { recursive: true, force: true }))

function names(path: string): readonly string[] | undefined {
  return folderSnapshot(join(place, 'repo'))
    .list(filePath(path))
    ?.map((entry) => `${entry.name}${entry.kind === 'folder' ? '/' : ''}`)
}

it('lists files and folders by name, without history, packages, and links that leave or dangle', () => {
  expect(names('')).toEqual(['.terraform/', 'latin1.tf', 'main.tf', 'modules/', 'net/'])
})

it('leaves out a link to a folder above itself', () => {
  expect(names('modules')).toEqual(['net/'])
})

it('shows downloaded modules but not downloaded providers', () => {
  expect(names('.terraform')).toEqual(['modules/'])
  expect(folderSnapshot(join(place, 'repo')).text(filePath('.terraform/modules/modules.json'))).toBe('{}')
})

it('reads through links that stay, and not through links that leave', () => {
  const snapshot = folderSnapshot(join(place, 'repo'))
  expect(snapshot.text(filePath('net/main.tf'))).toBe('b = 2')
  expect(snapshot.text(filePath('leaves.tf'))).toBeUndefined()
  expect(snapshot.bytes(filePath('leaves/secret.tf'))).toBeUndefined()
  expect(snapshot.list(filePath('leaves'))).toBeUndefined()
})

it('never climbs out by a path', () => {
  const snapshot = folderSnapshot(join(place, 'repo'))
  expect(snapshot.text(filePath('../outside/secret.tf'))).toBeUndefined()
  expect(snapshot.text(filePath(join(place, 'outside/secret.tf')))).toBeUndefined()
  expect(snapshot.list(filePath('..'))).toBeUndefined()
})

it('keeps a byte order mark, and has bytes but no text for what is not UTF-8', () => {
  const snapshot = folderSnapshot(join(place, 'repo'))
  expect(snapshot.text(filePath('main.tf'))).toBe('\uFEFFa = 1')
  expect(snapshot.text(filePath('latin1.tf'))).toBeUndefined()
  expect([...(snapshot.bytes(filePath('latin1.tf')) ?? [])]).toEqual([0x61, 0xe9])
})

it('sees one state however often it is asked', () => {
  const snapshot = folderSnapshot(join(place, 'repo'))
  expect(snapshot.text(filePath('later.tf'))).toBeUndefined()
  writeFileSync(join(place, 'repo/later.tf'), 'd = 4')
  expect(snapshot.text(filePath('later.tf'))).toBeUndefined()
  rmSync(join(place, 'repo/later.tf'))
})

/** A system that lets nobody open what ends in one of these. */
function refusing(...ends: readonly string[]): System {
  const check = (path: string): void => {
    if (ends.some((end) => path.endsWith(end)))
      throw Object.assign(new Error(`EACCES: permission denied, open '${path}'`), { code: 'EACCES' })
  }
  return {
    openSync(path, ...rest) {
      check(String(path))
      return openSync(path, ...rest)
    },
    readdirSync(path) {
      check(path)
      return readdirSync(path, { withFileTypes: true })
    },
  }
}

describe('what the system refuses', () => {
  const refused = { why: 'permission denied' }

  it('is told of what was asked for, and of nothing else', () => {
    const snapshot = folderSnapshot(join(place, 'repo'), refusing('main.tf', 'repo/modules'))
    snapshot.list(filePath(''))
    expect(snapshot.text(filePath('latin1.tf'))).toBeUndefined()
    expect([...(snapshot.refused?.() ?? [])]).toEqual([])
    expect(snapshot.text(filePath('main.tf'))).toBeUndefined()
    expect(snapshot.list(filePath('modules'))).toBeUndefined()
    expect([...(snapshot.refused?.() ?? [])]).toEqual([
      ['main.tf', { kind: 'file', ...refused }],
      ['modules', { kind: 'folder', ...refused }],
    ])
  })

  it('is no file that is not there, and no folder', () => {
    const snapshot = folderSnapshot(join(place, 'repo'), refusing('nothing.tf', 'modules'))
    expect(snapshot.text(filePath('nothing.tf'))).toBeUndefined()
    expect(snapshot.bytes(filePath('modules'))).toBeUndefined()
    expect([...(snapshot.refused?.() ?? [])]).toEqual([])
  })
})
