import { describe, expect, it } from 'vitest'
import { filePath } from '../../kernel/brand.ts'
import { filesSnapshot } from '../../model/files-snapshot.ts'
import type { FeedChange } from '../../model/feed-change.ts'
import type { History, HistoryFile } from '../../model/history.ts'
import { plainOptions } from '../testing.ts'
import { commitFeed } from './feed.ts'

type Files = Readonly<Record<string, string>>

/** A history of whole trees, the first first. */
function historyOf(...trees: readonly Files[]): History & { readonly asked: string[] } {
  const asked: string[] = []
  const commits = trees.map((tree, at) => ({
    sha: `c${at}`,
    parent: at === 0 ? undefined : `c${at - 1}`,
    time: 1000 * at,
    author: 'Ada',
    subject: `change ${at}`,
    files: filesBetween(trees[at - 1] ?? {}, tree),
  }))
  return {
    commits: commits.toReversed(),
    tags: [{ name: 'v1', sha: 'c1', time: 1500, author: 'Ben', subject: 'the first' }],
    head: `c${trees.length - 1}`,
    asked,
    at(sha) {
      asked.push(sha)
      const tree = trees[Number(sha.slice(1))]
      return tree === undefined ? undefined : stamped(tree)
    },
  }
}

function stamped(tree: Files): ReturnType<typeof filesSnapshot> {
  return { ...filesSnapshot(tree), stamp: (file) => tree[file] }
}

function filesBetween(before: Files, after: Files): readonly HistoryFile[] {
  const paths = [...new Set([...Object.keys(before), ...Object.keys(after)])]
  return paths.flatMap((path): readonly HistoryFile[] => {
    if (before[path] === after[path]) return []
    if (before[path] === undefined) return [{ path, how: 'added' }]
    return [{ path, how: after[path] === undefined ? 'removed' : 'changed' }]
  })
}

function feedOf(history: History): readonly FeedChange[] {
  return commitFeed({ history, folder: filePath(''), options: plainOptions, cache: undefined })
}

const map = (limit: number): string =>
  `apiVersion: v1\nkind: ConfigMap\nmetadata: {name: web}\ndata:\n  LIMIT: "${limit}"\n  PASSWORD_HINT: none\n`
const start = { 'k8s/web.yaml': map(1), 'README.md': 'a' }

describe('the feed of commits', () => {
  it('has the values that each commit changed, with the line as it was and as it is', () => {
    const feed = feedOf(historyOf(start, { ...start, 'k8s/web.yaml': map(2) }, start))
    const [latest, release, older] = feed
    expect(release).toMatchObject({ id: 'v1', kind: 'release', title: 'release v1: the first' })
    expect(latest).toMatchObject({ id: 'c2', author: 'Ada', time: 2000 })
    expect(older?.values).toEqual([
      {
        root: 'k8s',
        variant: '',
        address: 'ConfigMap/web',
        path: 'data.LIMIT',
        kind: 'changed',
        before: '"1"',
        after: '"2"',
        isSecret: false,
        line: { file: 'k8s/web.yaml', number: 5, before: 'LIMIT: "1"', after: 'LIMIT: "2"' },
      },
    ])
  })

  it('does not look into commits that touch nothing that is read', () => {
    const history = historyOf(start, { ...start, 'README.md': 'b' }, { ...start, 'README.md': 'c' })
    expect(feedOf(history).flatMap(({ values }) => values)).toEqual([])
    expect(history.asked).toEqual(['c2'])
  })

  it('sees a file that came, also in a folder that was not there', () => {
    const added = { ...start, 'other/deep/map.yaml': map(7).replace('web', 'other') }
    expect(feedOf(historyOf(start, added)).flatMap(({ values }) => values)).toMatchObject([
      { kind: 'added', address: 'ConfigMap/other', path: '', line: { file: 'other/deep/map.yaml' } },
    ])
  })

  it('keeps what it found for a commit, and reads nothing the second time', () => {
    const shelf = new Map<string, string>()
    const cache = {
      build: 'b',
      shelf: {
        get: (name: string) => shelf.get(name),
        put: (name: string, text: string) => void shelf.set(name, text),
      },
    }
    const trees = [start, { ...start, 'k8s/web.yaml': map(2) }]
    const first = commitFeed({
      history: historyOf(...trees),
      folder: filePath(''),
      options: plainOptions,
      cache,
    })
    const again = historyOf(...trees)
    expect(commitFeed({ history: again, folder: filePath(''), options: plainOptions, cache })).toEqual(first)
    expect(again.asked).toEqual([])
  })

  it('has no values where a commit is missing, as in a shallow clone', () => {
    const history = historyOf(start, { ...start, 'k8s/web.yaml': map(2) })
    const shallow = { ...history, at: (sha: string) => (sha === 'c0' ? undefined : history.at(sha)) }
    expect(feedOf(shallow).map(({ id, values }) => [id, values.length])).toEqual([
      ['v1', 0],
      ['c1', 0],
      ['c0', 0],
    ])
  })
})
