/** The name of a resource in a source: `root@variant::address`, or `root::address` where there is one variant only. */
export function nodeId(root: string, variant: string, address: string): string {
  return `${root}${variant === '' ? '' : `@${variant}`}::${address}`
}
