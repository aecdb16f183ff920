/** An encoding by the name that messages have, the one that our library knows, and all others it goes by. */
export interface Encoding {
  readonly name: string
  /** Undefined where the library has none. */
  readonly library: string | undefined
  readonly aliases: string
}

/** The encodings that Terraform knows. Names as IANA registers them, with no regard to case. */
const encodings: readonly Encoding[] = [
  { name: 'UTF-8', library: 'utf8', aliases: 'csUTF8' },
  { name: 'UTF-16', library: 'utf16be', aliases: 'csUTF16' },
  { name: 'UTF-16BE', library: 'utf16be', aliases: 'csUTF16BE' },
  { name: 'UTF-16LE', library: 'utf16le', aliases: 'csUTF16LE' },
  {
    name: 'US-ASCII',
    library: 'ascii',
    aliases:
      'iso-ir-6 ANSI_X3.4-1968 ANSI_X3.4-1986 ISO_646.irv:1991 ISO646-US us IBM367 cp367 csASCII iso-ir-6us',
  },
  {
    name: 'ISO_8859-1:1987',
    library: 'iso88591',
    aliases: 'iso-ir-100 ISO_8859-1 ISO-8859-1 latin1 l1 IBM819 CP819 csISOLatin1',
  },
  latin('ISO_8859-2:1987', 2, 'iso-ir-101 latin2 l2 csISOLatin2'),
  latin('ISO_8859-3:1988', 3, 'iso-ir-109 latin3 l3 csISOLatin3'),
  latin('ISO_8859-4:1988', 4, 'iso-ir-110 latin4 l4 csISOLatin4'),
  latin('ISO_8859-5:1988', 5, 'iso-ir-144 cyrillic csISOLatinCyrillic'),
  latin('ISO_8859-6:1987', 6, 'iso-ir-127 ECMA-114 ASMO-708 arabic csISOLatinArabic'),
  { name: 'ISO_8859-6-E', library: 'iso88596', aliases: 'csISO88596E ISO-8859-6-E' },
  { name: 'ISO_8859-6-I', library: 'iso88596', aliases: 'csISO88596I ISO-8859-6-I' },
  latin('ISO_8859-7:1987', 7, 'iso-ir-126 ELOT_928 ECMA-118 greek greek8 csISOLatinGreek'),
  latin('ISO_8859-8:1988', 8, 'iso-ir-138 hebrew csISOLatinHebrew'),
  { name: 'ISO_8859-8-E', library: 'iso88598', aliases: 'csISO88598E ISO-8859-8-E' },
  { name: 'ISO_8859-8-I', library: 'iso88598', aliases: 'csISO88598I ISO-8859-8-I' },
  latin('ISO_8859-9:1989', 9, 'iso-ir-148 latin5 l5 csISOLatin5'),
  latin('ISO-8859-10', 10, 'iso-ir-157 l6 ISO_8859-10:1992 csISOLatin6 latin6'),
  latin('ISO-8859-13', 13, 'csISO885913'),
  latin('ISO-8859-14', 14, 'iso-ir-199 ISO_8859-14:1998 latin8 iso-celtic l8 csISO885914'),
  latin('ISO-8859-15', 15, 'Latin-9 csISO885915'),
  latin('ISO-8859-16', 16, 'iso-ir-226 ISO_8859-16:2001 latin10 l10 csISO885916'),
  { name: 'KOI8-R', library: 'koi8r', aliases: 'csKOI8R' },
  { name: 'KOI8-U', library: 'koi8u', aliases: 'csKOI8U' },
  ...['874', '1250', '1251', '1252', '1253', '1254', '1255', '1256', '1257', '1258'].map(windows),
  { name: 'IBM437', library: 'cp437', aliases: 'cp437 437 csPC8CodePage437' },
  { name: 'IBM850', library: 'cp850', aliases: 'cp850 850 csPC850Multilingual' },
  { name: 'IBM852', library: 'cp852', aliases: 'cp852 852 csPCp852' },
  { name: 'IBM855', library: 'cp855', aliases: 'cp855 855 csIBM855' },
  {
    name: 'IBM00858',
    library: 'cp858',
    aliases: 'CCSID00858 CP00858 PC-Multilingual-850+euro csIBM00858',
  },
  { name: 'IBM860', library: 'cp860', aliases: 'cp860 860 csIBM860' },
  { name: 'IBM862', library: 'cp862', aliases: 'cp862 862 csPC862LatinHebrew' },
  { name: 'IBM863', library: 'cp863', aliases: 'cp863 863 csIBM863' },
  { name: 'IBM865', library: 'cp865', aliases: 'cp865 865 csIBM865' },
  { name: 'IBM866', library: 'cp866', aliases: 'cp866 866 csIBM866' },
  {
    name: 'IBM037',
    library: undefined,
    aliases: 'cp037 ebcdic-cp-us ebcdic-cp-ca ebcdic-cp-wt ebcdic-cp-nl csIBM037',
  },
  { name: 'IBM1047', library: undefined, aliases: 'IBM-1047 csIBM1047' },
  { name: 'IBM01140', library: undefined, aliases: 'CCSID01140 CP01140 ebcdic-us-37+euro csIBM01140' },
  { name: 'macintosh', library: 'macintosh', aliases: 'mac csMacintosh' },
  { name: 'Shift_JIS', library: 'shiftjis', aliases: 'MS_Kanji csShiftJIS' },
  {
    name: 'Extended_UNIX_Code_Packed_Format_for_Japanese',
    library: 'eucjp',
    aliases: 'csEUCPkdFmtJapanese EUC-JP',
  },
  { name: 'ISO-2022-JP', library: undefined, aliases: 'csISO2022JP' },
  { name: 'EUC-KR', library: 'euckr', aliases: 'csEUCKR' },
  { name: 'GBK', library: 'gbk', aliases: 'CP936 MS936 windows-936 csGBK' },
  { name: 'GB18030', library: 'gb18030', aliases: 'csGB18030' },
  { name: 'HZ-GB-2312', library: undefined, aliases: '' },
  { name: 'Big5', library: 'big5hkscs', aliases: 'csBig5' },
]

const byName: ReadonlyMap<string, Encoding> = new Map(
  encodings.flatMap((one) =>
    [one.name, ...one.aliases.split(' ')].map((name) => [name.toLowerCase(), one] as const),
  ),
)

/** The encoding of a name. */
export function encodingNamed(name: string): Encoding | undefined {
  return name === '' ? undefined : byName.get(name.toLowerCase())
}

function latin(name: string, number: number, aliases: string): Encoding {
  const plain = `ISO_8859-${number}`
  return { name, library: `iso8859${number}`, aliases: `${aliases} ${plain} ${plain.replace('_', '-')}` }
}

function windows(number: string): Encoding {
  return { name: `windows-${number}`, library: `windows${number}`, aliases: `cswindows${number}` }
}
