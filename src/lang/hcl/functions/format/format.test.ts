import { expect, it } from 'vitest'
import { asked } from '../asking.ts'

it.each([
  ['format("%s-%d", "a", 5)', '"a-5" : string'],
  ['format("%d", "5")', '"5" : string'],
  [
    'format("%5d|%-5d|%05d|%+d|% d|%+05d|%-05d|", 42,42,42,42,42,42,42)',
    '"   42|42   |00042|+42| 42|+0042|42   |" : string',
  ],
  ['format("%#x %#X %#o %#b", 255, 255, 8, 5)', '"0xff 0XFF 010 0b101" : string'],
  ['format("%08x|%-8x|%8x|", 255,255,255)', '"000000ff|ff      |      ff|" : string'],
  ['format("%.3d|%5.3d|%08.3d|%.0d|", 5, 5, 5, 0)', '"005|  005|     005||" : string'],
  ['format("%d", 123456789012345678901234567890)', '"123456789012345678901234567890" : string'],
  ['format("%x", -255)', '"-ff" : string'],
  [
    'format("%e|%E|%.2e|%10.2e|", 12345.678, 12345.678, 12345.678, 12345.678)',
    '"1.234568e+04|1.234568E+04|1.23e+04|  1.23e+04|" : string',
  ],
  ['format("%g|%G|%.3g|%g", 1e10, 1e-10, 1234.5678, 1e30)', '? : dynamic'],
  [
    'format("%g %g %g %g %g", 100000, 1000000, 1e20, 1e21, 123456789)',
    '"100000 1e+06 1e+20 1e+21 1.23456789e+08" : string',
  ],
  ['format("%g %g %g", 0.0001, 0.00001, 0.000123456)', '"0.0001 1e-05 0.000123456" : string'],
  ['format("%.0e|%.0g|%.1g|%#.0e", 12345,12345,12345,12345)', '"1e+04|1e+04|1e+04|1e+04" : string'],
  ['format("%.3e", 9.9996)', '"1.000e+01" : string'],
  ['format("%.1f %.1f %.1f %.1f", 0.25, 0.35, 0.05, 9.95)', '"0.2 0.3 0.1 9.9" : string'],
  ['format("%.30f", 0.1)', '"0.100000000000000000000000000000" : string'],
  ['format("%f", -0.0000001)', '"-0.000000" : string'],
  [
    'format("%+.2f|% .2f|%08.2f|%-8.2f|%+08.2f", 1.5,1.5,1.5,1.5,1.5)',
    '"+1.50| 1.50|00001.50|1.50    |+0001.50" : string',
  ],
  ['format("%-08.2f|%0-8.2f|", 1.5, 1.5)', '"00001.50|00001.50|" : string'],
  ['format("%08f|%-8f|% 8f|% f", 1/0, 1/0, 1/0, 1/0)', '"    +Inf|+Inf    |     Inf| Inf" : string'],
  ['format("%.0f", 2.5)', '"2" : string'],
  [
    'format("%g", 1/3)',
    '"0.33333333333333333333333333333333333333333333333333333333333333333333333333333333333333333333333333333333333333333333333333333333333333333333333333333333335" : string',
  ],
  ['format("%99999999d", 1)', '"%!(NOVERB)%!(EXTRA *big.Int=1)" : string'],
  ['format("%99999999f", 1)', '"%!(NOVERB)%!(EXTRA *big.Float=1)" : string'],
  ['format("%t", "true")', '"true" : string'],
  ['format("%5t|%-7t|%05t|%.1t", true, false, true, true)', '"true|false|true|true" : string'],
  ['format("%5s|%-5s|%05s|", "日本", "é", "a")', '"   日本|é    |0000a|" : string'],
  ['format("%.3s|%5.2s|%-5.2s|%.0s|", "abcdef","abcdef","abcdef","abc")', '"abc|   ab|ab   |abc|" : string'],
  ['format("%.2s", "👨\u200d👩\u200d👧abc")', '"👨\u200d👩\u200d👧a" : string'],
  [String.raw`format("%q", "é\n\"")`, String.raw`"\"é\\n\\\"\"" : string`],
  ['format("%5q|%-5q|%.1q", "a", "a", "abc")', String.raw`"  \"a\"|\"a\"  |\"a\"" : string`],
  ['format("%v %v %v", "a", 1.5, true)', '"a 1.5 true" : string'],
  ['format("%v", 1e21)', '"1e+21" : string'],
  ['format("%s", 1e21)', '"1000000000000000000000" : string'],
  ['format("%v", [1, "a", true])', String.raw`"[1,\"a\",true]" : string`],
  [String.raw`format("%#v", "a\"b<>")`, String.raw`"\"a\\\"b\\u003c\\u003e\"" : string`],
  [
    'format("%10v|%-10v|%010v|%.2v|", "a", 1.5, true, "abc")',
    '"         a|1.5       |000000true|abc|" : string',
  ],
  ['format("%.2v|%.1v", 1.555, true)', '"1.555|true" : string'],
  ['format("%v", tostring(null))', '"null" : string'],
  ['format("%[2]s %[1]s", "a", "b")', '"b a" : string'],
  ['format("%[2]s %s", "a","b","c")', '"b c" : string'],
  ['format("%5[1]d", 1)', '"    1" : string'],
  ['format("%%")', '"%" : string'],
  ['formatlist("%s-%s", ["a", "b"], ["c", "d"])', '["a-c", "b-d"] : list(string)'],
  ['formatlist("%s-%s", ["a", "b"], "x")', '["a-x", "b-x"] : list(string)'],
  ['formatlist("%s", toset(["b", "a"]))', '["a", "b"] : list(string)'],
  ['formatlist("%s", [])', '[] : list(string)'],
  ['formatlist("x")', '["x"] : list(string)'],
  ['formatlist("%v", [null])', '["null"] : list(string)'],
  ['formatlist("%s %s", [], "x")', '[] : list(string)'],
])('gives for %s what Terraform gives', (call, answer) => {
  expect(asked(call)).toBe(answer)
})

