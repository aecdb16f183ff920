import type { ReplyOf } from '../../contract/route.ts'
import type { api } from '../../contract/routes.ts'
import { clean, padded, widthOf } from '../../report/words.ts'

type Hooks = ReplyOf<typeof api.hooks.list>['items']
type Deliveries = ReplyOf<typeof api.hooks.deliveries>['items']

/** Hooks, one a line. */
export function hooksText(hooks: Hooks): string {
  if (hooks.length === 0) return 'Nobody is told, and nobody is asked.\n'
  return columns([
    ['id', 'hook', 'when', 'to', 'said by'],
    ...hooks.map(({ id, hook, when, to, seconds, onSilence, source, createdBy }) => [
      id,
      hook,
      when === 'before' ? `before, ${seconds} s, else ${onSilence}` : 'after',
      to.kind === 'http' ? to.url : to.command.join(' '),
      source === undefined ? createdBy : 'plumbline.yaml',
    ]),
  ])
}

/** What was sent to hooks, one a line. */
export function deliveriesText(deliveries: Deliveries): string {
  if (deliveries.length === 0) return 'There is nothing.\n'
  return columns([
    ['delivery', 'at', 'hook', 'state', 'attempts', 'answer'],
    ...deliveries.map(({ id, at, hook, state, attempts, status, problem }) => [
      id,
      at,
      hook,
      state,
      String(attempts),
      problem ?? (status === undefined ? '' : String(status)),
    ]),
  ])
}

/** What others say is in it: each cell is one line, and hands no command to a terminal. */
function columns(given: readonly (readonly string[])[]): string {
  const rows = given.map((row) => row.map((cell) => clean(cell.replaceAll(/\s+/gu, ' '))))
  const widths = rows[0]?.map((_, at) => Math.max(...rows.map((row) => widthOf(row[at] ?? '')))) ?? []
  return rows
    .map(
      (row) =>
        `${row
          .map((cell, at) => padded(cell, widths[at] ?? 0))
          .join('  ')
          .trimEnd()}\n`,
    )
    .join('')
}
