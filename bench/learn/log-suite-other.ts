import { Random } from './random.ts'

/**
 * Lines of systems other than those of `test/learn/log-systems.ts`, made after the method was, with what is harder to tell from
 * words: values of several words, values that are words of the language, few different ones, empty ones, and messages that
 * differ by one word. Messages come by a power of their rank, so many come once or twice. Even seeds judge.
 */
export interface OtherLogs {
  readonly name: string
  readonly header: (random: Random, second: number) => string
  readonly messages: readonly string[]
}

/** Lines and the number of the message each was made from. */
export function otherLines(
  system: OtherLogs,
  seed: number,
  count: number,
): { readonly lines: readonly string[]; readonly labels: readonly number[] } {
  const random = new Random(seed * 5381 + system.name.length * 127 + system.name.charCodeAt(0))
  // Which messages are frequent is another matter in each run.
  const order = system.messages.map((_, at) => ({ at, by: random.uniform() })).toSorted((a, b) => a.by - b.by)
  const shares = order.map((_, rank) => 1 / (rank + 1) ** 1.4)
  const whole = shares.reduce((sum, one) => sum + one, 0)
  const lines: string[] = []
  const labels: number[] = []
  for (let line = 0; line < count; line++) {
    let left = random.uniform() * whole
    const rank = shares.findIndex((share) => (left -= share) <= 0)
    const label = order[Math.max(0, rank)]?.at ?? 0
    const text = (system.messages[label] ?? '').replaceAll(/<(\w+)>/gu, (_, name: string) =>
      (values[name] ?? (() => name))(random),
    )
    lines.push(`${system.header(random, line * 2)}${text}`)
    labels.push(label)
  }
  return { lines, labels }
}

const words = (text: string): readonly [string, ...string[]] => text.split(' ') as [string, ...string[]]
const tables = words('invoices customers stock_moves sessions audit_log price_list returns couriers')
const people = words('mara.lind ojo petrov yuki h.brandt sofia admin_2 deploy carol')
const places = words('Lisbon Porto Gdansk Oslo Quito Lyon Turin Malmo')
const reasons = [
  'timed out',
  'connection reset by peer',
  'no route to host',
  'permission denied',
  'disk quota exceeded',
] as const
const titles = ['Weekly report', 'Re: your order', 'Minutes of the meeting on Tuesday', 'Hello', ''] as const

function hex(random: Random, length: number): string {
  return Array.from({ length }, () => random.integer(0, 15).toString(16)).join('')
}

function two(value: number): string {
  return String(value).padStart(2, '0')
}

const values: Readonly<Record<string, (random: Random) => string>> = {
  n: (random) => String(Math.floor(random.scale(1, 1e6))),
  few: (random) => String(random.integer(0, 3)),
  ms: (random) => `${random.scale(0.1, 5000).toFixed(3)} ms`,
  share: (random) => `${(100 * random.uniform()).toFixed(1)}%`,
  table: (random) => random.pick(tables),
  person: (random) => random.pick(people),
  place: (random) => random.pick(places),
  reason: (random) => random.pick([...reasons]),
  title: (random) => random.pick([...titles]),
  id: (random) => hex(random, random.pick([8, 12, 16])),
  queue: (random) =>
    `<${random.integer(10, 99)}A${hex(random, 9).toUpperCase()}@${random.pick(tables)}.example>`,
  mail: (random) => `${random.pick(people)}@${random.pick(words('example.org example.net mail.example'))}`,
  ip: (random) => [172, 16, random.integer(0, 9), random.integer(1, 254)].join('.'),
  ip6: (random) => `fd00:${hex(random, 4)}::${hex(random, 3)}`,
  mac: (random) => Array.from({ length: 6 }, () => hex(random, 2)).join(':'),
  file: (random) =>
    `${random.pick(words('src lib test'))}/${random.pick(tables)}/${random.pick(words('main index model'))}.${random.pick(words('ts go py'))}`,
  version: (random) => `v${random.integer(0, 9)}.${random.integer(0, 30)}.${random.integer(0, 9)}`,
  host: (random) => `${random.pick(words('db cache edge relay'))}-${random.integer(1, 40)}`,
  names: (random) => Array.from({ length: random.integer(1, 4) }, () => random.pick(tables)).join(', '),
  colour: (random) => random.pick(words('green yellow red')),
  amount: (random) => `${random.scale(1, 900).toFixed(2)} ${random.pick(words('EUR SEK GBP'))}`,
  sql: (random) => `select * from ${random.pick(tables)} where id = ${random.integer(1, 9e5)}`,
  flags: (random) => random.pick(words('SYN ACK FIN RST')),
  disk: (random) => `sd${random.pick(words('a b c d'))}`,
  time: (random) => `${two(random.integer(0, 23))}:${two(random.integer(0, 59))}`,
}

