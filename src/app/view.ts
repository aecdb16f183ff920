import type { Estate } from '../model/reading.ts'
import { sensitiveSpans, type SensitiveSpans } from '../model/mask.ts'
import type { View } from '../report/view.ts'

/** How to show an estate: the secrets in it are looked for when first asked about. */
export function viewOf({
  estate,
  showSensitive,
  width = 100,
  colour = false,
  path = (file) => file,
}: {
  readonly estate: Estate
  readonly showSensitive: boolean
  readonly width?: number
  readonly colour?: boolean
  readonly path?: View['path']
}): View {
  let secrets: SensitiveSpans | undefined
  return {
    width,
    colour,
    showSensitive,
    path,
    text: (file) => estate.text(file),
    secrets: () => (secrets ??= sensitiveSpans(estate.readings)),
  }
}
