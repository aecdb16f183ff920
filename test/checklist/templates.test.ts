import { describe, expect, it } from 'vitest'
import { error, errors, plan, typeOf, value, values } from './asking.ts'

/** Backslashes in these texts are the language's own. */
const raw = String.raw

describe('heredocs', () => {
  it('1: keep their text, with the last line ending, wherever the end marker stands', () => {
    expect(value('<<X\n  a\nX')).toBe('  a\n')
    expect(value('<<X\n  a\n    X')).toBe('  a\n')
    expect(value('<<-X\n  a\n      X')).toBe('a\n')
    expect(value('<<X\nX')).toBe('')
    expect(value('<<X\n\n\nX')).toBe('\n\n')
  })

  it('2: `<<-` takes off the smallest indentation, for which blank lines do not count', () => {
    expect(value('<<-X\n    a\n\n      b\n  X')).toBe('a\n\n  b\n')
    expect(value('<<-X\n    a\n  \n      b\n  X')).toBe('a\n  \n  b\n')
  })

  it('2: a line that starts with an interpolation counts with the indentation before it', () => {
    expect(value('<<-X\n    ${1} a\n  b\n  X')).toBe('  1 a\nb\n')
    expect(value('<<-X\n  ${1}\n    b\n  X')).toBe('1\n  b\n')
  })

  it('2: a tab and a space count one each', () => {
    expect(value('<<-X\n\t\ta\n  b\n  X')).toBe('a\nb\n')
    expect(value('<<-X\n\t  a\n\tb\n  X')).toBe('  a\nb\n')
    expect(value('<<-X\n\ta\n  b\n  X')).toBe('a\n b\n')
  })

  it('3: know no backslashes, but templates and their doubled signs', () => {
    expect(value(`<<X\n${raw`\n \" \t \q`}\nX`)).toBe(`${raw`\n \" \t \q`}\n`)
    expect(value('<<X\n$${y} %%{z} "x" ${1 + 1}%{ if true }!%{ endif }\nX')).toBe('${y} %{z} "x" 2!\n')
  })

  it('3: keep carriage returns', () => {
    expect(value('<<X\r\na\r\nb\r\nX\r\n')).toBe('a\r\nb\r\n')
  })
})

describe('quoted strings', () => {
  it('4: know seven escapes', () => {
    expect(value(raw`"\n\r\t\"\\\u00e9\U0001F600"`)).toBe('\n\r\t"\\é😀')
  })

  it.each(['q', 'a', '0', "'", '$', '/', 'x41'])('4: do not know \\%s', (escape) => {
    expect(value(`"\\${escape}"`)).toEqual(error('Invalid escape sequence'))
  })

  it.each(['u00e', 'U0001F60'])('4: want all the digits of \\%s', (escape) => {
    expect(value(`"\\${escape}"`)).toHaveProperty('error')
  })

  it('4: hold no line endings, not even inside of an interpolation in a heredoc', () => {
    expect(value('"a\nb"')).toEqual(error('Invalid multi-line string'))
    expect(value('<<X\n${"a\nb"}\nX')).toEqual(error('Invalid multi-line string'))
    expect(value('<<X\n${"a"}\nX')).toBe('a\n')
  })

  it('5: double the dollar and percent signs that would open a template, and no others', () => {
    expect(values(['"$${a}"', '"%%{a}"', '"$$"', '"$$$"', '"$ % %%"', '"$a$"'])).toEqual([
      '${a}',
      '%{a}',
      '$$',
      '$$$',
      '$ % %%',
      '$a$',
    ])
    expect(value('"$$${1}"')).toBe('$${1}')
    expect(value('"%%%{if}"')).toBe('%%{if}')
    expect(value(raw`"\${1}"`)).toEqual(error('Invalid escape sequence'))
  })
})

describe('interpolation', () => {
  it('6: alone is the value itself, of whatever type', () => {
    expect(typeOf('"${[1]}"')).toEqual(['tuple', ['number']])
    expect(typeOf('"${1}"')).toBe('number')
    expect(typeOf('"${true}"')).toBe('bool')
    expect(value('"${null}"')).toBe(null)
  })

  it('6: beside text is a text of a number, a bool or a text', () => {
    expect(value('"${1}-${true}-${"a"}"')).toBe('1-true-a')
    for (const wrong of ['null', '[1]', '{}', 'toset([])', 'var.nulls']) {
      expect(value(`"a\${${wrong}}"`)).toEqual(error('Invalid template interpolation value'))
    }
  })

  it('7: a strip marker in a quoted string takes all the white space next to it', () => {
    expect(value(raw`"a\n\n ${'${~ 1}'}"`)).toBe('a1')
    expect(value(raw`"${'${1 ~}'} \n\t b"`)).toBe('1b')
    expect(value(raw`"a ${'${~ 1 ~}'} b"`)).toBe('a1b')
    expect(value('"a ${~ 1} b"')).toBe('a1 b')
  })

  it('7: in a heredoc `~}` takes the rest of its line with one line ending', () => {
    expect(value('<<X\n%{ if true ~}\n  a\n%{ endif ~}\nX')).toBe('  a\n')
    expect(value('<<X\n${1 ~}  \n\n  b\nX')).toBe('1\n  b\n')
    expect(value('<<X\n${1 ~} b\nX')).toBe('1b\n')
  })

  it('7: in a heredoc `${~` goes back to the start of its line and no further', () => {
    expect(value('<<X\na\n\n  ${~ 1}\nX')).toBe('a\n\n1\n')
    expect(value('<<X\na  ${~ 1}\nX')).toBe('a1\n')
  })

  it('7: template files go by lines too', () => {
    const files = { 'x.tftpl': 'a\n\n  ${~ v ~}\n\n  b\n' }
    expect(value('templatefile("x.tftpl", { v = 1 })', files)).toBe('a\n\n1\n  b\n')
  })

  it('7: in `<<-` the line after a `~}` keeps its indentation', () => {
    expect(value('<<-X\n  %{ if true ~}\n    a\n  %{ endif ~}\n  b\n  X')).toBe('    a\n  b\n')
  })

  it('8: directives nest', () => {
    expect(value('"%{ if true }%{ for x in [1, 2] }${x};%{ endfor }%{ endif }"')).toBe('1;2;')
    expect(value('"%{ for x in [1, 2, 3] }%{ if x != 2 }${x}%{ else }-%{ endif }%{ endfor }"')).toBe('1-3')
    expect(value('"%{ for k, v in { a = 1, b = 2 } }${k}${v} %{ endfor }"')).toBe('a1 b2 ')
  })

  it('8: there is no elseif, and every directive is closed', () => {
    expect(value('"%{ if true }a%{ elseif }b%{ endif }"')).toEqual(error('Invalid template control keyword'))
    expect(value('"%{ if true }a"')).toHaveProperty('error')
    expect(value('"a%{ endif }"')).toHaveProperty('error')
    expect(value('"%{ for x in [] }%{ else }%{ endfor }"')).toHaveProperty('error')
  })

  it('8: `if` without `else` may give an empty text, and a directive always gives a text', () => {
    expect(value('"%{ if false }a%{ endif }"')).toBe('')
    expect(value('"%{ if true }${1}%{ endif }"')).toBe('1')
    expect(typeOf('"%{ if true }${true}%{ endif }"')).toBe('string')
    expect(value('"%{ if true }${[1]}%{ endif }"')).toHaveProperty('error')
  })
})

describe('characters', () => {
  const flag = '🇩🇪'

  it('9: texts are normalised to NFC', () => {
    expect(value('"e\u0301" == "é"')).toBe(true)
    expect(value('length("e\u0301")')).toBe(1)
    expect(value('<<X\ne\u0301\nX')).toBe('é\n')
    expect(value('keys({ "e\u0301" = 1 })')).toEqual(['é'])
  })

  it('9: functions count grapheme clusters', () => {
    expect(values([`length("a${flag}")`, `substr("a${flag}b", 1, 1)`, `strrev("ab${flag}")`])).toEqual([
      2,
      flag,
      `${flag}ba`,
    ])
    expect(value(`format("%3s|%-3s|", "${flag}", "${flag}")`)).toBe(`  ${flag}|${flag}  |`)
  })

  it('9: split takes code points apart, as Go does: a flag is two of them', () => {
    expect(value(`split("", "a${flag}")`)).toEqual(['a', '\u{1F1E9}', '\u{1F1EA}'])
    expect(value('split("", "e\u0301")')).toEqual(['é'])
  })

  it('9: columns count them as well, from 1; bytes from 0', () => {
    expect(plan(`locals { a = ["${flag}", nope] }`).places).toEqual(['main.tf:1:20 (byte 26)'])
    expect(plan('nope = 1\n').places).toEqual(['main.tf:1:1 (byte 0)'])
  })

  it('10: names are made of letters of every script, and of dashes', () => {
    const files = {
      'main.tf': 'locals {\n  a-b = 5\n  a   = 7\n  b   = 1\n  a-  = 2\n  größe = 3\n  名 = 4\n}',
    }
    expect(values(['local.a-b', 'local.a - local.b', 'local.a-', 'local.größe + local.名'], files)).toEqual([
      5, 6, 2, 7,
    ])
    expect(errors('locals {\n  -a = 1\n}')).not.toEqual([])
    expect(errors('locals {\n  1a = 1\n}')).not.toEqual([])
    expect(errors('locals {\n  a·b = 1\n}')).toEqual([])
  })
})
