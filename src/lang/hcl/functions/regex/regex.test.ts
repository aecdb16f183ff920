import { expect, it } from 'vitest'
import { asked } from '../asking.ts'

it.each([
  ['regex("a+", "baaa")', '"aaa" : string'],
  ['regex("(a)(b)", "ab")', '["a", "b"] : tuple(string, string)'],
  ['regex("(?P<y>a)(?<x>b)", "ab")', '{x = "b", y = "a"} : object(x string, y string)'],
  ['regex("(a)|(b)", "b")', '[null, "b"] : tuple(string, string)'],
  ['regex("(?P<x>a)?b", "b")', '{x = null} : object(x string)'],
  ['regex("(?P<a>x)(?P<a>y)", "xy")', '{a = "y"} : object(a string)'],
  ['regex("", "a")', '"" : string'],
  ['regex("(?i)ABC", "abc")', '"abc" : string'],
  ['regex("(?i:ſ)", "s")', '"s" : string'],
  [String.raw`regex("(?s).+", "a\nb")`, String.raw`"a\nb" : string`],
  ['regex(".", "🇳🇱")', '"🇳" : string'],
  [String.raw`regex("\\pL+", "é1")`, '"é" : string'],
  [String.raw`regex("\\bfoo\\b", "a foo b")`, '"foo" : string'],
  ['regex("(a*)*", "aaa")', '["aaa"] : tuple(string)'],
  ['regexall("a", "banana")', '["a", "a", "a"] : list(string)'],
  ['regexall("(a)(n)", "banana")', '[["a", "n"], ["a", "n"]] : list(tuple(string, string))'],
  ['regexall("(?P<x>a)", "banana")', '[{x = "a"}, {x = "a"}, {x = "a"}] : list(object(x string))'],
  ['regexall("(z)", "banana")', '[] : list(tuple(string))'],
  ['regexall("", "ab")', '["", "", ""] : list(string)'],
  ['regexall("a*", "baac")', '["", "aa", ""] : list(string)'],
  ['regexall("(a)|(b)", "ab")', '[["a", null], [null, "b"]] : list(tuple(string, string))'],
  ['regexall("", "😀")', '["", ""] : list(string)'],
  ['replace("hello", "l", "L")', '"heLLo" : string'],
  ['replace("hello", "l", "$0")', '"he$0$0o" : string'],
  ['replace("hello", "/l/", "L")', '"heLLo" : string'],
  ['replace("hello", "/(h)(e)/", "$2$1")', '"ehllo" : string'],
  ['replace("hello", "/h/", "$1x")', '"ello" : string'],
  ['replace("hello", "/h/", "$0$0")', '"hhello" : string'],
  ['replace("hello", "/(?P<x>l)/", "<$x>")', '"he<l><l>o" : string'],
  ['replace("ab", "/(a)(b)?/", "$1$$")', '"a$" : string'],
  ['replace("a/b", "/", "x")', '"axb" : string'],
  ['replace("a//b", "//", "x")', '"xax/x/xbx" : string'],
  ['replace("hello", "", "-")', '"-h-e-l-l-o-" : string'],
  ['replace("", "", "-")', '"-" : string'],
  ['replace("hello", "/x*/", "-")', '"-h-e-l-l-o-" : string'],
  ['replace("baac", "/a*/", "-")', '"-b-c-" : string'],
  ['replace("😀", "//", "-")', '"-😀-" : string'],
  ['replace("a.b.c", "/./", "-")', '"-----" : string'],
])('gives for %s what Terraform gives', (call, answer) => {
  expect(asked(call)).toBe(answer)
})

it.each([
  ['regex("a", text)', '? : string'],
  ['regex("(a)", text)', '? : tuple(string)'],
  ['regex("(?P<n>a)", text)', '? : object(n string)'],
  ['regex(text, "a")', '? : dynamic'],
  ['regexall("(?P<n>a)", text)', '? : list(object(n string))'],
  ['regexall(text, "a")', '? : list(dynamic)'],
  ['replace(text, "/(/", "")', '? : string'],
])('answers %s as far as it is known', (call, answer) => {
  expect(asked(call)).toBe(answer)
})

it.each([
  ['regex(secret, "s")', '"s" : string, sensitive'],
  ['regexall("(s)", secret)', '[["s"]] : list(tuple(string)), sensitive'],
  ['replace("s", "s", secret)', '"s" : string, sensitive'],
])('keeps the marks in %s', (call, answer) => {
  expect(asked(call)).toBe(answer)
})

it.each([
  [
    'regex("x", "a")',
    'Error in function call: Call to function "regex" failed: pattern did not match any part of the given string.',
  ],
  [
    'regex("(", "a")',
    'Invalid function argument: Invalid value for "pattern" parameter: invalid regexp pattern: missing closing ) in (.',
  ],
  [
    'regex("[a-", "a")',
    'Invalid function argument: Invalid value for "pattern" parameter: invalid regexp pattern: missing closing ] in [a-.',
  ],
  [
    'regex("a(?=b)", "ab")',
    'Invalid function argument: Invalid value for "pattern" parameter: invalid regexp pattern: invalid or unsupported Perl syntax in (?=.',
  ],
  [
    'regex("a{1001}", "a")',
    'Invalid function argument: Invalid value for "pattern" parameter: invalid regexp pattern: invalid repeat count in {1001}.',
  ],
  [
    String.raw`regex("\\1", "a")`,
    String.raw`Invalid function argument: Invalid value for "pattern" parameter: invalid regexp pattern: invalid escape sequence in \1.`,
  ],
  [
    String.raw`regex("a\\", "a")`,
    'Invalid function argument: Invalid value for "pattern" parameter: invalid regexp pattern: trailing backslash at end of expression in .',
  ],
  [
    'regex("a**", "a")',
    'Invalid function argument: Invalid value for "pattern" parameter: invalid regexp pattern: invalid nested repetition operator in **.',
  ],
  [
    'regex("*a", "a")',
    'Invalid function argument: Invalid value for "pattern" parameter: invalid regexp pattern: missing argument to repetition operator in *.',
  ],
  [
    'regex("(?P<a>x)(y)", "xy")',
    'Invalid function argument: Invalid value for "pattern" parameter: invalid regexp pattern: cannot mix both named and unnamed capture groups.',
  ],
  [
    'regex("a", null)',
    'Invalid function argument: Invalid value for "string" parameter: argument must not be null.',
  ],
  [
    'regexall("(", "a")',
    'Invalid function argument: Invalid value for "pattern" parameter: invalid regexp pattern: missing closing ) in (.',
  ],
  [
    'replace("hello", "/(l/", "")',
    'Error in function call: Call to function "replace" failed: error parsing regexp: missing closing ): `(l`.',
  ],
])('refuses %s in the words of Terraform', (call, answer) => {
  expect(asked(call)).toBe(answer)
})

it('takes time that grows with the text only, whatever the pattern', () => {
  const call = `regex("(a+)+$", "${'a'.repeat(50_000)}b")`
  const start = performance.now()
  expect(asked(call)).toBe(
    'Error in function call: Call to function "regex" failed: pattern did not match any part of the given string.',
  )
  expect(performance.now() - start).toBeLessThan(60_000)
})

it('makes no text of more than 16 million characters', () => {
  const call = `replace("${'a'.repeat(5000)}", "/a/", "${'b'.repeat(5000)}")`
  expect(asked(call)).toContain('the result would be longer than 16000000 characters')
})
