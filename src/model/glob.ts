/** A pattern as `.Files.Glob` has it: `*` stays within a folder, `**` doesn't, `{a,b}` is either. */
export function globMatcher(pattern: string): (path: string) => boolean {
  let source = ''
  let depth = 0
  for (const [found, escaped, set] of pattern.matchAll(/\\(.)|\[(!?[^\]]+)\]|\*\*|./gsu)) {
    if (escaped !== undefined) source += literal(escaped)
    else if (set !== undefined) source += `[${set.replace(/^!/u, '^').replaceAll('\\', '\\\\')}]`
    else if (found === '**') source += '.*'
    else if (found === '*') source += '[^/]*'
    else if (found === '?') source += '[^/]'
    else if (found === '{') {
      depth++
      source += '(?:'
    } else if (found === '}' && depth > 0) {
      depth--
      source += ')'
    } else if (found === ',' && depth > 0) source += '|'
    else source += literal(found)
  }
  try {
    const expression = new RegExp(`^${source}$`, 'su')
    return (path) => expression.test(path)
  } catch {
    return () => false
  }
}

function literal(char: string): string {
  return char.replaceAll(/[.+^${}()|[\]\\*?/-]/gu, String.raw`\$&`)
}
