import fc from 'fast-check'
import { expect, it } from 'vitest'
import { asked } from '../asking.ts'
import { opentofu } from '../../version.ts'

it.each([
  [String.raw`base64decode("aGVs\nbG8=")`, '"hello" : string'],
  ['base64decode("aGVsbG9=")', '"hello" : string'],
  ['base64encode("é")', '"w6k=" : string'],
  ['base64gzip("hello")', '"H4sIAAAAAAAA/8pIzcnJBwAAAP//AQAA//+GphA2BQAAAA==" : string'],
  [
    String.raw`csvdecode("a,b\n1,2\n3,4")`,
    '[{a = "1", b = "2"}, {a = "3", b = "4"}] : list(object(a string, b string))',
  ],
  ['csvdecode("a,b")', '[] : list(object(a string, b string))'],
  [String.raw`csvdecode("a,b\n\n1,2\n")`, '[{a = "1", b = "2"}] : list(object(a string, b string))'],
  [
    String.raw`csvdecode("a,b\r\n\"x\r\ny\",\"q\"\"q\"\r\n")`,
    String.raw`[{a = "x\ny", b = "q\"q"}] : list(object(a string, b string))`,
  ],
  [String.raw`csvdecode("b,a\n1,2")`, '[{a = "2", b = "1"}] : list(object(a string, b string))'],
  [String.raw`csvdecode("a\r\n1\r2\r\n")`, String.raw`[{a = "1\r2"}] : list(object(a string))`],
  [String.raw`csvdecode("a\n\"\"")`, '[{a = ""}] : list(object(a string))'],
  [
    String.raw`jsondecode("{\"a\" : {\"b\" : [1, \"x\", null, true, 1.50]}}")`,
    '{a = {b = [1, "x", null, true, 1.5]}} : object(a object(b tuple(number, string, dynamic, bool, number)))',
  ],
  [String.raw`jsondecode("{\"a\":1,\"a\":2}")`, '{a = 2} : object(a number)'],
  [String.raw`jsondecode("\"\\u00e9\\ud83d\\ude00\\udc00x\\ud800\\u0041\"")`, '"é😀�x�A" : string'],
  ['jsondecode("null")', 'null : dynamic'],
  ['jsondecode("-0")', '-0 : number'],
  ['jsondecode("1E-2")', '0.01 : number'],
  ['jsondecode("1}")', '1 : number'],
  [String.raw`jsonencode("<>&\u2028\u2029")`, String.raw`"\"\\u003c\\u003e\\u0026\\u2028\\u2029\"" : string`],
  [String.raw`jsonencode("\u0008\u000c\u007f\u0085")`, String.raw`"\"\\b\\f\"" : string`],
  ['jsonencode({b=1,a=[true,null,{}]})', String.raw`"{\"a\":[true,null,{}],\"b\":1}" : string`],
  [
    'jsonencode(1/3)',
    '"0.33333333333333333333333333333333333333333333333333333333333333333333333333333333333333333333333333333333333333333333333333333333333333333333333333333333335" : string',
  ],
  ['jsonencode(1e21)', '"1000000000000000000000" : string'],
  ['jsonencode(toset(["b", "a"]))', String.raw`"[\"a\",\"b\"]" : string`],
  ['jsonencode(null)', '"null" : string'],
  ['textencodebase64("a","UTF-16")', '"/v8AYQ==" : string'],
  ['textencodebase64("é", "latin1")', '"6Q==" : string'],
  ['textencodebase64("é", "EUC-JP")', '"j6ux" : string'],
  ['textencodebase64("日","GBK")', '"yNU=" : string'],
  ['textencodebase64("日","Big5")', '"pOk=" : string'],
  ['textdecodebase64("aABlAGwAbABvAA==", "utf-16le")', '"hello" : string'],
  ['textdecodebase64("//5hAA==", "UTF-16")', '"a" : string'],
  ['urlencode("a b&c=d/é~*!\'()")', '"a+b%26c%3Dd%2F%C3%A9~%2A%21%27%28%29" : string'],
  ['yamlencode({b=1,a=[true,null,{}]})', String.raw`"\"a\":\n- true\n- null\n- {}\n\"b\": 1\n" : string`],
  ['yamlencode(1/0)', String.raw`"+Inf\n...\n" : string`],
  [
    'yamldecode("a: [1, x, null, ~, yes]")',
    '{a = [1, "x", null, null, true]} : object(a tuple(number, string, dynamic, dynamic, bool))',
  ],
  ['yamldecode("a: 0x1F")', '{a = 31} : object(a number)'],
  [
    String.raw`yamldecode("a: &x {b: 1}\nc: *x")`,
    '{a = {b = 1}, c = {b = 1}} : object(a object(b number), c object(b number))',
  ],
  ['yamldecode("~")', 'null : dynamic'],
])('gives for %s what Terraform gives', (call, answer) => {
  expect(asked(call)).toBe(answer)
})

