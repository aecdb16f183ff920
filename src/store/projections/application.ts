import type { ResourceRecord } from '../../contract/records.ts'

/**
 * By which labels an object says which application it belongs to, the widest first.
 * https://kubernetes.io/docs/concepts/overview/working-with-objects/common-labels/
 */
const labels = [
  'metadata.labels["app.kubernetes.io/part-of"]',
  'metadata.labels["app.kubernetes.io/instance"]',
  'metadata.labels["app.kubernetes.io/name"]',
  'metadata.labels.app',
  'metadata.labels["k8s-app"]',
]

/** The application that a resource says it belongs to; empty where it says none. */
export function applicationOf({ values }: Pick<ResourceRecord, 'values'>): string {
  for (const label of labels) {
    const value = values.find(({ path }) => path === label)?.value
    if (typeof value === 'string' && value !== '') return value
  }
  return ''
}