it.each([
  ['format("abc %s", text)', '? : string'],
  ['startswith(format("abc %s", text), "abc ")', 'true : bool'],
  ['startswith(format("abc%s", text), "ab")', 'true : bool'],
  ['startswith(format("abc%s", text), "abc")', '? : bool'],
  ['startswith(format("%s-%s", "abc", text), "abc-")', '? : bool'],
  ['format("%z", text)', '? : string'],
  ['format(text, 1)', '? : string'],
  ['format("%v", [text])', '? : string'],
  ['format("%s", null)', '? : dynamic'],
  ['formatlist("%s", text)', '[?] : list(string)'],
  ['formatlist("%s", [text, "a"])', '[?, "a"] : list(string)'],
  ['formatlist("%s", texts)', '? : list(string)'],
  ['formatlist("%s-%s", ["a", "b"], [text, "x"])', '[?, "b-x"] : list(string)'],
  ['formatlist(text, ["a"])', '? : list(string)'],
])('answers %s as far as it is known', (call, answer) => {
  expect(asked(call)).toBe(answer)
})

it.each([
  ['format("%s", secret)', '"s" : string, sensitive'],
  ['format("%v", [secret])', String.raw`"[\"s\"]" : string, sensitive`],
  ['formatlist("%s", ["a", secret])', '["a", "s"] : list(string), sensitive'],
])('keeps the marks in %s', (call, answer) => {
  expect(asked(call)).toBe(answer)
})

