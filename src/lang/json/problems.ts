/** Every problem a JSON text may have: its summary, why it is one, and what to do. */
export const jsonProblems = {
  'json/byte-order-mark': {
    summary: 'Byte order mark',
    detail: 'JSON does not begin with a byte order mark. Save the file as UTF-8 without one.',
  },
  'json/empty': {
    summary: 'No value',
    detail: 'The text holds no JSON value. Write one value, such as {}.',
  },
  'json/missing-value': {
    summary: 'Missing value',
    detail:
      'A value must stand here, but there is none. Write the value, or remove the comma or key before it.',
  },
  'json/missing-key': {
    summary: 'Missing key',
    detail: 'A property must begin with a key in double quotes. Write the key before the colon.',
  },
  'json/unquoted-key': {
    summary: 'Key without quotes',
    detail: 'JSON takes keys in double quotes only. Put the key in double quotes.',
  },
  'json/missing-colon': {
    summary: 'Missing colon',
    detail: 'A colon must stand between a key and its value. Write a colon here.',
  },
  'json/missing-comma': {
    summary: 'Missing comma',
    detail: 'A comma must stand between two items. Write a comma before this one.',
  },
  'json/trailing-comma': {
    summary: 'Trailing comma',
    detail: 'A comma may not stand before a closing bracket or brace. Remove the comma.',
  },
  'json/unexpected': {
    summary: 'Unexpected character',
    detail: 'This cannot stand here in a JSON text. Remove it, or put it inside a string.',
  },
  'json/unknown-word': {
    summary: 'Unknown word',
    detail: 'The only words in JSON are true, false and null. Put other text in double quotes.',
  },
  'json/invalid-number': {
    summary: 'Invalid number',
    detail:
      'A JSON number has digits without leading zeros, then perhaps a fraction and an exponent. Write it that way, or put it in double quotes.',
  },
  'json/invalid-escape': {
    summary: 'Invalid escape',
    detail:
      'After a backslash JSON takes one of " \\ / b f n r t, or u and four hexadecimal digits. Double the backslash to mean a backslash.',
  },
  'json/control-character': {
    summary: 'Control character in a string',
    detail: 'A string may not hold a raw control character. Write it as an escape, such as \\t or \\u0001.',
  },
  'json/unclosed-string': {
    summary: 'String is not closed',
    detail: 'The string has no closing quote on its line. Close it, and write line breaks as \\n.',
  },
  'json/unclosed': {
    summary: 'Object or array is not closed',
    detail: 'What is opened here has no closing bracket of its kind. Close it.',
  },
  'json/comment': {
    summary: 'Comment',
    detail: 'JSON has no comments. Remove it, or keep it in a property of its own.',
  },
  'json/extra-text': {
    summary: 'Text after the value',
    detail:
      'A JSON text is one value, and there is more after it. Remove the rest, or put the values in an array.',
  },
  'json/duplicate-key': {
    summary: 'Duplicate key',
    detail: 'The same object has this key already, and the later one hides the earlier. Keep one of the two.',
  },
  'json/too-deep': {
    summary: 'Nested too deeply',
    detail:
      'Values are read to a depth of 1,000, and this one lies deeper. Put less inside each other, or see whether a bracket is missing.',
  },
  'json/too-many-problems': {
    summary: 'Too many problems',
    detail: 'The text has more problems than are listed. Correct those that are, and read it again.',
  },
} as const

/** A code from the closed list of `jsonProblems`. */
export type JsonProblem = keyof typeof jsonProblems
