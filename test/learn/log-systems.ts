import { randomOf, type Random } from './random.ts'

/** A system that writes logs: its header and its messages, most frequent first. `{slot}` is a value that varies. */
interface LogSystem {
  readonly name: string
  /** Whether the method was tuned on it; the others only check. */
  readonly tuned: boolean
  readonly header: (random: Random, second: number) => string
  readonly messages: readonly string[]
}

/** Lines with the message each was made from. */
export interface LabelledLines {
  readonly lines: readonly string[]
  readonly labels: readonly number[]
}

/** Lines of a system as it would write them; without its header when `bare`. */
export function linesOf(system: LogSystem, seed: number, count: number, bare: boolean): LabelledLines {
  const random = randomOf(seed)
  const lines: string[] = []
  const labels: number[] = []
  for (let at = 0; at < count; at++) {
    // A few messages make most of the lines, and many are rare.
    const label = Math.min(
      system.messages.length - 1,
      Math.floor(system.messages.length * random.next() ** 2.2),
    )
    const message = (system.messages[label] as string).replaceAll(/\{(\w+)\}/gu, (_, slot: string) =>
      filled(slot, random),
    )
    lines.push(bare ? message : `${system.header(random, at * 3)}${message}`)
    labels.push(label)
  }
  return { lines, labels }
}

const users = [
  'root',
  'admin',
  'guest',
  'oracle',
  'test',
  'alice',
  'bob',
  'postgres',
  'ubuntu',
  'nagios',
  'git',
  'web2',
  'ftpuser',
  'john.doe',
]
const daemons = ['sshd', 'cups', 'named', 'httpd', 'syslogd', 'crond', 'portmap', 'nfslock']
const words = [
  'alpha',
  'beta',
  'gamma',
  'delta',
  'omega',
  'sigma',
  'kappa',
  'lambda',
  'theta',
  'zeta',
  'blue',
  'green',
  'amber',
  'orders',
  'billing',
  'search',
  'cart',
]
const states = ['NEW', 'INITED', 'SCHEDULED', 'RUNNING', 'SUCCEEDED', 'COMMIT_PENDING', 'KILLED', 'FAILED']
const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']
const days = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun']

function filled(slot: string, random: Random): string {
  const n = (below: number): number => random.whole(below)
  const hex = (length: number): string => Array.from({ length }, () => '0123456789abcdef'[n(16)]).join('')
  const ip = (): string => `10.${n(256)}.${n(256)}.${n(256)}`
  const slots: Readonly<Record<string, () => string>> = {
    n: () => String(n(10) < 3 ? n(10) : n(100_000)),
    small: () => String(n(8)),
    signed: () => String(n(4000) - 2000),
    float: () => (random.next() * 100).toFixed(2 + n(3)),
    size: () => `${(random.next() * 900).toFixed(1)} ${random.pick(['B', 'KB', 'MB', 'GB'])}`,
    bytes: () => (n(2) ? String(n(900)) : `${1000 + n(9000)} (${(1 + random.next() * 8).toFixed(2)} KB)`),
    ms: () => `${n(5000)}ms`,
    life: () => (n(3) === 0 ? '<1 sec' : `0${n(10)}:${10 + n(50)}`),
    ip,
    ipport: () => `${ip()}:${1024 + n(60_000)}`,
    host: () =>
      `${random.pick(words)}.${random.pick(['example.com', 'corp.example.org', 'cs.uni.edu', 'lan.example.net'])}`,
    hostport: () =>
      `${random.pick(words)}.${random.pick(['corp.example.org', 'proxy.uni.edu'])}:${n(9000) + 80}`,
    node: () => `node-${n(256)}`,
    user: () => random.pick(users),
    daemon: () => random.pick(daemons),
    word: () => random.pick(words),
    hex: () => `0x${hex(8)}`,
    rawhex: () => hex(8),
    uuid: () => `${hex(8)}-${hex(4)}-${hex(4)}-${hex(4)}-${hex(12)}`,
    blk: () => `blk_${n(2) ? '-' : ''}${n(1e9)}${n(1e9)}`,
    path: () =>
      `/${random.pick(['var', 'usr', 'home', 'mnt'])}/${random.pick(words)}/${random.pick(words)}${n(3) ? '.conf' : `/part-${n(1000)}`}`,
    winpath: () => `C:\\Windows\\${random.pick(words)}\\${hex(6)}.dll`,
    url: () => `http://${random.pick(words)}.example.com/${random.pick(words)}?id=${n(1000)}`,
    bool: () => random.pick(['true', 'false']),
    onoff: () => random.pick(['on', 'off']),
    state: () => random.pick(states),
    task: () => `attempt_14${n(1e8)}_000${n(9)}_m_0000${n(99)}_${n(3)}`,
    session: () => `0x${hex(15)}`,
    klass: () => `org.example.${random.pick(words)}.${random.pick(['Event', 'Handler', 'Manager'])}`,
    numbers: () => Array.from({ length: 2 + n(6) }, () => String(n(4000))).join(' '),
    ips: () => Array.from({ length: 1 + n(3) }, () => ip()).join(' '),
    token: () =>
      `AppWindowToken{${hex(7)} token=Token{${hex(7)} ActivityRecord{${hex(7)} u0 com.example.${random.pick(words)}/.${random.pick(words)}Activity t${n(900)}}}}`,
    pkg: () => `com.example.${random.pick(words)}`,
    app: () => `${random.pick(['chrome', 'Dropbox', 'git', 'Skype', 'WeChat'])}.exe`,
    time: () =>
      `${random.pick(days)} ${random.pick(months)} ${10 + n(18)} ${10 + n(13)}:${10 + n(49)}:${10 + n(49)} 2025`,
    hashes: () => Array.from({ length: 3 + n(4) }, () => String(n(1e6))).join('##'),
    kb: () => `Package_for_KB${n(1e7)}~31bf3856ad364e35~amd64~~6.1.${n(5)}.${n(9)}`,
  }
  return slots[slot]?.() ?? `{${slot}}`
}