it.each([
  ['base64decode(text)', '? : string'],
  ['base64gzip(text)', '? : string'],
  ['csvdecode(text)', '? : dynamic'],
  ['jsondecode(text)', '? : dynamic'],
  ['jsonencode(text)', '? : string'],
  ['jsonencode({a=text})', '? : string'],
  ['startswith(jsonencode({a=text}), "{")', 'true : bool'],
  ['startswith(jsonencode({a=text}), "[")', 'false : bool'],
  ['startswith(jsonencode(texts), "[")', 'true : bool'],
  ['startswith(jsonencode(named), "{")', 'true : bool'],
  ['startswith(jsonencode(text), "x")', '? : bool'],
  ['textencodebase64(text, "nope")', '? : string'],
  ['textencodebase64("a", "ISO-2022-JP")', '? : string'],
  ['yamlencode([text])', '? : string'],
  ['yamldecode(text)', '? : dynamic'],
])('answers %s as far as it is known', (call, answer) => {
  expect(asked(call)).toBe(answer)
})

it.each([
  ['base64decode(sensitive("aGVsbG8="))', '"hello" : string, sensitive'],
  ['jsonencode({a=secret})', String.raw`"{\"a\":\"s\"}" : string, sensitive`],
  ['jsondecode(sensitive("[1]"))', '[1] : tuple(number), sensitive'],
  [String.raw`csvdecode(sensitive("a\n1"))`, '[{a = "1"}] : list(object(a string)), sensitive'],
  ['yamlencode([ephemeral])', String.raw`"- \"e\"\n" : string, ephemeral`],
])('keeps the marks in %s', (call, answer) => {
  expect(asked(call)).toBe(answer)
})