it.each([
  [
    'format("%z", 1)',
    'Error in function call: Call to function "format" failed: unsupported format verb \'z\' in "%z" at offset 0.',
  ],
  [
    'format("%", 1)',
    'Error in function call: Call to function "format" failed: invalid format string starting at offset 1.',
  ],
  [
    'format("%5", 1)',
    'Error in function call: Call to function "format" failed: invalid format string starting at offset 2.',
  ],
  [
    'format("%é", 1)',
    'Error in function call: Call to function "format" failed: unrecognized format character \'é\' at offset 1.',
  ],
  [
    'format("é%", 1)',
    'Error in function call: Call to function "format" failed: invalid format string starting at offset 3.',
  ],
  [
    'format("%*d", 5, 1)',
    'Error in function call: Call to function "format" failed: unrecognized format character \'*\' at offset 1.',
  ],
  [
    'format("%[0]s", "a")',
    'Error in function call: Call to function "format" failed: unrecognized format character \'0\' at offset 2.',
  ],
  [
    'format("%[1s", "a")',
    'Error in function call: Call to function "format" failed: unrecognized format character \'s\' at offset 3.',
  ],
  [
    'format("%[x]s", "a")',
    'Error in function call: Call to function "format" failed: unrecognized format character \'x\' at offset 2.',
  ],
  [
    'format("%[1]5d", 1)',
    'Error in function call: Call to function "format" failed: unrecognized format character \'5\' at offset 4.',
  ],
  [
    'format("%-%")',
    'Error in function call: Call to function "format" failed: unrecognized format character \'%\' at offset 2.',
  ],
  [
    'format("%s")',
    'Error in function call: Call to function "format" failed: not enough arguments for "%s" at 0: need index 1 but have 0 total.',
  ],
  [
    'format("%s %[3]s", "a", "b")',
    'Error in function call: Call to function "format" failed: not enough arguments for "%[3]s" at 3: need index 3 but have 2 total.',
  ],
  [
    'format("%s", 1, 2)',
    'Invalid function argument: Invalid value for "args" parameter: too many arguments; only 1 used by format string.',
  ],
  [
    'format("a", 1)',
    'Invalid function argument: Invalid value for "args" parameter: too many arguments; no verbs in format string.',
  ],
  [
    'format("%d", 5.5)',
    'Error in function call: Call to function "format" failed: unsupported value for "%d" at 0: an integer is required.',
  ],
  [
    'format("%d", "x")',
    'Error in function call: Call to function "format" failed: unsupported value for "%d" at 0: a number is required.',
  ],
  [
    'format("%d", true)',
    'Error in function call: Call to function "format" failed: unsupported value for "%d" at 0: number required.',
  ],
  [
    'format("%s", [1])',
    'Error in function call: Call to function "format" failed: unsupported value for "%s" at 0: string required.',
  ],
  [
    'format("%t", 1)',
    'Error in function call: Call to function "format" failed: unsupported value for "%t" at 0: bool required.',
  ],
  [
    'format("%s", tostring(null))',
    'Error in function call: Call to function "format" failed: unsupported value for "%s" at 0: null value cannot be formatted.',
  ],
  [
    'format("%d", 1/0)',
    'Error in function call: Call to function "format" failed: unsupported value for "%d" at 0: an integer is required.',
  ],
  [
    'format("%v",[1/0])',
    'Error in function call: Call to function "format" failed: unsupported value for "%v" at 0: cannot serialize infinity as JSON.',
  ],
  [
    'format(null)',
    'Invalid function argument: Invalid value for "format" parameter: argument must not be null.',
  ],
  [
    'formatlist("%s-%s", ["a", "b"], ["c"])',
    'Invalid function argument: Invalid value for "args" parameter: argument 2 has length 1, which is inconsistent with argument 1 of length 2.',
  ],
  [
    'formatlist("%s", ["a"], ["b"])',
    'Error in function call: Call to function "formatlist" failed: error on format iteration 0: too many arguments; only 1 used by format string.',
  ],
  [
    'formatlist("%d", [1, "x"])',
    'Error in function call: Call to function "formatlist" failed: error on format iteration 1: unsupported value for "%d" at 0: a number is required.',
  ],
  [
    'formatlist("%z", ["a"])',
    'Error in function call: Call to function "formatlist" failed: error on format iteration 0: unsupported format verb \'z\' in "%z" at offset 0.',
  ],
])('refuses %s in the words of Terraform', (call, answer) => {
  expect(asked(call)).toBe(answer)
})

it('makes no text of more than 16 million characters', () => {
  expect(asked('format("%1000000000s", "a")')).toContain('would be longer than 16000000 characters')
  expect(asked('format("%9000000s%9000000s", "a", "b")')).toContain(
    'would be longer than 16000000 characters',
  )
})
