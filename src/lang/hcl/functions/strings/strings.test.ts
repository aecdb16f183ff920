import { expect, it } from 'vitest'
import { asked } from '../asking.ts'

it.each([
  [String.raw`chomp("a\r\n\n\r\n")`, '"a" : string'],
  [String.raw`chomp("a\r")`, '"a" : string'],
  [String.raw`chomp("\na")`, String.raw`"\na" : string`],
  ['endswith("abc", "bc")', 'true : bool'],
  ['endswith("abc", "")', 'true : bool'],
  ['endswith("abc", "x")', 'false : bool'],
  ['startswith("abc", "ab")', 'true : bool'],
  ['startswith(123, 1)', 'true : bool'],
  ['strcontains("abc", "")', 'true : bool'],
  ['strcontains("abc", "z")', 'false : bool'],
  [String.raw`indent(2, "a\nb\r\nc\n")`, String.raw`"a\n  b\r\n  c\n  " : string`],
  [String.raw`indent("2", "a\nb")`, String.raw`"a\n  b" : string`],
  [String.raw`indent(0, "a\nb")`, String.raw`"a\nb" : string`],
  ['join(",", [])', '"" : string'],
  ['join(",", ["a", 1, true])', '"a,1,true" : string'],
  ['join(",", ["a"], ["b","c"])', '"a,b,c" : string'],
  ['lower("ẞ ǅ İ ΑΣ ΌΣΟΣ K Ω")', '"ß ǆ i ασ όσοσ k ω" : string'],
  ['upper("ß ǆ ŉ ﬁ ı İ ΐ ς")', '"ß Ǆ ŉ ﬁ I İ ΐ Σ" : string'],
  ['upper("ᾳ ᾀ ƛ ɤ")', '"ᾼ ᾈ ƛ ɤ" : string'],
  ['title("ß ǆ foo_bar foo-bar foo\'bar a.b éa ﬁ")', '"ß ǅ Foo_bar Foo-Bar Foo\'Bar A.B Éa ﬁ" : string'],
  ['title("it\'s 3d x.y აბ")', '"It\'S 3d X.Y აბ" : string'],
  ['split(",", "")', '[""] : list(string)'],
  ['split(",", ",a,")', '["", "a", ""] : list(string)'],
  ['split("", "é👨\u200d👩\u200d👧b")', '["é", "👨", "\u200d", "👩", "\u200d", "👧", "b"] : list(string)'],
  ['strrev("éa👨\u200d👩\u200d👧b")', '"b👨\u200d👩\u200d👧aé" : string'],
  ['strrev(123)', '"321" : string'],
  ['substr("éa👨\u200d👩\u200d👧b", 1, 2)', '"a👨\u200d👩\u200d👧" : string'],
  ['substr("क्षि", 1, 1)', '"षि" : string'],
  ['substr("hello", -3, 2)', '"ll" : string'],
  ['substr("hello", -30, 2)', '"he" : string'],
  ['substr("hello", 2, -1)', '"llo" : string'],
  ['substr("hello", 2, 0)', '"" : string'],
  ['substr("hello", 9, 1)', '"" : string'],
  ['substr("hello", 1, 9223372036854775807)', '"ello" : string'],
  ['trim("?!hello?!", "!?")', '"hello" : string'],
  ['trim("hello", "")', '"hello" : string'],
  ['trim("👨\u200d👩\u200d👧a", "👨")', '"\u200d👩\u200d👧a" : string'],
  ['trim("😀a😁", "😀")', '"a😁" : string'],
  ['trimprefix("hehello", "he")', '"hello" : string'],
  ['trimsuffix("hello", "")', '"hello" : string'],
  ['trimsuffix("hellolo", "lo")', '"hello" : string'],
  [String.raw`trimspace("\u00a0\u2003 a \u200b\ufeff\u0085")`, '"a \u200b\ufeff" : string'],
])('gives for %s what Terraform gives', (call, answer) => {
  expect(asked(call)).toBe(answer)
})

