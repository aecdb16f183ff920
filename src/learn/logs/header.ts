/** Takes off what stands before the message of each line: time, host, process, level, thread, logger. */
export type Header = (line: string) => string

/** How many lines decide what the header is. */
const sampled = 400
/** What part of the lines has to have a part for it to be one of the header. */
const most = 0.85

/**
 * The header that most lines of a sample have. It has to hold a time near its beginning: without one there is none,
 * and the line is the message. Lines of JSON give the text of their message.
 */
export function headerOf(lines: readonly string[]): Header {
  const sample = every(
    lines.filter((line) => line.trim() !== ''),
    sampled,
  )
  if (sample.length === 0) return (line) => line
  if (share(sample, (line) => jsonMessage(line) !== undefined) >= most)
    return (line) => jsonMessage(line) ?? line
  const parts: RegExp[] = []
  const time = timeIn(sample)
  if (time === undefined) return (line) => line
  parts.push(time)
  let rest = sample.map((line) => cut(line, [time]))
  for (;;) {
    const next = parts.length > 12 ? undefined : nextPart(rest, parts)
    if (next === undefined) break
    parts.push(next)
    rest = rest.map((line) => cut(line, [next]))
  }
  return (line) => (time.test(line) ? cut(line, parts) : line)
}

/** The times that logs begin with. */
const times: readonly string[] = [
  String.raw`\d{4}[-/.]\d{2}[-/.]\d{2}[T_ -]\d{2}[:.]\d{2}[:.]\d{2}(?:[.,:]\d+)?(?:Z|[+-]\d{2}:?\d{2})?`,
  String.raw`(?:(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)\s)?(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)\s+\d{1,2}(?:\s\d{4})?\s\d{2}:\d{2}:\d{2}(?:\.\d+)?(?:\s\d{4}\b)?`,
  String.raw`\d{1,2}\/\w{2,3}\/\d{2,4}[: ]\d{2}:\d{2}:\d{2}(?:\s[+-]\d{4})?(?:[.,]\d+)?`,
  String.raw`\d{2}[-.]\d{2} \d{2}:\d{2}:\d{2}(?:[.,]\d+)?`,
  String.raw`[IWEF]\d{4} \d{2}:\d{2}:\d{2}\.\d+`,
  String.raw`\d{8}-\d{1,2}:\d{1,2}:\d{1,2}:\d+`,
  String.raw`\d{6} \d{6}`,
  String.raw`1\d{9}(?:\.\d+|\d{3})?`,
  String.raw`\d{2}:\d{2}:\d{2}(?:[.,]\d+)?`,
  String.raw`\d{4}[-/.]\d{2}[-/.]\d{2}`,
]

/** The latest time among the first words that most lines have: some headers hold several. */
function timeIn(sample: readonly string[]): RegExp | undefined {
  for (let before = 6; before >= 0; before--) {
    for (const time of times) {
      const form = new RegExp(String.raw`^(?:\S+\s+){${before}}\[?${time}(?![\w:])\]?,?\s*`, 'u')
      if (share(sample, (line) => form.test(line)) >= most) return form
    }
  }
  return undefined
}

const levels =
  '(?:TRACE|DEBUG|INFO|NOTICE|WARN|WARNING|ERROR|ERR|CRITICAL|CRIT|ALERT|EMERG|FATAL|SEVERE|FAILURE|Trace|Debug|Info|Information|Notice|Warn|Warning|Error|Fatal|trace|debug|info|notice|warn|warning|error|crit|alert|emerg|fatal|[VDIWEF])'

/** What may stand several times: fields between bars, a dash, numbers, groups in brackets. */
const manyTimes: readonly RegExp[] = [
  /^\|(?:[^|]{1,60}\|)/u,
  /^[^|\s]{1,60}\|(?=[^|]{0,60}\||\S)/u,
  /^-\s+/u,
  /^\d+(?=\s)\s*/u,
  /^\[(?:[^[\]]|\[[^\]]*\])*\]\s*/u,
]

/** What stands once: else a message that begins like a part would lose its beginning. */
const once: readonly RegExp[] = [
  new RegExp(String.raw`^(?:\S+\s+){0,3}?\[?${levels}\]?(?=\s|$):?,?\s*`, 'u'),
  // A column of short names, as the blanks behind it show.
  /^[A-Z]{2,8}\s{2,}/u,
  // Host and process, as syslog has them.
  /^[\w./-]+\s+[\w./()-]+(?: [\w./()-]+){0,2}(?:\[\d+\])?(?: \([^)]*\)(?:\[\d+\])?)?:(?:\s+|$)/u,
  /^[\w./()-]+\[\d+\]:(?:\s+|$)/u,
  // A file with its line, as in `server.go:12]`.
  /^[\w.-]+:\d+\]\s*/u,
  // A logger: a name with dots, a dollar, or a colon behind it.
  /^[\w.$@/#<>-]+:\s+/u,
  /^(?:[\w$]+\.){2,}[\w$]+\s+/u,
  // The program of a line, up to a dash between blanks.
  /^\S+(?:\s\S+)?\s+-\s+/u,
]

/** What may follow a time, in the order in which it is looked for. */
const partForms: readonly RegExp[] = [
  ...manyTimes.slice(0, 2),
  ...once.slice(0, 1),
  ...manyTimes.slice(2),
  ...once.slice(1),
]

function nextPart(rest: readonly string[], before: readonly RegExp[]): RegExp | undefined {
  return partForms.find((form) => {
    if (before.includes(form) && once.includes(form)) return false
    const fitting = rest.filter((line) => form.test(line))
    // What never varies and never is a logger may be the message itself; a part leaves something behind it.
    return fitting.length >= most * rest.length && share(fitting, (line) => cut(line, [form]) !== '') >= most
  })
}

function cut(line: string, parts: readonly RegExp[]): string {
  return parts.reduce((rest, part) => rest.replace(part, ''), line)
}

/** The text of the message of a line of JSON. */
function jsonMessage(line: string): string | undefined {
  if (!line.startsWith('{') || line.length > 100_000) return undefined
  try {
    const parsed = JSON.parse(line) as Readonly<Record<string, unknown>>
    for (const name of ['message', 'msg', 'log', 'event', 'text']) {
      const message = parsed[name]
      if (typeof message === 'string') return message
    }
    return undefined
  } catch {
    return undefined
  }
}

function share(lines: readonly string[], holds: (line: string) => boolean): number {
  return lines.length === 0 ? 0 : lines.filter(holds).length / lines.length
}

/** At most so many of them, spread over all. */
function every(lines: readonly string[], count: number): readonly string[] {
  const step = Math.max(1, lines.length / count)
  const chosen: string[] = []
  for (let at = 0; at < lines.length && chosen.length < count; at += step)
    chosen.push(lines[Math.floor(at)] ?? '')
  return chosen
}
