import { createHash } from 'node:crypto'
import type { Data } from '../../kernel/edit.ts'
import { isListData, isMapData } from '../../kernel/edit.ts'
import type { Value } from '../../kernel/value.ts'
import { dataOf } from '../../model/data.ts'
import { isOpen, type Drift, type DriftedObject, type DriftedValue } from '../../model/drift.ts'
import type { FieldHabit, Habits } from '../../model/drift-habits.ts'
import { entryOf, parsePath, valueAt } from '../../model/path.ts'
import { scalarText } from '../../model/scalar.ts'
import { fits } from '../review/pattern.ts'

/** So often a writer writes a field anew before that counts as its habit. */
export const writesOfHabit = 4

/** What is not written any more for so many days is forgotten. */
const rememberedDays = 180

/**
 * Holds back what is the habit of its writer, and notes what was seen for the next comparison. A value that only stays different is
 * told for ever: it has to be written anew each time to count. Another writer, another kind of change and another form of value are
 * each seen for the first time again.
 */
export function withHabits(
  drift: Drift,
  habits: Habits,
  today: string,
): { readonly drift: Drift; readonly habits: Habits } {
  const known = new Map(habits.fields.map((one) => [keyOf(one), one]))
  const seen = new Map<string, FieldHabit>()
  const objects = drift.objects.map((object) => ({
    ...object,
    values: object.values.map((value) => {
      if (!isOpen(value)) return value
      const now = sighting(object, value, today)
      const habit = continued(known.get(keyOf(now)), now)
      seen.set(keyOf(habit), habit)
      return habit.writes < writesOfHabit || isAlerted(habits, object, value) ? value : quiet(value, habit)
    }),
  }))
  const away = habits.fields
    .filter((one) => !seen.has(keyOf(one)) && !isForgotten(one, today))
    .map((one) => ({ ...one, seen: '' }))
  const fields = [...away, ...seen.values()].toSorted((one, other) => (keyOf(one) < keyOf(other) ? -1 : 1))
  return { drift: { ...drift, objects }, habits: { ...habits, fields } }
}

function keyOf({ address, field, writer, form }: FieldHabit): string {
  return JSON.stringify([address, field, writer, form])
}

function sighting(object: DriftedObject, value: DriftedValue, today: string): FieldHabit {
  const at = value.by?.at.slice(0, 10) || today
  return {
    address: object.address,
    field: fieldOf(object, value.path),
    writer: value.by?.name ?? '',
    form: `${value.what} ${formOf(value.live)}`,
    writes: 1,
    first: at,
    last: at,
    // A writer that writes the same again is known by the time of it.
    seen: digest([dataOf(value.live) ?? null, value.by?.at ?? '']),
  }
}

function continued(before: FieldHabit | undefined, now: FieldHabit): FieldHabit {
  if (before === undefined) return now
  const isAnew = before.seen !== now.seen
  return {
    ...now,
    first: before.first,
    writes: before.writes + Number(isAnew),
    last: isAnew ? now.last : before.last,
  }
}

function isForgotten({ last }: FieldHabit, today: string): boolean {
  return Date.parse(today) - Date.parse(last) > rememberedDays * 86_400_000
}

function quiet(value: DriftedValue, { writes, writer, first }: FieldHabit): DriftedValue {
  const who = writer === '' ? 'It' : writer
  const has = writer === '' ? 'was written' : 'has written it'
  const why = `${who} ${has} anew ${writes} times since ${first}, always in this form. --alert with its address has it told all the same.`
  return { ...value, silence: { kind: 'habit', why } }
}

function isAlerted({ alerts }: Habits, { address }: DriftedObject, { path }: DriftedValue): boolean {
  const subjects = [address, `${address} ${path}`]
  return alerts.some((one) => subjects.some((subject) => fits(one.replaceAll(/\*+/gu, '**'), subject)))
}

/** Items have other numbers when others come and go, so that they count by what they are called. */
function fieldOf({ live, wanted }: DriftedObject, path: string): string {
  const steps = parsePath(path) ?? []
  return steps
    .map((step, at) => {
      if (typeof step !== 'number') return step
      const above = steps.slice(0, at + 1)
      const item = (live && valueAt(live.values, above)) ?? (wanted && valueAt(wanted.values, above))
      return `[${nameOf(item) ?? ''}]`
    })
    .join('.')
}

function nameOf(item: Value | undefined): string | undefined {
  const names = ['Key', 'Id', 'Sid', 'Name', 'name', 'AttributeName'].map((key) => entryOf(item, key))
  const name = names.find((one) => one !== undefined)
  return name === undefined ? undefined : scalarText(name)
}

/** What a value looks like without what changes from one to the next of its kind. */
function formOf(value: Value): string {
  if (value.kind === 'absent') return 'nothing'
  const data = dataOf(value)
  return data === undefined ? value.kind : formOfData(data)
}

function formOfData(data: Data): string {
  if (isListData(data)) return `list of ${[...new Set(data.map(formOfData))].toSorted().join(' and ')}`
  if (isMapData(data)) {
    const entries = Object.entries(data).map(([key, one]) => `${key}: ${formOfData(one)}`)
    return `{${entries.toSorted().join(', ')}}`
  }
  if (typeof data === 'number' || /^\d+$/u.test(String(data))) {
    return `number of ${Math.trunc(Math.abs(Number(data))).toString().length} digits`
  }
  if (typeof data !== 'string') return String(data)
  return `text like ${patternOf(data)}`
}

/** Numbers and digests stand for any of their kind; words stay, since another word says another thing. */
function patternOf(text: string): string {
  const pattern = text
    .replaceAll(/[0-9a-f]{8,}/gu, (run) => (/\d/u.test(run) ? 'x' : run))
    .replaceAll(/\d+/gu, '0')
  return pattern.length > 200 ? digest(pattern) : pattern
}

function digest(what: Data): string {
  return createHash('sha256').update(JSON.stringify(what)).digest('hex').slice(0, 16)
}
