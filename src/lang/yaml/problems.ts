/** Every problem a YAML text may have: its summary, why it is one, and what to do. `{name}` stands for a word of the text. */
export const yamlProblems = {
  'yaml/control-character': {
    summary: 'Control character',
    detail:
      'YAML does not allow this control character as it is. Remove it, or write it as an escape in double quotes.',
  },
  'yaml/tab-indentation': {
    summary: 'Tab as indentation',
    detail: 'Tabs may not indent in YAML, because their width is not known. Replace the tab by spaces.',
  },
  'yaml/indentation': {
    summary: 'Wrong indentation',
    detail:
      'This line is indented like none of the blocks that are open above it. Indent it like its neighbours.',
  },
  'yaml/missing-colon': {
    summary: 'Key without a value',
    detail:
      'In a mapping each line is a key and a colon, and here the colon is missing. Write a colon and a space after the key.',
  },
  'yaml/missing-dash': {
    summary: 'Missing dash',
    detail:
      'This line stands at the indentation of a sequence, but does not begin with a dash. Write a dash and a space, or change its indentation.',
  },
  'yaml/unexpected-dash': {
    summary: 'Dash in a mapping',
    detail:
      'This line stands at the indentation of a mapping, but begins with a dash. Indent it under its key, or remove the dash.',
  },
  'yaml/nested-mapping': {
    summary: 'Mapping on the line of its key',
    detail:
      'A value on the line of its key cannot itself be a mapping. Put the value in quotes, or the mapping on lines of its own.',
  },
  'yaml/block-here': {
    summary: 'Block collection cannot begin here',
    detail:
      'A block collection must begin on a line of its own, or after a dash, not after a key, a marker, an anchor or a tag. Move it to the next line.',
  },
  'yaml/multiline-key': {
    summary: 'Key over several lines',
    detail: 'A key without a question mark must stand on one line. Join its lines, or begin it with "? ".',
  },
  'yaml/long-key': {
    summary: 'Key is too long',
    detail: 'A key without a question mark has 1,024 characters at most. Begin it with "? ".',
  },
  'yaml/unexpected-text': {
    summary: 'Text after the value',
    detail:
      'The value has ended, and this cannot follow it on the same line. Remove it, or put all of it in quotes.',
  },
  'yaml/extra-content': {
    summary: 'Content after the end of the document',
    detail:
      'A document has one value, and there is more after it. Remove it, or begin a new document with "---".',
  },
  'yaml/reserved-character': {
    summary: 'Reserved character',
    detail: 'A plain value cannot begin with this character. Put the value in quotes.',
  },
  'yaml/unclosed-quote': {
    summary: 'Quote is not closed',
    detail: 'The quote that opens here is never closed. Write the closing quote.',
  },
  'yaml/invalid-escape': {
    summary: 'Invalid escape',
    detail:
      'This is no escape that YAML knows. Double the backslash to mean a backslash, or use single quotes, which have no escapes.',
  },
  'yaml/quoted-indentation': {
    summary: 'Quoted text is not indented',
    detail:
      'A line of this quoted text is not indented more than what holds it; some readers refuse that. Indent it.',
  },
  'yaml/document-marker': {
    summary: 'Document marker inside a value',
    detail: 'A line that begins with --- or ... ends the document, even inside a value. Indent the line.',
  },
  'yaml/unclosed-flow': {
    summary: 'Bracket is not closed',
    detail: 'The bracket or brace that opens here is never closed. Write the one that closes it.',
  },
  'yaml/unexpected-bracket': {
    summary: 'Unexpected bracket',
    detail: 'Nothing is open that this could close. Remove it, or put the value in quotes.',
  },
  'yaml/unexpected-comma': {
    summary: 'Unexpected comma',
    detail: 'There is no item before this comma. Write the item, or remove the comma.',
  },
  'yaml/missing-comma': {
    summary: 'Missing comma',
    detail: 'A comma must stand between two items in brackets. Write a comma before this one.',
  },
  'yaml/unexpected-colon': {
    summary: 'Unexpected colon',
    detail: 'This colon has no key of its own. Remove it, or put the value in quotes.',
  },
  'yaml/dash-in-flow': {
    summary: 'Dash in brackets',
    detail: 'Inside brackets items are separated by commas, not begun with dashes. Remove the dash.',
  },
  'yaml/comment-space': {
    summary: 'Comment without a space before it',
    detail: 'A comment must be separated by a space from what stands before it. Write a space before the #.',
  },
  'yaml/block-scalar-header': {
    summary: 'Wrong block scalar header',
    detail:
      'After | or > may stand one digit from 1 to 9 and one of + and -, then a comment or the end of the line. Move other text to the next line.',
  },
  'yaml/block-scalar-indentation': {
    summary: 'Leading blank line is too long',
    detail:
      'A blank line at the start of this text has more spaces than its first line. Remove spaces, or say the indentation with a digit after | or >.',
  },
  'yaml/duplicate-anchor': {
    summary: 'Two anchors or tags on one value',
    detail: 'A value has one anchor and one tag at most. Remove one of the two.',
  },
  'yaml/invalid-name': {
    summary: 'Anchor or alias without a name',
    detail: 'After & or * must stand a name. Write the name, or put the value in quotes.',
  },
  'yaml/alias-properties': {
    summary: 'Anchor or tag on an alias',
    detail: 'An alias stands for another value and can have no anchor or tag of its own. Remove it.',
  },
  'yaml/unknown-alias': {
    summary: 'Unknown alias',
    detail:
      'No anchor "{name}" stands before this alias in the document. Correct the name, or write the anchor.',
  },
  'yaml/alias-cycle': {
    summary: 'Alias inside its own anchor',
    detail: 'The value "{name}" would contain itself. Remove the alias, or move it out of its anchor.',
  },
  'yaml/alias-bomb': {
    summary: 'Aliases expand to too much',
    detail:
      'With its aliases written out, the document would be larger than what is allowed. Use fewer aliases of aliases.',
  },
  'yaml/invalid-tag': {
    summary: 'Invalid tag',
    detail:
      'This is no tag: its handle is not declared, or it is not closed. Declare the handle with %TAG, or correct the tag.',
  },
  'yaml/invalid-directive': {
    summary: 'Invalid directive',
    detail:
      'The only directives are %YAML with a version and %TAG with a handle and a prefix. Correct or remove it.',
  },
  'yaml/missing-marker': {
    summary: 'Directive without a document',
    detail: 'After directives a line with --- must begin the document. Write that line.',
  },
  'yaml/version': {
    summary: 'Version of YAML that is not read',
    detail:
      'Terraform reads YAML 1.1 only, and refuses a document that says another version. Remove the %YAML line.',
  },
  'yaml/one-document': {
    summary: 'Not one document',
    detail: 'There must be exactly one document here. Write one, and put several values in a list.',
  },
  'yaml/duplicate-key': {
    summary: 'Duplicate key',
    detail:
      'The same mapping has the key "{name}" already, and two values for it cannot both hold. Keep one of the two.',
  },
  'yaml/invalid-key': {
    summary: 'Key is not a string',
    detail:
      'A key must be a string, a number or a boolean here; null, lists and mappings cannot be keys. Write a string.',
  },
  'yaml/invalid-merge': {
    summary: 'Nothing to merge',
    detail: 'The merge key << takes a mapping, or where it is allowed a list of mappings. Give it one.',
  },
  'yaml/invalid-value': {
    summary: 'Value does not fit its tag',
    detail: 'The value cannot be read as what its tag {name} says. Correct the value, or remove the tag.',
  },
  'yaml/too-deep': {
    summary: 'Nested too deeply',
    detail:
      'Values are read to a depth of 1,000, and this one lies deeper. Put less inside each other, or see whether a bracket is missing.',
  },
  'yaml/too-many-problems': {
    summary: 'Too many problems',
    detail: 'The text has more problems than are listed. Correct those that are, and read it again.',
  },
} as const

/** A code from the closed list of `yamlProblems`. */
export type YamlProblem = keyof typeof yamlProblems
