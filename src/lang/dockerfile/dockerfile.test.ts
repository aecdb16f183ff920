import { DockerfileParser } from 'dockerfile-ast'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { filePath } from '../../kernel/brand.ts'
import { wordParts, type WordPart } from './expand.ts'
import { parseDockerfile } from './parse.ts'
import { withoutMatch, withReplaced } from './pattern.ts'
import { pieceText, type Dockerfile } from './tree.ts'
import { blankWords, pairsOf } from './words.ts'

const file = filePath('Dockerfile')

function read(text: string): Dockerfile {
  return parseDockerfile(file, text)
}

/** Keyword and arguments of every instruction, as they read without continuations. */
function said(text: string): readonly string[] {
  return read(text).instructions.map(({ keyword, rest }) => `${keyword} ${pieceText(rest)}`)
}

function problems(text: string): readonly string[] {
  return read(text).diagnostics.map(({ code, span }) => `${code} ${text.slice(span.start, span.end)}`)
}

function partText(part: WordPart): string {
  if (part.kind === 'text') return part.text
  const inner = [...part.operand, ...part.replacement].map(partText).join('|')
  return `<${part.name}${part.operator}${inner}>`
}

function parts(text: string, quotes = true): string {
  return wordParts(text, { escape: '\\', quotes }).parts.map(partText).join('')
}

describe('lines of a Dockerfile', () => {
  it('joins continued lines, without the comments and blank lines between them', () => {
    expect(said('FROM a\nRUN one \\\n# a comment\n  two \\\n\n  three\nUSER x')).toEqual([
      'FROM a',
      'RUN one   two   three',
      'USER x',
    ])
  })

  it('says where each part of a continued line stands', () => {
    const text = 'COPY a \\\n  b \\\n  # why\n  /c/\n'
    const words = blankWords(
      read(text).instructions[0]?.rest ?? { line: { file, text, froms: [0], places: [0] }, start: 0, end: 0 },
    )
    expect(words.map((word) => pieceText(word))).toEqual(['a', 'b', '/c/'])
    const places = words.map(({ line, start }) => {
      const at = line.froms.findLastIndex((from) => from <= start)
      return text.slice((line.places[at] ?? 0) + start - (line.froms[at] ?? 0)).split(/\s/u)[0]
    })
    expect(places).toEqual(['a', 'b', '/c/'])
  })

  it('takes the backtick as the escape where a directive says so', () => {
    const text = '# syntax=docker/dockerfile:1\n# escape=`\nFROM a\nRUN dir C:\\ `\n  /b\nUSER x'
    expect(said(text)).toEqual(['FROM a', 'RUN dir C:\\   /b', 'USER x'])
    expect(read(text).directives.get('syntax')?.value).toBe('docker/dockerfile:1')
  })

  it('takes a directive below a comment as a comment', () => {
    expect(said('# hello\n# escape=`\nFROM a \\\n AS b')).toEqual(['FROM a  AS b'])
  })

  it('reads text with carriage returns and a byte order mark', () => {
    expect(said('\uFEFFFROM a\r\nRUN b \\\r\n c\r\n')).toEqual(['FROM a', 'RUN b  c'])
  })
})