it.each([
  ['startswith(text, "")', 'true : bool'],
  ['startswith(text, "a")', '? : bool'],
  ['startswith("a", text)', '? : bool'],
  ['endswith(text, "")', '? : bool'],
  ['strcontains("a", text)', '? : bool'],
  ['startswith(jsonencode([text]), "[")', 'true : bool'],
  ['startswith(jsonencode([text]), "{")', 'false : bool'],
  ['startswith(jsonencode([text]), "[1")', '? : bool'],
  ['join(",", ["a", text])', '? : string'],
  ['join(",", texts)', '? : string'],
  ['join(text, ["a"])', '? : string'],
  ['split(",", text)', '? : list(string)'],
  ['upper(text)', '? : string'],
  ['upper(any)', '? : string'],
  ['substr(text, 0, 1)', '? : string'],
  ['indent(2, text)', '? : string'],
])('answers %s as far as it is known', (call, answer) => {
  expect(asked(call)).toBe(answer)
})

it.each([
  ['upper(secret)', '"S" : string, sensitive'],
  ['join(secret, ["a"])', '"a" : string, sensitive'],
  ['join(",", [secret, "b"])', '"s,b" : string, sensitive'],
  ['split(",", secret)', '["s"] : list(string), sensitive'],
  ['startswith(secret, "s")', 'true : bool, sensitive'],
  ['trim(ephemeral, secret)', '"e" : string, sensitive, ephemeral'],
])('keeps the marks in %s', (call, answer) => {
  expect(asked(call)).toBe(answer)
})

it.each([
  [
    'chomp()',
    'Not enough function arguments: Function "chomp" expects 1 argument(s). Missing value for "str".',
  ],
  ['chomp("a", "b")', 'Too many function arguments: Function "chomp" expects only 1 argument(s).'],
  ['upper(null)', 'Invalid function argument: Invalid value for "str" parameter: argument must not be null.'],
  ['upper(["a"])', 'Invalid function argument: Invalid value for "str" parameter: string required.'],
  [
    String.raw`indent(1.5, "a\nb")`,
    'Error in function call: Call to function "indent" failed: value must be a whole number, between -9223372036854775808 and 9223372036854775807.',
  ],
  [
    String.raw`indent(1e20,"a\nb")`,
    'Error in function call: Call to function "indent" failed: value must be a whole number, between -9223372036854775808 and 9223372036854775807.',
  ],
  ['join(",")', 'Error in function call: Call to function "join" failed: at least one list is required.'],
  [
    'join(",", "a")',
    'Invalid function argument: Invalid value for "lists" parameter: list of string required.',
  ],
  [
    'join(",", ["a", null])',
    'Invalid function argument: Invalid value for "lists" parameter: element 1 is null; cannot concatenate null values.',
  ],
  [
    'join(",", ["a"], ["b", null])',
    'Invalid function argument: Invalid value for "lists" parameter: element 1 of list 2 is null; cannot concatenate null values.',
  ],
  [
    'join(",", [["a"]])',
    'Invalid function argument: Invalid value for "lists" parameter: element 0: string required.',
  ],
  [
    'join(",", null)',
    'Invalid function argument: Invalid value for "lists" parameter: argument must not be null.',
  ],
  [
    'join(null, ["a"])',
    'Invalid function argument: Invalid value for "separator" parameter: argument must not be null.',
  ],
  [
    'substr("hello", 1.5, 1)',
    'Error in function call: Call to function "substr" failed: value must be a whole number, between -9223372036854775808 and 9223372036854775807.',
  ],
  [
    'substr("hello", 1, 1e30)',
    'Error in function call: Call to function "substr" failed: value must be a whole number, between -9223372036854775808 and 9223372036854775807.',
  ],
  [
    'substr("hello", "1", "x")',
    'Invalid function argument: Invalid value for "length" parameter: a number is required.',
  ],
  [
    'trimsuffix("a", null)',
    'Invalid function argument: Invalid value for "suffix" parameter: argument must not be null.',
  ],
])('refuses %s in the words of Terraform', (call, answer) => {
  expect(asked(call)).toBe(answer)
})

it('makes no text of more than 16 million characters', () => {
  expect(asked(`indent(9e6, "${String.raw`a\nb\nc`}")`)).toContain('would be longer than 16000000 characters')
})

it('has no room before a line for fewer than no spaces', () => {
  expect(asked(`indent(-2, "a")`)).toContain('strings: negative Repeat count')
})