const iso = (second: number): string =>
  `2026-03-${two(1 + (Math.floor(second / 86_400) % 28))}T${two(Math.floor(second / 3600) % 24)}:${two(Math.floor(second / 60) % 60)}:${two(second % 60)}`

const level = (random: Random): string => random.pick(words('INFO INFO INFO WARN ERROR DEBUG'))

export const otherLogs: readonly OtherLogs[] = [
  {
    name: 'a database',
    header: (random, second) =>
      `${iso(second)}.${random.integer(100, 999)} UTC [${random.integer(100, 9999)}] `,
    messages: [
      'LOG:  duration: <ms>  statement: <sql>',
      'LOG:  connection received: host=<ip> port=<n>',
      'LOG:  connection authorized: user=<person> database=<table>',
      'LOG:  disconnection: session time: 0:<time>.<n> user=<person> database=<table> host=<ip> port=<n>',
      'ERROR:  duplicate key value violates unique constraint "<table>_pkey"',
      'ERROR:  relation "<table>" does not exist at character <n>',
      'ERROR:  canceling statement due to statement timeout',
      'ERROR:  canceling statement due to user request',
      'LOG:  checkpoint starting: time',
      'LOG:  checkpoint complete: wrote <n> buffers (<share>); <few> WAL file(s) added, <few> removed, <few> recycled',
      'LOG:  automatic vacuum of table "shop.public.<table>": index scans: <few>',
      'LOG:  automatic analyze of table "shop.public.<table>"',
      'FATAL:  password authentication failed for user "<person>"',
      'FATAL:  remaining connection slots are reserved for superusers',
      'LOG:  process <n> still waiting for ShareLock on transaction <n> after <ms>',
      'LOG:  process <n> acquired ShareLock on transaction <n> after <ms>',
    ],
  },
  {
    name: 'mail',
    header: (random, second) =>
      `Mar ${two(1 + (Math.floor(second / 86_400) % 28))} ${iso(second).slice(11)} mx1 smtpd[${random.integer(100, 30_000)}]: `,
    messages: [
      'connect from <host>[<ip>]',
      'disconnect from <host>[<ip>] commands=<few>',
      'lost connection after <flags> from <host>[<ip>]',
      '<id>: from=<mail>, size=<n>, nrcpt=<few> (queue active)',
      '<id>: to=<mail>, relay=<host>[<ip>]:25, delay=<few>, status=sent (250 2.0.0 Ok)',
      '<id>: to=<mail>, relay=none, delay=<n>, status=deferred (<reason>)',
      '<id>: message-id=<queue>',
      '<id>: subject: <title>',
      '<id>: removed',
      'warning: hostname <host> does not resolve to address <ip>',
      'warning: <ip>: address not listed for hostname <host>',
      'NOQUEUE: reject: RCPT from <host>[<ip>]: 554 5.7.1 Relay access denied; to=<mail>',
      'NOQUEUE: reject: RCPT from <host>[<ip>]: 450 4.1.1 Mailbox unavailable; to=<mail>',
      'statistics: max connection rate <few>/60s for (<ip>) at <time>',
    ],
  },
  {
    name: 'a filter of packets',
    header: (random, second) => `${1_770_000_000 + second}.${random.integer(100, 999)} fw kernel: `,
    messages: [
      'DROP IN=eth0 OUT= MAC=<mac> SRC=<ip> DST=<ip> LEN=<n> TTL=<n> PROTO=TCP SPT=<n> DPT=<n> <flags>',
      'DROP IN=eth0 OUT= MAC=<mac> SRC=<ip> DST=<ip> LEN=<n> TTL=<n> PROTO=UDP SPT=<n> DPT=<n>',
      'ACCEPT IN=eth1 OUT=eth0 SRC=<ip6> DST=<ip6> LEN=<n> PROTO=TCP',
      'nf_conntrack: table full, dropping packet',
      'device eth<few> entered promiscuous mode',
      'device eth<few> left promiscuous mode',
      'eth<few>: link becomes ready',
      'eth<few>: link is not ready',
      'martian source <ip> from <ip>, on dev eth<few>',
      'neighbour table overflow!',
    ],
  },
  {
    name: 'a broker',
    header: (random, second) =>
      `[${iso(second).replace('T', ' ')},${random.integer(100, 999)}] ${level(random)} [Group ${random.integer(0, 9)}] `,
    messages: [
      'Member <host>-<id> joining group <table> with reason: <reason>',
      'Member <host>-<id> in group <table> has left',
      'Member <host>-<id> in group <table> has failed, removing it from the group',
      'Preparing to rebalance group <table> in state Stable with old generation <n>',
      'Stabilized group <table> generation <n> with <few> members',
      'Assignment received from leader <host> for group <table>, partitions <names>',
      'Partition <table>-<few> log truncated to offset <n>',
      'Partition <table>-<few> log rolled at offset <n> in <ms>',
      'Expanding in-sync replicas of <table>-<few> from <few> to <few>',
      'Shrinking in-sync replicas of <table>-<few> from <few> to <few>',
      'Replica fetcher on <host> stopped: <reason>',
      'Deleted segment <n> of <table>-<few> because of retention time',
      'Deleted segment <n> of <table>-<few> because of retention size',
    ],
  },
  {
    name: 'a build',
    header: (_, second) => `${iso(second)}Z `,
    messages: [
      'Checking out <file> at <id>',
      'Compiling <file>',
      'Compiled <n> files in <ms>',
      'warning: unused variable <table> in <file>:<n>:<n>',
      'warning: deprecated call to <table> in <file>:<n>:<n>',
      'error: cannot find name <table> in <file>:<n>:<n>',
      'Downloading <table> <version>',
      'Downloaded <table> <version> (<n> bytes)',
      'Restored cache <id> of <n> MB',
      'No cache found for key <id>',
      'Test <table> in <file> passed after <ms>',
      'Test <table> in <file> failed after <ms>: <reason>',
      'Test <table> in <file> skipped',
      'Uploading artifact <file>',
      'Coverage <share> of lines',
      'Coverage <share> of branches',
      'Job finished with exit code <few>',
    ],
  },
  {
    name: 'a search engine',
    header: (random, second) =>
      `[${iso(second)},${random.integer(100, 999)}][${level(random).padEnd(5)}][o.e.c.service] [${random.pick(words('node-a node-b node-c'))}] `,
    messages: [
      'cluster health status changed from <colour> to <colour> (reason: shards started)',
      'added index <table> with <few> shards and <few> replicas',
      'deleting index <table>',
      'took <ms>, total hits <n>, source: <sql>',
      'high disk watermark exceeded on <host>, free: <share>, shards will be relocated away',
      'low disk watermark exceeded on <host>, free: <share>, replicas will not be assigned',
      'node <host> joined the cluster as <person>',
      'node <host> left the cluster: <reason>',
      'master not discovered yet: have discovered <names>',
      'collector ran for <ms> in the last <ms>',
      'mapping update for <table> took <ms>',
      'snapshot <id> started',
      'snapshot <id> completed with state SUCCESS',
      'snapshot <id> completed with state PARTIAL',
    ],
  },
  {
    name: 'a shop',
    header: (random, second) =>
      `${iso(second)}+01:00 ${level(random)} shop-${random.integer(1, 5)} [${hex(random, 8)}] `,
    messages: [
      'order <n> placed by <person> for <amount>',
      'order <n> paid with card ending <n>',
      'order <n> paid with voucher <id>',
      'order <n> cancelled by <person>: <title>',
      'order <n> shipped to <place> with courier <person>',
      'refund of <amount> for order <n> approved',
      'refund of <amount> for order <n> rejected',
      'customer <person> logged in from <place>',
      'customer <person> logged out',
      'customer <person> changed password',
      'stock of <table> is low: <few> left',
      'search for "<title>" found <n> products in <ms>',
      'payment gateway answered <n> after <ms>',
      'payment gateway failed: <reason>, trying again in <few> s',
      'newsletter "<title>" sent to <n> customers',
    ],
  },
  {
    name: 'addresses',
    header: (random, second) => `${iso(second).replace('T', ' ')} ns1 dhcpd[${random.integer(100, 9999)}] `,
    messages: [
      'DHCPDISCOVER from <mac> via eth0',
      'DHCPOFFER on <ip> to <mac> (<host>) via eth0',
      'DHCPREQUEST for <ip> from <mac> via eth0',
      'DHCPREQUEST for <ip> from <mac> via eth0: wrong network.',
      'DHCPACK on <ip> to <mac> (<host>) via eth0',
      'DHCPNAK on <ip> to <mac> via eth0',
      'DHCPRELEASE of <ip> from <mac> via eth0 (found)',
      'query <host>.example.org IN A from <ip>',
      'query <host>.example.org IN AAAA from <ip>',
      'zone <table>.example/IN: loaded serial <n>',
      'zone <table>.example/IN: refresh: <reason>',
      'transfer of <table>.example/IN from <ip>: <n> records, <n> bytes, <ms>',
      'no more leases in pool <ip>',
      'RAID on <disk>: rebuild <share> done',
    ],
  },
]
