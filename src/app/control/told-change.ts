import type { FeedMark } from '../../contract/feed-nouns.ts'
import type { FeedChange } from '../../model/feed-change.ts'

/** What happened beside commits, as an investigation looks at it. What was only planned or decided has changed nothing that runs. */
export function toldChange(mark: FeedMark): readonly FeedChange[] {
  const { id, kind, at, author, title, services, resources, more, link = '' } = mark
  if (kind === 'plan' || kind === 'review') return []
  return [
    {
      id,
      kind,
      time: Date.parse(at) / 1000,
      author,
      title,
      nodes: services,
      files: [],
      values: resources.map(({ address, path, before, after }) => ({
        root: '',
        variant: '',
        address,
        path,
        kind: 'changed',
        before,
        after,
        isSecret: false,
        line: undefined,
      })),
      more,
      link,
    },
  ]
}