it.each([
  [
    'base64decode("!!")',
    'Error in function call: Call to function "base64decode" failed: failed to decode base64 data "!!".',
  ],
  [
    'base64decode("aGVsbG8")',
    'Error in function call: Call to function "base64decode" failed: failed to decode base64 data "aGVsbG8".',
  ],
  [
    'base64decode("YQ==YQ==")',
    'Error in function call: Call to function "base64decode" failed: failed to decode base64 data "YQ==YQ==".',
  ],
  [
    'base64decode("////")',
    'Error in function call: Call to function "base64decode" failed: the result of decoding the provided string is not valid UTF-8.',
  ],
  [
    'base64decode(sensitive("!!"))',
    'Error in function call: Call to function "base64decode" failed: failed to decode base64 data (sensitive value).',
  ],
  ['csvdecode("")', 'Error in function call: Call to function "csvdecode" failed: missing header line.'],
  [
    String.raw`csvdecode("a,a\n1,2")`,
    'Error in function call: Call to function "csvdecode" failed: duplicate column name "a".',
  ],
  [
    String.raw`csvdecode("a,b\n1,2,3")`,
    'Error in function call: Call to function "csvdecode" failed: CSV parse error on line 2: wrong number of fields.',
  ],
  [
    String.raw`csvdecode("a,b\n\"x,2")`,
    'Error in function call: Call to function "csvdecode" failed: CSV parse error on line 2: extraneous or missing " in quoted-field.',
  ],
  [
    String.raw`csvdecode("a\nb\"c")`,
    'Error in function call: Call to function "csvdecode" failed: CSV parse error on line 2: bare " in non-quoted-field.',
  ],
  [
    String.raw`csvdecode("a\n\"b\"c")`,
    'Error in function call: Call to function "csvdecode" failed: CSV parse error on line 2: extraneous or missing " in quoted-field.',
  ],
  [
    String.raw`csvdecode("a,b\nx\ny,\"z")`,
    'Error in function call: Call to function "csvdecode" failed: CSV parse error on line 2: wrong number of fields.',
  ],
  ['jsondecode("")', 'Error in function call: Call to function "jsondecode" failed: EOF.'],
  [
    'jsondecode("{} x")',
    'Error in function call: Call to function "jsondecode" failed: extraneous data after JSON object.',
  ],
  ['jsondecode("nul")', 'Error in function call: Call to function "jsondecode" failed: unexpected EOF.'],
  [
    'jsondecode("trux")',
    "Error in function call: Call to function \"jsondecode\" failed: invalid character 'x' in literal true (expecting 'e').",
  ],
  [
    'jsondecode("01")',
    'Error in function call: Call to function "jsondecode" failed: extraneous data after JSON object.',
  ],
  [
    'jsondecode("[1,]")',
    'Error in function call: Call to function "jsondecode" failed: invalid character \']\' looking for beginning of value.',
  ],
  [
    'jsondecode("[1 2]")',
    'Error in function call: Call to function "jsondecode" failed: invalid character \'2\' after array element.',
  ],
  [
    'jsondecode("{,}")',
    'Error in function call: Call to function "jsondecode" failed: invalid character \',\'.',
  ],
  [
    String.raw`jsondecode("{\"a\" 1}")`,
    'Error in function call: Call to function "jsondecode" failed: invalid character \'1\' after object key.',
  ],
  [
    String.raw`jsondecode("{\"a\":1,}")`,
    'Error in function call: Call to function "jsondecode" failed: invalid character \'}\' looking for beginning of object key string.',
  ],
  [
    String.raw`jsondecode("{\"a\":1 \"b\":2}")`,
    'Error in function call: Call to function "jsondecode" failed: invalid character \'"\' after object key:value pair.',
  ],
  [
    'jsondecode("\'a\'")',
    String.raw`Error in function call: Call to function "jsondecode" failed: invalid character '\'' looking for beginning of value.`,
  ],
  [
    'jsondecode("-x")',
    'Error in function call: Call to function "jsondecode" failed: invalid character \'x\' in numeric literal.',
  ],
  [
    'jsondecode("1.x")',
    'Error in function call: Call to function "jsondecode" failed: invalid character \'x\' after decimal point in numeric literal.',
  ],
  [
    'jsondecode("1ex")',
    'Error in function call: Call to function "jsondecode" failed: invalid character \'x\' in exponent of numeric literal.',
  ],
  [
    'jsondecode("é")',
    'Error in function call: Call to function "jsondecode" failed: invalid character \'Ã\' looking for beginning of value.',
  ],
  [
    String.raw`jsondecode("\"a\tb\"")`,
    String.raw`Error in function call: Call to function "jsondecode" failed: invalid character '\t' in string literal.`,
  ],
  [
    String.raw`jsondecode("\"a\\qb\"")`,
    'Error in function call: Call to function "jsondecode" failed: invalid character \'q\' in string escape code.',
  ],
  [
    String.raw`jsondecode("\"\\u00g0\"")`,
    String.raw`Error in function call: Call to function "jsondecode" failed: invalid character 'g' in \u hexadecimal character escape.`,
  ],
  [
    String.raw`jsondecode("{\"a\":1,\"a\":[1]}")`,
    'Error in function call: Call to function "jsondecode" failed: missing expected [.',
  ],
  [
    'jsondecode("1e99999999999")',
    'Error in function call: Call to function "jsondecode" failed: a number is required.',
  ],
  [
    'jsonencode(1/0)',
    'Error in function call: Call to function "jsonencode" failed: cannot serialize infinity as JSON.',
  ],
  [
    'textencodebase64("a","utf8")',
    'Invalid function argument: Invalid value for "encoding" parameter: "utf8" is not a supported IANA encoding name or alias in this Terraform version.',
  ],
  [
    'textencodebase64("日","ISO-8859-1")',
    'Invalid function argument: Invalid value for "string" parameter: the given string contains characters that cannot be represented in ISO_8859-1:1987.',
  ],
  [
    'textdecodebase64("!!","UTF-8")',
    'Invalid function argument: Invalid value for "source" parameter: the given value is has an invalid base64 symbol at offset 0.',
  ],
  [
    'textdecodebase64("/w==","UTF-8")',
    'Invalid function argument: Invalid value for "source" parameter: the given string contains symbols that are not defined for UTF-8.',
  ],
  [
    'textdecodebase64("AA==","UTF-16LE")',
    'Invalid function argument: Invalid value for "source" parameter: the given string contains symbols that are not defined for UTF-16LE.',
  ],
])('refuses %s in the words of Terraform', (call, answer) => {
  expect(asked(call)).toBe(answer)
})

