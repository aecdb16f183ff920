import type { Diagnostic } from '../../kernel/diagnostic.ts'
import type { Span } from '../../kernel/span.ts'

/** Every problem the text of a Dockerfile may have: its summary, why it is one, and what to do. */
const problems = {
  'dockerfile/unknown-instruction': {
    summary: 'Unknown instruction',
    detail:
      'No instruction of a Dockerfile has this name, so the build would stop here. Correct the name, or end the line before with the continuation character if this belongs to it.',
  },
  'dockerfile/missing-argument': {
    summary: 'Missing argument',
    detail: 'This instruction needs an argument and has none. Write it after the name.',
  },
  'dockerfile/missing-value': {
    summary: 'Missing value',
    detail:
      'Every name here needs a value. Write NAME=VALUE, with quotes around a value that has blanks in it.',
  },
  'dockerfile/unclosed-heredoc': {
    summary: 'Here-document is not closed',
    detail:
      'No line below consists of the name of this here-document, so the rest of the file belongs to it. Write the name on a line of its own.',
  },
  'dockerfile/unclosed-quote': {
    summary: 'Quote is not closed',
    detail: 'The quote that begins here has no end in this instruction. Close it.',
  },
  'dockerfile/unclosed-variable': {
    summary: 'Variable is not closed',
    detail: 'The variable that begins here with ${ has no closing brace. Close it.',
  },
  'dockerfile/unknown-modifier': {
    summary: 'Unknown modifier of a variable',
    detail:
      'A variable may be followed by :-, :+, :?, -, +, ?, #, ##, %, %%, / or // in its braces, and this is none of them. Use one of those.',
  },
  'dockerfile/too-deep': {
    summary: 'Variables nested too deeply',
    detail: 'Variables are replaced to a depth of 50 inside each other, and this one lies deeper. Nest less.',
  },
  'dockerfile/invalid-escape-directive': {
    summary: 'Invalid escape directive',
    detail:
      'The escape directive takes a backslash or a backtick, and this is neither, so the backslash is taken. Write one of the two.',
  },
  'dockerfile/too-many-instructions': {
    summary: 'Too many instructions',
    detail:
      'A Dockerfile is read to 50,000 instructions, and here are more. What follows was not read; split the file.',
  },
  'dockerfile/long-line': {
    summary: 'Line is too long',
    detail:
      'The builder refuses lines of more than 65,535 bytes. Break the line, or copy the data from a file.',
  },
} as const

/** A code from the closed list of problems. */
export type DockerfileProblem = keyof typeof problems

/** A problem as a diagnostic. */
export function problemAt(code: DockerfileProblem, span: Span): Diagnostic {
  return { code, severity: 'error', ...problems[code], span }
}