describe('here-documents', () => {
  it.each([
    ['RUN <<EOF\necho a\n# no comment\nEOF\nUSER x', [['EOF', 'echo a\n# no comment\n', true]]],
    ['RUN python 3<<"EOF" && b\na $B\nEOF\nUSER x', [['EOF', 'a $B\n', false]]],
    [
      'COPY <<-A <<B /to/\n\ta\n\tA\nb\nB\nUSER x',
      [
        ['A', 'a\n', true],
        ['B', 'b\n', true],
      ],
    ],
    ['RUN cat <<EOF \\\n > /b\nx\nEOF\nUSER x', [['EOF', 'x\n', true]]],
    ['RUN echo "<<EOF"\nUSER x', []],
    ['RUN cat <<< EOF\nUSER x', []],
    ['RUN ["<<EOF"]\nUSER x', []],
  ])('reads %j', (text, expected) => {
    const { instructions, diagnostics } = read(text)
    const heredocs = instructions[0]?.heredocs.map(({ name, content, expand }) => [
      name,
      pieceText(content),
      expand,
    ])
    expect(heredocs).toEqual(expected)
    expect(instructions.map(({ keyword }) => keyword)).toEqual([text.slice(0, text.indexOf(' ')), 'USER'])
    expect(diagnostics).toEqual([])
  })

  it('belong to what ONBUILD defers', () => {
    const [one] = read('ONBUILD RUN <<EOF\na\nEOF\n').instructions
    expect(one?.trigger?.heredocs.map(({ content }) => pieceText(content))).toEqual(['a\n'])
  })

  it('are a problem where they are not closed', () => {
    expect(problems('FROM a\nRUN <<EOF\nb\n')).toEqual(['dockerfile/unclosed-heredoc <<EOF'])
  })
})

describe('arguments', () => {
  it('begin behind the flags', () => {
    const [one] = read('RUN --mount=type=cache,target="/a b" \\\n --network=none -- --c').instructions
    expect(one?.flags.map(({ name, value }) => [name, value && pieceText(value)])).toEqual([
      ['mount', 'type=cache,target="/a b"'],
      ['network', 'none'],
    ])
    expect(one && pieceText(one.rest)).toBe('--c')
  })

  it.each([
    ['CMD ["a", "b\\"c\\u0041"]', ['a', 'b"cA']],
    ['CMD []', []],
    ['CMD ["a"] b', undefined],
    ["CMD ['a']", undefined],
    ['RUN [ -f x ]', undefined],
    ['CMD ["a", 1]', undefined],
    ['CMD ["a"', undefined],
    ['USER ["a"]', undefined],
  ])('are JSON in %s or not', (text, expected) => {
    expect(read(text).instructions[0]?.exec?.map((item) => item.text)).toEqual(expected)
  })

  it.each([
    ['ENV A="x y" B=c\\ d C=', { A: '"x y"', B: 'c\\ d', C: '' }],
    ['ENV A some text = here', { A: 'some text = here' }],
    ['ENV A', { A: undefined }],
    ["ENV A='x\\' B=1", { A: "'x\\'", B: '1' }],
  ])('are pairs in %s', (text, expected) => {
    const [one] = read(text).instructions
    const pairs = one === undefined ? [] : pairsOf(one.rest, '\\', false)
    expect(
      Object.fromEntries(pairs.map(({ name, value }) => [pieceText(name), value && pieceText(value)])),
    ).toEqual(expected)
  })

  it('are missed, and names of instructions corrected by nobody', () => {
    expect(problems('FROM a\nUSER\nRUNN x')).toEqual([
      'dockerfile/missing-argument USER',
      'dockerfile/unknown-instruction RUNN',
    ])
  })
})

describe('words', () => {
  it.each([
    ['a$b-c', 'a<b>-c'],
    ['${a}b', '<a>b'],
    ['${a:-x${b}y}', '<a:-x|<b>|y>'],
    ['${a:+"q r"}', '<a:+q r>'],
    ['${a#*/}', '<a#*/>'],
    ['${a%%.*}', '<a%%.*>'],
    ['${a//x/y}', '<a//x|y>'],
    ['\'$a\'"$b"', '$a<b>'],
    ['\\$a "\\$b" "\\n"', '$a $b \\n'],
    ['$', '$'],
    ['a$ b', 'a$ b'],
    ['${', '${'],
    ['${a', '${a'],
  ])('takes %s apart', (text, expected) => {
    expect(parts(text)).toBe(expected)
  })

  it('keeps quotes in here-documents', () => {
    expect(parts('"$a" \\$b', false)).toBe('"<a>" $b')
  })

  it.each([
    ["'a", 'dockerfile/unclosed-quote'],
    ['${a', 'dockerfile/unclosed-variable'],
    ['${a:b}', 'dockerfile/unknown-modifier'],
    ['${a:-'.repeat(60), 'dockerfile/too-deep'],
  ])('says what is wrong with %s', (text, code) => {
    expect(wordParts(text, { escape: '\\', quotes: true }).problem?.code).toBe(code)
  })

  it.each([
    [withoutMatch('a/b/c', '*/', 'beginning', false), 'b/c'],
    [withoutMatch('a/b/c', '*/', 'beginning', true), 'c'],
    [withoutMatch('a.b.c', '.*', 'end', false), 'a.b'],
    [withoutMatch('a.b.c', '.*', 'end', true), 'a'],
    [withoutMatch('abc', 'x', 'end', true), 'abc'],
    [withReplaced('a-b-c', '-', '.', false), 'a.b-c'],
    [withReplaced('a-b-c', '-', '.', true), 'a.b.c'],
    [withReplaced('abcabc', 'a?', '', true), 'cc'],
    [withReplaced('aXbXc', 'a*X', '_', true), '_c'],
  ])('matches patterns: %s', (made, expected) => {
    expect(made).toBe(expected)
  })
})

