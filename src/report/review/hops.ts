import type { Finding } from '../../model/finding.ts'
import type { Site } from '../../model/why.ts'
import { placeText } from '../source.ts'
import type { View } from '../view.ts'

/** The way from a finding's line to the literal, each line once. */
export function hopsOf(view: View, { span, trace }: Finding): readonly Site[] {
  const seen = new Set([placeText(view, span)])
  return trace.filter((site) => {
    const place = placeText(view, site.span)
    if (seen.has(place)) return false
    seen.add(place)
    return true
  })
}
