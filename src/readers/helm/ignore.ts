/** One line of a .helmignore. */
interface IgnoreRule {
  readonly matches: (path: string) => boolean
  readonly isNegated: boolean
  readonly onlyFolders: boolean
}

/**
 * The rules of a .helmignore, and the one that Helm adds: files in templates/ whose name begins with a dot.
 *
 * See https://helm.sh/docs/chart_template_guide/helm_ignore_file/.
 */
export function ignoreRules(text: string): readonly IgnoreRule[] {
  const lines = text.replace(/^\ufeff/u, '').split('\n')
  return [...lines, 'templates/.?*'].flatMap((line) => ruleOf(line.trim()) ?? [])
}

/** The first line that Helm refuses. */
export function unreadableRule(text: string): string | undefined {
  const lines = text.split('\n').map((line) => line.trim())
  return lines.find((line) => !line.startsWith('#') && (line.includes('**') || /\[[^\]]*$/u.test(line)))
}

/** Whether a file or folder is left out. A negated rule leaves out all that it does not match, as it does for Helm. */
export function isIgnored(rules: readonly IgnoreRule[], path: string, isFolder: boolean): boolean {
  for (const { matches, isNegated, onlyFolders } of rules) {
    if (isNegated) {
      if (onlyFolders && !isFolder) return true
      if (!matches(path)) return true
    } else if ((!onlyFolders || isFolder) && matches(path)) return true
  }
  return false
}

function ruleOf(line: string): IgnoreRule | undefined {
  if (line === '' || line.startsWith('#') || line.includes('**')) return undefined
  const isNegated = line.startsWith('!')
  const bare = isNegated ? line.slice(1) : line
  const onlyFolders = bare.endsWith('/')
  const pattern = onlyFolders ? bare.slice(0, -1) : bare
  if (pattern.startsWith('/')) return { matches: matcher(pattern.slice(1)), isNegated, onlyFolders }
  const whole = matcher(pattern)
  if (pattern.includes('/')) return { matches: whole, isNegated, onlyFolders }
  return { matches: (path) => whole(path.slice(path.lastIndexOf('/') + 1)), isNegated, onlyFolders }
}

/** Go's `filepath.Match`: `*` and `?` stay within a name, `[a-z]` and `[^a-z]` are classes. */
export function matcher(pattern: string): (path: string) => boolean {
  const source = pattern.replaceAll(
    /\\(.)|\*|\?|\[(\^?)((?:\\.|[^\]\\])+)\]|[.+^${}()|[\]\\/]/gu,
    (found, escaped, not, set) => {
      if (found === '*') return '[^/]*'
      if (found === '?') return '[^/]'
      if (typeof escaped === 'string') return escaped.replaceAll(/[^\w]/gu, String.raw`\$&`)
      if (typeof set === 'string') return `[${not === '^' ? '^' : ''}${set.replaceAll('[', String.raw`\[`)}]`
      return `\\${found}`
    },
  )
  try {
    const expression = new RegExp(`^${source}$`, 'u')
    return (path) => expression.test(path)
  } catch {
    return () => false
  }
}