it.each([
  ['urldecode("a+b%26c%3Dd%2F%C3%A9~%2A")', '"a b&c=d/é~*" : string'],
  [
    'urldecode("%zz")',
    'Error in function call: Call to function "urldecode" failed: failed to decode URL \'\': invalid URL escape "%zz".',
  ],
  [
    'urldecode("a%2")',
    'Error in function call: Call to function "urldecode" failed: failed to decode URL \'\': invalid URL escape "%2".',
  ],
  ['base64gunzip("H4sIAAAAAAAA/8pIzcnJBwAAAP//AQAA//+GphA2BQAAAA==")', '"hello" : string'],
  [
    'base64gunzip("H4sIAAAAAAAA/8pI")',
    'Error in function call: Call to function "base64gunzip" failed: failed to read gunzip raw data: unexpected EOF.',
  ],
  [
    'base64gunzip("aGVsbG8gd29ybGQh")',
    'Error in function call: Call to function "base64gunzip" failed: failed to gunzip bytestream: gzip: invalid header.',
  ],
  [
    'base64gunzip("!")',
    'Error in function call: Call to function "base64gunzip" failed: failed to decode base64 data "!".',
  ],
  [
    'textencodebase64("a", "nope")',
    'Invalid function argument: Invalid value for "encoding" parameter: "nope" is not a supported IANA encoding name or alias in this OpenTofu version.',
  ],
])('has %s in OpenTofu', (call, answer) => {
  expect(asked(call, opentofu)).toBe(answer)
})

it.each([
  ['yamldecode("a: !foo x")'],
  ['yamldecode("")'],
  [String.raw`yamldecode("- 1\n---\n- 2")`],
  ['yamldecode("[1]: 2")'],
])('refuses %s, in its own words', (call) => {
  expect(asked(call)).toMatch(/^Error in function call: Call to function "yamldecode" failed: .+[^.]\.$/u)
})

it('gives back what it wrote', () => {
  const codecs = [
    ['base64encode', 'base64decode'],
    ['jsonencode', 'jsondecode'],
    ['yamlencode', 'yamldecode'],
  ]
  const holds = fc.property(
    fc.string({ unit: 'grapheme' }),
    fc.constantFrom(...codecs),
    (given, [to, from]) => {
      const text = JSON.stringify(given.normalize('NFC'))
      return asked(`${from}(${to}(${text}))`) === `${text} : string`
    },
  )
  expect(fc.check(holds, { numRuns: 300 }).counterexample).toBeNull()
})

it('reads JSON as JavaScript does', () => {
  const holds = fc.property(fc.json({ noUnicodeString: true }), (json) => {
    const again = asked(`jsonencode(jsondecode(${JSON.stringify(json)}))`)
    if (!again.endsWith(' : string')) return false
    const text = JSON.parse(again.slice(0, -' : string'.length)) as string
    return JSON.stringify(JSON.parse(text)) === JSON.stringify(sorted(JSON.parse(json)))
  })
  expect(fc.check(holds, { numRuns: 300 }).counterexample).toBeNull()
})

it('answers any text with a value or a problem', () => {
  const piece = fc.constantFrom(
    '[',
    ']',
    '{',
    '}',
    ',',
    ':',
    '"a"',
    '"',
    '1',
    '-',
    '.5',
    'e9',
    'true',
    'nul',
    ' ',
    '\\',
  )
  const text = fc.array(piece, { maxLength: 12 }).map((all) => JSON.stringify(all.join('')))
  const name = fc.constantFrom('jsondecode', 'csvdecode', 'yamldecode', 'base64decode', 'urlencode')
  const holds = fc.property(text, name, (given, called) => / : |: .*\.$/u.test(asked(`${called}(${given})`)))
  expect(fc.check(holds, { numRuns: 1000 }).counterexample).toBeNull()
})

it('refuses JSON nested more than 1,000 deep', () => {
  expect(asked(`jsonencode(jsondecode("${'['.repeat(1000)}${']'.repeat(1000)}"))`)).toContain('[[')
  expect(asked(`jsondecode("${'['.repeat(100_000)}")`)).toContain('exceeded max depth')
})

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted)
  if (typeof value !== 'object' || value === null) return value
  const entries = Object.entries(value).toSorted(([left], [right]) => (left < right ? -1 : 1))
  return Object.fromEntries(entries.map(([key, one]) => [key, sorted(one)]))
}