function two(value: number): string {
  return String(value).padStart(2, '0')
}

function clock(second: number): string {
  return `${two(Math.floor(second / 3600) % 24)}:${two(Math.floor(second / 60) % 60)}:${two(second % 60)}`
}

function iso(second: number): string {
  return `2025-07-${two(1 + Math.floor(second / 86400))} ${clock(second)}`
}

function syslog(process: (random: Random) => string): LogSystem['header'] {
  return (random, second) =>
    `Jun ${two(14 + Math.floor(second / 86400)).replace(/^0/u, ' ')} ${clock(second)} combo ${process(random)}: `
}

function level(random: Random): string {
  return random.pick(['INFO', 'INFO', 'INFO', 'WARN', 'ERROR', 'DEBUG'])
}

export const logSystems: readonly LogSystem[] = [
  {
    name: 'block store',
    tuned: true,
    header: (random, second) =>
      `250709 ${clock(second).replaceAll(':', '')} ${random.whole(900)} ${random.pick(['INFO', 'WARN'])} dfs.DataNode$${random.pick(['PacketResponder', 'DataXceiver'])}: `,
    messages: [
      'Receiving block {blk} src: /{ipport} dest: /{ipport}',
      'BLOCK* NameSystem.addStoredBlock: blockMap updated: {ipport} is added to {blk} size {n}',
      'PacketResponder {small} for block {blk} terminating',
      'Received block {blk} of size {n} from /{ip}',
      'Deleting block {blk} file {path}',
      'BLOCK* NameSystem.delete: {blk} is added to invalidSet of {ipport}',
      'BLOCK* NameSystem.allocateBlock: {path} {blk}',
      '{ipport} Served block {blk} to /{ip}',
      'Verification succeeded for {blk}',
      '{ipport}:Got exception while serving {blk} to /{ip}:',
      'BLOCK* ask {ipport} to replicate {blk} to datanode(s) {ips}',
      'Received block {blk} src: /{ipport} dest: /{ipport} of size {n}',
    ],
  },
  {
    name: 'ssh server',
    tuned: true,
    header: syslog((random) => `sshd[${random.whole(30_000)}]`),
    messages: [
      'Failed password for {user} from {ip} port {n} ssh2',
      'pam_unix(sshd:auth): authentication failure; logname= uid=0 euid=0 tty=ssh ruser= rhost={ip} ',
      'Failed password for invalid user {user} from {ip} port {n} ssh2',
      'pam_unix(sshd:auth): authentication failure; logname= uid=0 euid=0 tty=ssh ruser= rhost={host}  user={user}',
      'Received disconnect from {ip}: 11: Bye Bye [preauth]',
      'Invalid user {user} from {ip}',
      'input_userauth_request: invalid user {user} [preauth]',
      'pam_unix(sshd:auth): check pass; user unknown',
      'Connection closed by {ip} [preauth]',
      'reverse mapping checking getaddrinfo for {host} [{ip}] failed - POSSIBLE BREAK-IN ATTEMPT!',
      'PAM {small} more authentication failures; logname= uid=0 euid=0 tty=ssh ruser= rhost={ip}  user={user}',
      'message repeated {small} times: [ Failed password for {user} from {ip} port {n} ssh2]',
      'Did not receive identification string from {ip}',
      'Accepted password for {user} from {ip} port {n} ssh2',
      'Accepted publickey for {user} from {ip} port {n} ssh2',
      'pam_unix(sshd:session): session opened for user {user} by (uid=0)',
      'pam_unix(sshd:session): session closed for user {user}',
      'Disconnecting: Too many authentication failures for {user} [preauth]',
      'error: Received disconnect from {ip}: {small}: com.jcraft.jsch.JSchException: Auth fail [preauth]',
      "Bad protocol version identification '{word}' from {ip} port {n}",
    ],
  },
  {
    name: 'web server errors',
    tuned: true,
    header: (random, second) => `[Thu Jun 09 ${clock(second)} 2025] [${random.pick(['notice', 'error'])}] `,
    messages: [
      'jk2_init() Found child {n} in scoreboard slot {small}',
      'workerEnv.init() ok {path}',
      'mod_jk child workerEnv in error state {small}',
      '[client {ip}] Directory index forbidden by rule: {path}',
      'mod_jk child init {small} {signed}',
      "jk2_init() Can't find child {n} in scoreboard",
      '[client {ip}] File does not exist: {path}',
      '[client {ip}] script not found or unable to stat: {path}',
    ],
  },
  {
    name: 'batch executor',
    tuned: true,
    header: (random, second) =>
      `25/06/09 ${clock(second)} ${level(random)} ${random.pick(['executor.Executor', 'storage.BlockManager', 'storage.MemoryStore', 'broadcast.TorrentBroadcast'])}: `,
    messages: [
      'Running task {small}.0 in stage {n}.0 (TID {n})',
      'Finished task {small}.0 in stage {n}.0 (TID {n}). {n} bytes result sent to driver',
      'Found block rdd_{small}_{n} locally',
      'Block broadcast_{n} stored as values in memory (estimated size {size}, free {size})',
      'Block broadcast_{n}_piece0 stored as bytes in memory (estimated size {size}, free {size})',
      'Got assigned task {n}',
      'Started reading broadcast variable {n}',
      'Reading broadcast variable {n} took {small} ms',
      'Partition rdd_{small}_{n} not found, computing it',
      'Input split: hdfs://{ipport}/{word}/part-{n}.log:0+{n}',
      'Times: total = {small}, boot = {signed}, init = {small}, finish = {small}',
      'Getting {n} non-empty blocks out of {n} blocks',
      'Started {small} remote fetches in {small} ms',
      'Removed broadcast_{n} on {ipport} in memory (size: {size}, free: {size})',
      'MemoryStore started with capacity {size}',
      'MemoryStore cleared',
      'BlockManager stopped',
      'Changing view acls to: {word},{user}',
      'Changing modify acls to: {word},{user}',
      'Registered signal handlers for [TERM, HUP, INT]',
    ],
  },
  {
    name: 'coordination',
    tuned: true,
    header: (random, second) =>
      `${iso(second)},${100 + random.whole(899)} - ${level(random).padEnd(5)} [${random.pick([`QuorumPeer[myid=${random.whole(4)}]/0:0:0:0:0:0:0:0:2181:FastLeaderElection`, `NIOServerCxn.Factory:0.0.0.0/0.0.0.0:2181:NIOServerCnxn`, `SendWorker:${random.whole(1e9)}:QuorumCnxManager$SendWorker`])}@${random.whole(999)}] - `,
    messages: [
      'Notification time out: {n}',
      'Received connection request /{ipport}',
      'Send worker leaving thread',
      'Interrupting SendWorker',
      'Interrupted while waiting for message on queue',
      'Connection broken for id {n}, my id = {small}, error = ',
      'Closed socket connection for client /{ipport} which had sessionid {session}',
      'Closed socket connection for client /{ipport} (no session established for client)',
      'Established session {session} with negotiated timeout {n} for client /{ipport}',
      'Client attempting to establish new session at /{ipport}',
      'Client attempting to renew session {session} at /{ipport}',
      'Expiring session {session}, timeout of {n}ms exceeded',
      'Cannot open channel to {small} at election address /{ipport}',
      'Accepted socket connection from /{ipport}',
      'Processed session termination for sessionid: {session}',
      'caught end of stream exception',
      'FOLLOWING - LEADER ELECTION TOOK - {n}',
      'LEADING - LEADER ELECTION TOOK - {n}',
      'Got user-level KeeperException when processing sessionid:{session} type:create cxid:{hex} zxid:{hex} txntype:{signed} reqpath:n/a Error Path:{path} Error:KeeperErrorCode = NodeExists for {path}',
      '******* GOODBYE /{ipport} ********',
      'Snapshotting: {hex} to {path}',
      'Unexpected exception causing shutdown while sock still open',
    ],
  },
  {
    name: 'cloud compute',
    tuned: true,
    header: (random, second) =>
      `nova-api.log.1.2025-05-16_13:53:08 ${iso(second)}.${100 + random.whole(899)} ${20_000 + random.whole(9000)} ${level(random)} nova.${random.pick(['osapi_compute.wsgi.server', 'compute.manager', 'virt.libvirt.imagecache'])} [req-${filled('uuid', random)} ${filled('rawhex', random)} ${filled('rawhex', random)} - - -] `,
    messages: [
      '{ip} "GET /v2/{rawhex}/servers/detail HTTP/1.1" status: 200 len: {n} time: {float}',
      '[instance: {uuid}] VM Started (Lifecycle Event)',
      '[instance: {uuid}] VM Paused (Lifecycle Event)',
      '[instance: {uuid}] VM Resumed (Lifecycle Event)',
      '[instance: {uuid}] VM Stopped (Lifecycle Event)',
      'image {uuid} at ({path}): checking',
      'image {uuid} at ({path}): in use: on this node {small} local, {small} on other nodes sharing this instance storage',
      'Active base files: {path}',
      '{ip} "POST /v2/{rawhex}/servers HTTP/1.1" status: 202 len: {n} time: {float}',
      '{ip} "DELETE /v2/{rawhex}/servers/{uuid} HTTP/1.1" status: 204 len: {n} time: {float}',
      '[instance: {uuid}] Took {float} seconds to spawn the instance on the hypervisor.',
      '[instance: {uuid}] Took {float} seconds to build instance.',
      '[instance: {uuid}] Took {float} seconds to destroy the instance on the hypervisor.',
      '[instance: {uuid}] Took {float} seconds to deallocate network for instance.',
      '[instance: {uuid}] Total memory: {n} MB, used: {float} MB',
      '[instance: {uuid}] Total disk: {n} GB, used: {float} GB',
      '[instance: {uuid}] memory limit: {float} MB, free: {float} MB',
      '[instance: {uuid}] disk limit not specified, defaulting to unlimited',
      '[instance: {uuid}] Attempting claim: memory {n} MB, disk {n} GB, vcpus {small} CPU',
      '[instance: {uuid}] Claim successful',
      '[instance: {uuid}] Creating image',
      '[instance: {uuid}] Terminating instance',
      '[instance: {uuid}] Deleting instance files {path}',
      '[instance: {uuid}] Deletion of {path} complete',
      '[instance: {uuid}] During sync_power_state the instance has a pending task (spawning). Skip.',
      "Successfully synced instances from host '{word}'.",
    ],
  },
  {
    name: 'proxy client',
    tuned: true,
    header: (random, second) =>
      `[07.09 ${clock(second)}] ${filled('app', random)}${random.whole(4) ? '' : ' *64'} - `,
    messages: [
      '{hostport} close, {bytes} bytes sent, {bytes} bytes received, lifetime {life}',
      '{hostport} open through proxy {hostport} HTTPS',
      '{hostport} open through proxy {hostport} SOCKS5',
      '{hostport} error : Could not connect through proxy {hostport} - Proxy closed the connection unexpectedly.',
      '{hostport} error : Could not connect to proxy {hostport} - connection attempt failed with error {n}',
      '{hostport} error : A connection request was canceled before the completion.',
    ],
  },
  {
    name: 'phone',
    tuned: true,
    header: (random, second) =>
      `07-17 ${clock(second)}.${100 + random.whole(899)}  ${1000 + random.whole(2000)}  ${1000 + random.whole(9000)} ${random.pick(['D', 'I', 'V', 'W'])} ${random.pick(['PowerManagerService', 'WindowManager', 'ActivityManager', 'StackScrollAlgorithm'])}: `,
    messages: [
      'acquire lock={n}, flags={hex}, tag="View Lock", name={pkg}, ws=null, uid={n}, pid={n}',
      'release lock={n}, flags={hex}, tag="*launch*", name={pkg}, ws=WorkSource{{n}}, uid={n}, pid={n}',
      'ready={bool},policy={small},wakefulness={small},wksummary={hex},bootcompleted={bool},mode={bool},manual={n},auto={signed},adj={float}',
      'Skipping {token} -- going to hide',
      'printFreezingDisplayLogsopening app wtoken = {token}, allDrawn= {bool}, startingDisplayed =  {bool}, startingMoved =  {bool}, isRelaunching =  {bool}',
      'getRunningAppProcesses: caller {n} does not hold REAL_GET_TASKS; limiting output',
      'getTasks: caller {n} does not hold REAL_GET_TASKS; limiting output',
      'userActivityNoUpdateLocked: eventTime={n}, event={small}, flags={hex}, uid={n}',
      'updateClipping isOverlap:{bool}, getTopPaddingOverflow={float}, getTranslationY={float}',
      'Destroying surface Surface(name={pkg}/{pkg}.{word}) called by {klass}',
      'Animation start delay : {n}',
      'mVisiblity.getValue is {bool}',
      'visible is {pkg}.{word}',
      'startAnimation begin',
      'startAnimation end',
      'cancelNotification, index: {small}',
      'Killing {n}:{pkg}/u0a{n} (adj {small}): empty #{small}',
      'setSystemUiVisibility vis={hex} mask={hex} oldVal={hex} newVal={hex} diff={hex}',
      'interceptKeyTq keycode={n} interactive={bool} keyguardActive={bool} policyFlags={hex}',
      'ANR in {pkg}',
    ],
  },
  {
    name: 'resource manager',
    tuned: true,
    header: (random, second) =>
      `${iso(second)},${100 + random.whole(899)} ${level(random)} [${random.pick(['main', 'AsyncDispatcher event handler', 'IPC Server handler 3 on 62270', 'Thread-9'])}] org.apache.example.${random.pick(['app.TaskImpl', 'app.rm.Allocator', 'util.RackResolver'])}: `,
    messages: [
      'Progress of TaskAttempt {task} is : {float}',
      '{task} TaskAttempt Transitioned from {state} to {state}',
      'Address change detected. Old: {host}/{ipport} New: {host}:{n}',
      'Failed to renew lease for [{word}_{n}] for {n} seconds.  Will retry shortly ...',
      'Retrying connect to server: {host}:{n}. Already tried {small} time(s); retry policy is RetryUpToMaximumCountWithFixedSleep(maxRetries={small}, sleepTime={n} MILLISECONDS)',
      'Recalculating schedule, headroom=<memory:{n}, vCores:{signed}>',
      'Reduce slow start threshold not met. completedMapsForReduceSlowstart {small}',
      'After Scheduling: PendingReds:{small} ScheduledMaps:{small} AssignedMaps:{small} CompletedMaps:{small}',
      'Registering class {klass} for class {klass}$Inner',
      'TaskAttempt: [{task}] using containerId: [container_{n}_01_{n} on NM: [{host}:{n}]',
      'Resolved {host} to /default-rack',
      'Processing the event EventType: CONTAINER_REMOTE_LAUNCH for container container_{n}_{n} taskAttempt {task}',
      'Processing the event EventType: CONTAINER_REMOTE_CLEANUP for container container_{n}_{n} taskAttempt {task}',
      'Launching {task}',
      'KILLING {task}',
      'Opening proxy : {hostport}',
      'JVM with ID : jvm_{n}_m_{n} asked for a task',
      'JVM with ID: jvm_{n}_m_{n} given task: {task}',
      'Num completed Tasks: {small}',
      'Error reading task output Connection refused',
      'DFSOutputStream ResponseProcessor exception  for block {blk}',
      '{klass}.{word} is deprecated. Instead, use {klass}.{word}',
    ],
  },
  {
    name: 'workstation syslog',
    tuned: true,
    header: syslog((random) =>
      random.pick([
        `sshd(pam_unix)[${random.whole(30_000)}]`,
        `su(pam_unix)[${random.whole(30_000)}]`,
        'kernel',
        'logrotate',
        `ftpd[${random.whole(30_000)}]`,
      ]),
    ),
    messages: [
      'authentication failure; logname= uid=0 euid=0 tty=NODEVssh ruser= rhost={host} ',
      'connection from {ip} ({host}) at {time} ',
      'check pass; user unknown',
      'session opened for user {user} by (uid=0)',
      'session closed for user {user}',
      'authentication failure; logname= uid=0 euid=0 tty=NODEVssh ruser= rhost={host}  user={user}',
      'connection from {ip} () at {time} ',
      'Authentication failed from {ip} ({ip}): Permission denied in replay cache code',
      'Kerberos authentication failed',
      'ALERT exited abnormally with [{small}]',
      '{daemon} startup succeeded',
      '{daemon} shutdown succeeded',
      'audit({n}.{n}:0): initialized',
      'Memory: {n}k/{n}k available ({n}k kernel code, {n}k reserved, {n}k data, {n}k init, 0k highmem)',
      'CPU {small} irqstacks, hard={rawhex} soft={rawhex}',
      "warning: can't get client address: Connection reset by peer",
      "couldn't add command channel {ip}#{n}: not found",
      'Linux version 2.6.{n} (bhcompile@{host}) (gcc version 3.3.3 20040412) #1 {time}',
      'PCI: Using IRQ router PIIX/ICH [{rawhex}/{rawhex}] at {hex}',
      'klogd 1.4.1, log source = {path} started.',
      'restart.',
      'Installing knfsd (copyright (C) 1996 okir@{host}).',
    ],
  },
  {
    name: 'cluster controller',
    tuned: false,
    header: (random, second) =>
      `${100_000 + random.whole(900_000)} ${filled('node', random)} unix.hw ${random.pick(['state_change.unavailable', 'net.niff.up', 'psu'])} ${1_077_800_000 + second} 1 `,
    messages: [
      'Component State Change: Component \\042alt{small}\\042 is in the unavailable state (HWID={n})',
      'PSU status ( {onoff} {onoff} )',
      'ServerFileSystem: An ServerFileSystem domain panic has occurred on storage{n}',
      'Link error on broadcast tree Interconnect-0T{small}:{small}:{small}',
      'Fan speeds ( {numbers} )',
      'Temperature ({n}) exceeds warning threshold',
      'boot (command {n}) Error: timed out',
      'halt (command {n}) Error: unexpected status',
      'risBoot (command {n}) Error: not responding',
      'Node {node} has detected an available network connection on network {ip} via interface alt{small}',
      'ClusterFileSystem: There is no server for ServerFileSystem domain storage{n}',
      'Lustre mount FAILED : bglio{n} : block_id : location',
      'NIFF: node {node} has detected a failed network connection on network {ip} via interface scip{small}',
      'Targeting domains:{node} and nodes:{node} child of command {n}',
      'clusterAddMember (command {n})',
      'running running',
      'ambient={small}',
    ],
  },
  {
    name: 'supercomputer',
    tuned: false,
    header: (random, second) =>
      `- ${1_117_800_000 + second} 2025.06.03 R0${random.whole(9)}-M${random.whole(2)}-N${random.whole(9)}-C:J${10 + random.whole(8)}-U11 2025-06-03-${clock(second).replaceAll(':', '.')}.${100_000 + random.whole(800_000)} R0${random.whole(9)}-M1-N0-C:J12-U11 RAS ${random.pick(['KERNEL', 'APP', 'KERNEL'])} ${random.pick(['INFO', 'FATAL'])} `,
    messages: [
      'generating core.{n}',
      'iar {rawhex} dear {rawhex}',
      '{n} double-hummer alignment exceptions',
      'CE sym {small}, at {hex}, mask {hex}',
      'instruction cache parity error corrected',
      'data TLB error interrupt',
      'ciod: failed to read message prefix on control stream (CioStream socket to {ipport}',
      'ciod: Error loading {path}: invalid or missing program image, No such file or directory',
      'ciod: Error loading {path}: invalid or missing program image, Permission denied',
      'total of {small} ddr error(s) detected and corrected',
      'ddr: activating redundant bit steering: rank={small} symbol={small}',
      'ddr: excessive soft failures, consider replacing the card',
      'L3 ecc control register: {rawhex}',
      'program interrupt: fp compare...{small}',
      'machine check: i-fetch......................{small}',
      'rts: kernel terminated for reason {n}',
      'rts panic! - stopping execution',
      'instruction address: {hex}',
      'core configuration register: {hex}',
      'Lustre mount FAILED : bglio{n} : point /{word}',
      'critical input interrupt (unit={hex} bit={hex}): warning for torus y+ wire',
      'shutdown complete',
      'r{small}={hex} r{small}={hex} r{small}={hex} r{small}={hex}',
    ],
  },
  {
    name: 'cluster syslog',
    tuned: false,
    header: (random, second) =>
      `- ${1_131_500_000 + second} 2025.11.09 dn${random.whole(900)} Nov 9 ${clock(second)} dn${random.whole(900)}/dn${random.whole(900)} ${random.pick([`crond(pam_unix)[${random.whole(9000)}]`, `ntpd[${random.whole(9000)}]`, `sshd[${random.whole(9000)}]`, 'kernel', `postfix/smtp[${random.whole(9000)}]`])}: `,
    messages: [
      'session closed for user {user}',
      'session opened for user {user} by (uid=0)',
      '({user}) CMD (run-parts /etc/cron.hourly)',
      'data_thread() got not answer from any [{word}_A{small}] datasource',
      'connect from {host}[{ip}]',
      'disconnect from {host}[{ip}]',
      'synchronized to {ip}, stratum {small}',
      'synchronized to LOCAL(0), stratum 10',
      'DHCPDISCOVER from {rawhex} via eth1',
      'DHCPOFFER on {ip} to {rawhex} via eth1',
      'DHCPREQUEST for {ip} from {rawhex} via eth1',
      'DHCPACK on {ip} to {rawhex} via eth1',
      'Losing some ticks... checking if CPU frequency changed.',
      'to=<{user}@{host}>, relay=none, delay={n}, status=deferred (connect to {host}[{ip}]: Connection refused)',
      '{rawhex}: from=<{user}@{host}>, size={n}, nrcpt={small} (queue active)',
      'tavor_mad.c:{n}]: THH(4): event is already pending on the line',
      'Did not receive identification string from {ip}',
      'Local disconnected: Connection reset by peer',
      'error: PAM: Authentication failure for {user} from {host}',
      'starting execution of {path}',
      'warning: many lost ticks.',
    ],
  },
  {
    name: 'desktop servicing',
    tuned: false,
    header: (random, second) =>
      `${iso(second)}, ${random.pick(['Info', 'Info', 'Error']).padEnd(21)} ${random.pick(['CBS', 'CSI'])}    `,
    messages: [
      'SQM: Initializing online with Windows opt-in: {bool}',
      'Session: {n}_{n} initialized by client WindowsUpdateAgent.',
      'SQM: Failed to start upload with file pattern: {winpath}, flags: {hex} [HRESULT = {hex} - E_FAIL]',
      'Read out cached package applicability for package: {kb}, ApplicableState: {n}, CurrentState:{n}',
      'Warning: Unrecognized packageExtended attribute.',
      'Expecting attribute name [HRESULT = {hex} - CBS_E_MANIFEST_INVALID_ITEM]',
      'Failed to get next element [HRESULT = {hex} - CBS_E_MANIFEST_INVALID_ITEM]',
      'Loaded Servicing Stack v6.1.{n}.{n} with Core: {winpath}',
      '{rawhex}@2025/9/27:20:{small}:{n} WcpInitialize (wcp.dll version 0.0.0.6) called (stack @{hex} @{hex} @{hex})',
      'Ending TrustedInstaller initialization.',
      'Starting TrustedInstaller finalization.',
      'Ending TrustedInstaller finalization.',
      'Reboot mark refs incremented to: {small}',
      'Reboot mark refs: {small}',
      'NonStart: Set pending store consistency check.',
      'No startup processing required, TrustedInstaller service was not set as autostart, or else a reboot is still pending.',
      'SQM: Requesting upload of all unsent reports.',
      'SQM: Queued {small} file(s) for upload with pattern: {winpath}, flags: {hex}',
      'Idle processing thread terminated normally',
    ],
  },
  {
    name: 'step counter',
    tuned: false,
    header: (random, second) =>
      `20250723-${clock(second)}:${random.whole(999)}|${random.pick(['Step_LSC', 'Step_SPUtils', 'Step_StandReportReceiver'])}|${30_000_000 + random.whole(9)}|`,
    messages: [
      'onStandStepChanged {n}',
      'onExtend:{n} {small} {small} {small}',
      'getTodayTotalDetailSteps = {hashes}',
      'setTodayTotalDetailSteps={hashes}',
      'calculateCaloriesWithCache totalCalories={n}',
      'calculateAltitudeWithCache totalAltitude={small}',
      'REPORT : {n} {n} {n} {n}',
      'onReceive action: android.intent.action.SCREEN_ON',
      'onReceive action: android.intent.action.SCREEN_OFF',
      'processHandleBroadcastAction action:android.intent.action.TIME_TICK',
      'flush sensor data',
      'upLoadHealthData',
      'getAppContext() isAppInit = {bool}',
      'checkFirstShowNotification: {n}',
      'writing file cost {n}ms and size is {n}',
      'refresh step today {n} goal {n}',
      'reportToServer rowId = {n} state = {word}',
    ],
  },
  {
    name: 'laptop syslog',
    tuned: false,
    header: (random, second) =>
      `Jul  1 ${clock(second)} calvisitor-10-105-160-95 ${random.pick(['kernel[0]', `com.apple.cts[${random.whole(900)}]`, `Safari[${random.whole(9000)}]`, 'corecaptured[31174]'])}: `,
    messages: [
      'ARPT: {n}.{n}: wl0: setup_keepalive: Local port: {n}, Remote port: {n}',
      'ARPT: {n}.{n}: AirPort_Brcm43xx::powerChange: System Wake - Full Wake/ Dark Wake / Maintenance wake',
      'ARPT: {n}.{n}: wl0: wl_update_tcpkeep_seq: Original Seq: {n}, Ack: {n}, Win size: {n}',
      'ARPT: {n}.{n}: wl0: MDNS: {small} SRV Recs, {small} TXT Recs',
      'en0: BSSID changed to {rawhex}',
      'en0: channel changed to {n},+{small}',
      'Setting BTCoex Config: enable_2G:{small}, profile_2g:{small}, enable_5G:{small}, profile_5G:{small}',
      "com.apple.telemetry-gathering: scheduler_evaluate_activity told me to run this job; however, but the start time isn't for {n} seconds.  Ignoring.",
      'Wake reason: EC.SleepTimer (SleepTimer)',
      'Wake reason: RTC (Alarm)',
      'Previous sleep cause: 5',
      'PM response took {n} ms ({n}, powerd)',
      'tcp_connection_tls_session_error_callback_imp {n} __tcp_connection_tls_session_callback_write_block_invoke.{n} error {n}',
      'CCFile::captureLog Received Capture notice id: {float}, reason = AuthFail:sts:5_rsn:0',
      '[HID] [MT] AppleMultitouchDevice::willTerminate entered',
      'USBMSC Identifier (non-unique): {rawhex} {hex} {hex} {hex}, {small}',
      'Bluetooth -- LE is supported - Disable LE meta event',
      'AppleCamIn::systemWakeCall - messageType = {hex}',
      'RTC: PowerByCalendarDate setting ignored',
      'Process [{n}] crashed: {word}. Too many corpses being created.',
      'Unexpected payload found for message {n}, dataLen {small}',
      'Captive: CNPluginHandler en0: Authenticated',
      'Captive: CNPluginHandler en0: Inactive',
      'Thermal pressure state: {small} Memory pressure state: {small}',
    ],
  },
  {
    name: 'service in JSON',
    tuned: false,
    header: () => '',
    messages: [
      '{"ts":"2025-07-01T10:00:{small}Z","level":"info","msg":"request completed","path":"{path}","status":200,"took":"{ms}"}',
      '{"ts":"2025-07-01T10:00:{small}Z","level":"info","msg":"cache miss for key {hex}","shard":{small}}',
      '{"ts":"2025-07-01T10:00:{small}Z","level":"warn","msg":"slow query took {ms}","table":"{word}"}',
      '{"ts":"2025-07-01T10:00:{small}Z","level":"error","msg":"connection to {hostport} refused","retry":{small}}',
      '{"ts":"2025-07-01T10:00:{small}Z","level":"info","msg":"worker {small} started"}',
      '{"ts":"2025-07-01T10:00:{small}Z","level":"info","msg":"worker {small} stopped"}',
    ],
  },
  {
    name: 'control plane',
    tuned: false,
    header: (random, second) =>
      `I0612 ${clock(second)}.${100_000 + random.whole(800_000)} ${1 + random.whole(9)} ${random.pick(['controller.go', 'reflector.go', 'kubelet.go'])}:${random.whole(999)}] `,
    messages: [
      'Starting reflector *v1.Pod ({float}s) from k8s.io/client-go/informers/factory.go:{n}',
      'Successfully assigned {word}/{word}-{rawhex}-{rawhex} to {node}',
      'Started container {word}',
      'Created container {word}',
      'Pulling image "{word}:{float}"',
      'Successfully pulled image "{word}:{float}" in {float}s',
      'Readiness probe failed: HTTP probe failed with statuscode: {n}',
      'Liveness probe failed: Get "{url}": dial tcp {ipport}: connect: connection refused',
      'Back-off restarting failed container {word} in pod {word}-{rawhex}',
      'Scaled up replica set {word}-{rawhex} to {small} from {small}',
      'Scaled down replica set {word}-{rawhex} to {small} from {small}',
      'Deleted pod: {word}-{rawhex}',
      'Created pod: {word}-{rawhex}',
      'watch chan error: etcdserver: mvcc: required revision has been compacted',
      'Node {node} status is now: NodeNotReady',
      'Node {node} status is now: NodeReady',
      'leaderelection lost',
      'Event occurred object="{word}/{word}" kind="Deployment" apiVersion="apps/v1" type="Normal" reason="ScalingReplicaSet"',
    ],
  },
]

