/** Endings of files that only sound like a Dockerfile: programs that deal with one, documentation, templates. */
const others =
  /\.(?:dockerignore|md|markdown|rst|txt|html?|[cm]?[jt]sx?|py|go|rb|rs|java|kt|php|pl|lua|cs|sh|bash|ps1|bats|json|ya?ml|toml|xml|lock|log|patch|diff|orig|bak|swp|j2|jinja2?|tmpl|tpl|gotmpl|erb|ejs|mustache|hbs|m4)$/iu

/** Whether a file's name says that it is a Dockerfile. */
export function isDockerfileName(name: string): boolean {
  if (/^(?:dockerfile|containerfile)$/iu.test(name)) return true
  if (others.test(name)) return false
  return (
    /^(?:Dockerfile|Containerfile)[._-]./u.test(name) || /.[._-](?:dockerfile|containerfile)$/iu.test(name)
  )
}

/** As many lines as may stand before the first instruction. */
const mostComments = 1000

/** Whether a text of any name begins as a Dockerfile does: with FROM or ARG below comments. */
export function beginsLikeDockerfile(text: string): boolean {
  let start = text.startsWith('\uFEFF') ? 1 : 0
  for (let count = 0; count < mostComments && start < text.length; count++) {
    const feed = text.indexOf('\n', start)
    const line = text.slice(start, feed === -1 ? text.length : feed).trim()
    if (line !== '' && !line.startsWith('#')) return /^(?:FROM|ARG)\s+\S/iu.test(line)
    start = feed === -1 ? text.length : feed + 1
  }
  return false
}
