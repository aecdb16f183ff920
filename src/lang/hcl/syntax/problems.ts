/** Every problem a configuration's syntax may have: its summary, and a detail in which `{}` stands for a word of the text. */
export const syntaxProblems = {
  'hcl/invalid-character': {
    summary: 'Invalid character',
    detail: 'The language has no use for this character outside of a string. Remove it, or put it in quotes.',
  },
  'hcl/single-quote': {
    summary: 'Invalid character',
    detail: 'Strings are written in double quotes. Replace the single quotes.',
  },
  'hcl/backtick': {
    summary: 'Invalid character',
    detail: 'Backticks do not quote text. Use double quotes, or a heredoc such as <<EOT for several lines.',
  },
  'hcl/curly-quote': {
    summary: 'Invalid character',
    detail: 'A curly quote is not a quotation mark of the language. Replace it with a straight one.',
  },
  'hcl/semicolon': {
    summary: 'Invalid character',
    detail:
      'Semicolons separate nothing here. Put arguments and blocks on lines of their own, and commas between items.',
  },
  'hcl/unsupported-operator': {
    summary: 'Unsupported operator',
    detail: 'There are no bitwise operators. For logic use &&, || and !.',
  },
  'hcl/unclosed-comment': {
    summary: 'Unclosed comment',
    detail: 'The comment that begins here is not closed before the end of the file. Close it with */.',
  },
  'hcl/definition-required': {
    summary: 'Argument or block definition required',
    detail:
      'Only an argument (name = value) or a block (type { … }) can stand here. Write one, or remove what is here.',
  },
  'hcl/quoted-argument-name': {
    summary: 'Invalid argument name',
    detail: 'The name of an argument stands without quotes. Remove the quotes.',
  },
  'hcl/attribute-redefined': {
    summary: 'Attribute redefined',
    detail:
      'The argument "{}" is already set in this block, and each may be set once. Remove one of the two.',
  },
  'hcl/missing-newline-after-argument': {
    summary: 'Missing newline after argument',
    detail: 'An argument ends with its line, but more follows. Put what follows on a line of its own.',
  },
  'hcl/comma-after-argument': {
    summary: 'Unexpected comma after argument',
    detail: 'Lines separate arguments, commas do not. Remove the comma.',
  },
  'hcl/missing-newline-after-block': {
    summary: 'Missing newline after block definition',
    detail: 'A block ends with its line, but more follows. Put what follows on a line of its own.',
  },
  'hcl/unclosed-block': {
    summary: 'Unclosed configuration block',
    detail:
      'The file ends before this block is closed. Add its closing brace; perhaps another brace is missing before.',
  },
  'hcl/block-with-equals': {
    summary: 'Invalid block definition',
    detail:
      'An equals sign belongs to an argument, and this reads as a block. Remove the sign, or the word before it.',
  },
  'hcl/block-without-brace': {
    summary: 'Invalid block definition',
    detail: 'The opening brace of a block stands on the line of its type and labels. Put it there.',
  },
  'hcl/invalid-block-header': {
    summary: 'Invalid block definition',
    detail:
      'After a block type come labels (quoted, or plain names) and an opening brace. Write one of these here.',
  },
  'hcl/nested-block-on-one-line': {
    summary: 'Argument definition required',
    detail: 'A block on one line holds a single argument, not another block. Spread it over several lines.',
  },
  'hcl/several-arguments-on-one-line': {
    summary: 'Invalid single-argument block definition',
    detail:
      'A block on one line holds a single argument. Write the block over several lines, one argument on each.',
  },
  'hcl/single-line-block-open': {
    summary: 'Invalid single-argument block definition',
    detail: 'A block whose argument stands on its first line closes on that line. Put the brace there.',
  },
  'hcl/invalid-label': {
    summary: 'Invalid string literal',
    detail:
      'A label is plain text without template sequences. To mean the characters, double the first: "{}{".',
  },
  'hcl/unterminated-label': {
    summary: 'Unterminated string literal',
    detail: 'The label has no closing quote on its line. Add it.',
  },
  'hcl/missing-expression': {
    summary: 'Missing expression',
    detail: 'A value must stand here, but the file ends. Write the value.',
  },
  'hcl/invalid-expression': {
    summary: 'Invalid expression',
    detail: 'A value must begin here, and this cannot begin one. Write a value, or remove what asks for it.',
  },
  'hcl/extra-after-expression': {
    summary: 'Extra characters after expression',
    detail: 'One expression is expected, and it ends before this. Remove the rest.',
  },
  'hcl/missing-false-expression': {
    summary: 'Missing false expression in conditional',
    detail:
      'The conditional operator needs both values: condition ? yes : no. Write the colon and the second.',
  },
  'hcl/unbalanced-parentheses': {
    summary: 'Unbalanced parentheses',
    detail: 'The parenthesis that opens before this must be closed here. Close it.',
  },
  'hcl/missing-item-separator': {
    summary: 'Missing item separator',
    detail: 'Commas separate the items of a list. Write one before this.',
  },
  'hcl/unterminated-tuple': {
    summary: 'Unterminated tuple constructor expression',
    detail: 'The file ends before this bracket is closed. Add the closing bracket.',
  },
  'hcl/missing-attribute-value': {
    summary: 'Missing attribute value',
    detail: 'A key of an object needs a value. Write = and the value after the key.',
  },
  'hcl/missing-key-value-separator': {
    summary: 'Missing key/value separator',
    detail:
      'After a key comes an equals sign and the value. Write the sign; quote a key that has dots or spaces in it.',
  },
  'hcl/missing-attribute-separator': {
    summary: 'Missing attribute separator',
    detail: 'A newline or a comma separates the entries of an object. Write one before this.',
  },
  'hcl/unterminated-object': {
    summary: 'Unterminated object constructor expression',
    detail: 'The file ends before this brace is closed. Add the closing brace.',
  },
  'hcl/missing-index-bracket': {
    summary: 'Missing close bracket on index',
    detail: 'An index ends with a closing bracket. Write it here.',
  },
  'hcl/missing-splat-bracket': {
    summary: 'Missing close bracket on splat index',
    detail: 'Nothing but a closing bracket follows the star of [*]. Write it here.',
  },
  'hcl/invalid-attribute-name': {
    summary: 'Invalid attribute name',
    detail: 'After a dot comes the name of an attribute. Write the name, or remove the dot.',
  },
  'hcl/invalid-legacy-index': {
    summary: 'Invalid legacy index syntax',
    detail: 'Two indexes written with dots read as one number. Write them in brackets, such as [0][1].',
  },
  'hcl/nested-splat': {
    summary: 'Nested splat expression not allowed',
    detail: 'A splat written .* holds no other one. Write [*] instead.',
  },
  'hcl/invalid-number': {
    summary: 'Invalid number literal',
    detail:
      'This number cannot be read: digits, then perhaps one fraction and one exponent of sane size. Correct it.',
  },
  'hcl/missing-function-name': {
    summary: 'Missing function name',
    detail: 'The name of a function follows "::". Write it.',
  },
  'hcl/missing-open-parenthesis': {
    summary: 'Missing open parenthesis',
    detail: 'A name with "::" is a function, and a parenthesis must follow it. Add the call.',
  },
  'hcl/missing-argument-separator': {
    summary: 'Missing argument separator',
    detail: 'Commas separate the arguments of a function. Write one before this.',
  },
  'hcl/unterminated-call': {
    summary: 'Unterminated function call',
    detail: 'The file ends before the parenthesis of this call is closed. Close it.',
  },
  'hcl/argument-after-expansion': {
    summary: 'Missing closing parenthesis',
    detail: 'An argument expanded with ... is the last one. Close the call after it.',
  },
  'hcl/invalid-for': {
    summary: "Invalid 'for' expression",
    detail: 'A for expression reads: for NAME in COLLECTION : VALUE, or for KEY, VALUE in …. {}',
  },
  'hcl/unterminated-string': {
    summary: 'Unterminated template string',
    detail:
      'The file ends before this text is closed. Add the closing quote, or the end marker on its own line.',
  },
  'hcl/multi-line-string': {
    summary: 'Invalid multi-line string',
    detail:
      'A quoted string ends on the line it begins on. Close it, write line breaks as \\n, or use a heredoc such as <<EOT.',
  },
  'hcl/invalid-escape': {
    summary: 'Invalid escape sequence',
    detail:
      'After a backslash comes one of n, r, t, ", \\, u with four or U with eight hexadecimal digits of a real character. Double the backslash to mean a backslash.',
  },
  'hcl/unclosed-interpolation': {
    summary: 'Unclosed template interpolation sequence',
    detail: 'The expression of this interpolation is not followed by a closing brace. Add it.',
  },
  'hcl/extra-in-interpolation': {
    summary: 'Extra characters after interpolation expression',
    detail:
      'A closing brace must follow the expression. If ${ is meant for another language, write $${ to keep it as text.',
  },
  'hcl/invalid-directive': {
    summary: 'Invalid template directive',
    detail:
      'A directive begins with a keyword: if, else, endif, for or endfor. Write %%{ to mean the characters.',
  },
  'hcl/unknown-directive': {
    summary: 'Invalid template control keyword',
    detail:
      '"{}" is no directive; there are if, else, endif, for and endfor. Write %%{ to mean the characters.',
  },
  'hcl/invalid-for-directive': {
    summary: "Invalid 'for' directive",
    detail:
      'A for directive reads: %{ for NAME in COLLECTION }, or %{ for KEY, VALUE in COLLECTION }. Write it so.',
  },
  'hcl/extra-in-directive': {
    summary: 'Extra characters in directive',
    detail: 'A closing brace must end this directive. Write it here, or remove what is here.',
  },
  'hcl/unclosed-directive': {
    summary: 'Unexpected end of template',
    detail: 'The template ends before this directive does. Add its {}.',
  },
  'hcl/unexpected-directive': {
    summary: 'Unexpected directive',
    detail: 'No directive that "{}" could belong to is open here. Remove it, or open one before it.',
  },
  'hcl/root-not-object': {
    summary: 'Root value must be object',
    detail: 'A configuration in JSON is one object, or an array of objects. Put everything into an object.',
  },
  'hcl/too-many-problems': {
    summary: 'Too many problems',
    detail: 'The text has more problems than are listed. Correct those that are, and read it again.',
  },
} as const

/** A code from the closed list of `syntaxProblems`. */
export type SyntaxProblem = keyof typeof syntaxProblems