/** A system whose messages are made at random: many, of plain words, some of them differing in one word only. */
function invented(name: string, seed: number, count: number): LogSystem {
  const random = randomOf(seed)
  const vocabulary = Array.from({ length: 400 }, () =>
    Array.from(
      { length: 2 + random.whole(3) },
      () => `${random.pick('b c d f g l m n p r s t v'.split(' '))}${random.pick('a e i o u'.split(' '))}`,
    ).join(''),
  )
  const slots = ['n', 'hex', 'ip', 'path', 'uuid', 'float', 'host', 'node', 'size', 'bool']
  const messages: string[] = []
  for (let at = 0; at < count; at++) {
    const before = messages[random.whole(messages.length)]
    if (before !== undefined && random.next() < 0.15) {
      // One word of another message changed: `startup` and `shutdown`.
      const parts = before.split(' ')
      const place = parts.findIndex((word) => /^[a-z]+$/u.test(word))
      messages.push(parts.map((word, index) => (index === place ? random.pick(vocabulary) : word)).join(' '))
      continue
    }
    const said = Array.from({ length: 2 + random.whole(9) }, () => random.pick(vocabulary))
    for (let values = random.whole(3); values > 0; values--) {
      const place = 1 + random.whole(said.length)
      const kind = random.next()
      if (kind < 0.7) said.splice(place, 0, `{${random.pick(slots)}}`)
      else if (kind < 0.85) said.splice(place, 0, 'user', '{user}')
      else said.splice(place, 0, '{word}')
    }
    messages.push(said.join(' '))
  }
  return { name, tuned: false, header: (_, second) => `${iso(second)} INFO `, messages }
}

export const inventedSystems: readonly LogSystem[] = [
  invented('invented, 40 messages', 1, 40),
  invented('invented, 120 messages', 2, 120),
  invented('invented, 300 messages', 3, 300),
]
