import { z } from 'zod'
import { withHabits } from '../../engine/drift/habits.ts'
import { noHabits, type Habits } from '../../model/drift-habits.ts'
import type { Drift } from '../../model/drift.ts'
import { exit, type ExitCode } from '../command.ts'
import type { Context } from '../context.ts'

const FieldHabit = z.object({
  address: z.string(),
  field: z.string(),
  writer: z.string(),
  form: z.string(),
  writes: z.number().int().min(0),
  first: z.string(),
  last: z.string(),
  seen: z.string(),
})
const File = z.object({
  version: z.literal(1),
  fields: z.array(FieldHabit),
  alerts: z.array(z.string()),
})

/** A drift with what is the habit of its writer held back, as a file remembers it; the file is brought up to date. */
export function withHabitsOf(
  drift: Drift,
  { habits: file, alert }: { readonly habits?: string | undefined; readonly alert: readonly string[] },
  context: Context,
): { readonly kind: 'seen'; readonly drift: Drift } | { readonly kind: 'refused'; readonly code: ExitCode } {
  const { files, today } = context
  if (file === undefined) return { kind: 'seen', drift }
  const known = habitsIn(files.text(file))
  if (known === undefined) {
    context.complain(
      `plumbline: ${file} is not a file of habits. Give one that an earlier run wrote, or the name of a new one.\n`,
    )
    return { kind: 'refused', code: exit.input }
  }
  const alerts = [...new Set([...known.alerts, ...alert])].toSorted()
  const seen = withHabits(drift, { ...known, alerts }, today)
  if (files.write(file, `${JSON.stringify(seen.habits, undefined, 2)}\n`))
    return { kind: 'seen', drift: seen.drift }
  context.complain(`plumbline: ${file} could not be written.\n`)
  return { kind: 'refused', code: exit.input }
}

function habitsIn(text: string | undefined): Habits | undefined {
  if (text === undefined || text.trim() === '') return noHabits
  try {
    const read = File.safeParse(JSON.parse(text))
    return read.success ? read.data : undefined
  } catch {
    // Not JSON: the caller says so.
    return undefined
  }
}