describe('any text', () => {
  const letters = fc.constantFrom(
    ...'FROM a\n|RUN |COPY --from=a b c\n|ENV A=$B\n|ARG X\n|<<EOF|EOF\n|\\\n|\n|"|\'|${|}|$X|[|]|,|# escape=`\n|`\n|--|=|:-|é🇩🇪|\r\n|\t| |ONBUILD |\u0000|\uD800'.split(
      '|',
    ),
  )
  const texts = fc.array(letters, { maxLength: 40 }).map((some) => some.join(''))

  it('is read without a throw, each place inside the file, twice the same', () => {
    fc.assert(
      fc.property(texts, (text) => {
        const tree = read(text)
        const spans = [
          ...tree.diagnostics.map(({ span }) => span),
          ...tree.instructions.flatMap(({ span, keywordSpan, flags, heredocs }) => [
            span,
            keywordSpan,
            ...flags.map((flag) => flag.span),
            ...heredocs.map((one) => one.span),
          ]),
        ]
        return (
          JSON.stringify(tree) === JSON.stringify(read(text)) &&
          spans.every(({ start, end }) => 0 <= start && start <= end && end <= text.length)
        )
      }),
      { numRuns: 3000 },
    )
  })

  it.each(['RUN a\n', 'a ', 'RUN a \\\n', '<<A ', '# a\n', '"', '${a:-', 'ENV a=$b '])(
    'is read to its end, however often it says %j',
    (text) => {
      expect(() => read(`FROM a\nRUN ${text.repeat(1_000_000 / text.length)}`)).not.toThrow()
    },
  )
})

describe('ordinary files', () => {
  const lines = fc.constantFrom(
    'FROM alpine:3.20 AS build',
    'FROM --platform=linux/amd64 golang:1.23',
    'RUN apk add --no-cache \\\n    curl \\\n    git',
    'RUN make \\\n  # said why\n  all',
    '# a comment',
    '',
    'COPY --from=build --chown=1000 /a /b',
    'CMD ["serve", "--port", "80"]',
    'ENTRYPOINT exec serve',
    'ENV A=1 B="2 3"',
    'EXPOSE 80 443/udp',
    'USER nobody',
    'HEALTHCHECK --interval=30s CMD curl localhost',
    'ONBUILD RUN make',
    'RUN <<EOF\nset -e\nmake\nEOF',
  )

  it('have the instructions that another parser finds, where it finds them', () => {
    const files = fc.array(lines, { minLength: 1, maxLength: 12 }).map((some) => `${some.join('\n')}\n`)
    fc.assert(
      fc.property(files, (text) => {
        const ours = read(text).instructions.map(({ keyword, span }) => [
          keyword,
          text.slice(span.start, span.end),
        ])
        const theirs = DockerfileParser.parse(text)
          .getInstructions()
          .map((one) => [one.getKeyword(), one.getTextContent()])
        return JSON.stringify(ours) === JSON.stringify(theirs)
      }),
    )
  })
})
