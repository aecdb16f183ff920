import type { ReactElement } from 'react'
import { api } from '../../../src/contract/routes.ts'
import { useAnswer } from '../api/use.ts'
import { Choice } from './field.tsx'

/** The source that is chosen: the first of the project as long as none is. */
export function useSource(project: string, chosen: string): string {
  const { data: sources } = useAnswer(api.sources.list, { project })
  return chosen === '' ? (sources?.items[0]?.id ?? '') : chosen
}

/** Which source of the project is meant. */
export function SourceChoice({
  project,
  value,
  onChange,
}: {
  readonly project: string
  readonly value: string
  readonly onChange: (id: string) => void
}): ReactElement {
  const { data: sources } = useAnswer(api.sources.list, { project })
  return (
    <Choice
      label="Source"
      value={value}
      options={(sources?.items ?? []).map(({ id, name }) => ({ value: id, text: name }))}
      onChange={onChange}
    />
  )
}
