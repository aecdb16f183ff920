import { jsonIn } from '../../model/json-in.ts'
import type { Live } from '../../model/live.ts'
import { entryOf } from '../../model/path.ts'
import { at, entries, items, textOf, type Fact } from '../facts.ts'

/** What may be a secret, with the name that it has. */
export type Kept = readonly [name: string, fact: Fact]

/** Where services take a password: paths of their live types, `[]` for each item of a list. */
const passwords: Readonly<Record<string, string>> = {
  'AWS::RDS::DBInstance': 'MasterUserPassword',
  'AWS::RDS::DBCluster': 'MasterUserPassword',
  'AWS::DocDB::DBCluster': 'MasterUserPassword',
  aws_docdb_cluster: 'master_password',
  'AWS::Redshift::Cluster': 'MasterUserPassword',
  'AWS::ElastiCache::ReplicationGroup': 'AuthToken',
  'AWS::OpenSearchService::Domain': 'AdvancedSecurityOptions.MasterUserOptions.MasterUserPassword',
  'AWS::Elasticsearch::Domain': 'AdvancedSecurityOptions.MasterUserOptions.MasterUserPassword',
  'AWS::AmazonMQ::Broker': 'Users[].Password',
  aws_mq_broker: 'user[].password',
  'AWS::DMS::Endpoint': 'Password',
  aws_dms_endpoint: 'password',
  'AWS::DirectoryService::MicrosoftAD': 'Password',
  'AWS::DirectoryService::SimpleAD': 'Password',
  aws_directory_service_directory: 'password',
  'AWS::IAM::User': 'LoginProfile.Password',
}

/** Where programs have their environment, or a store what it keeps. */
const others: Readonly<Record<string, (live: Live) => readonly Kept[]>> = {
  'AWS::Lambda::Function': (live) => entries(at(live, 'Environment.Variables')),
  'AWS::ECS::TaskDefinition': (live) => environments(at(live, 'ContainerDefinitions'), 'Environment'),
  aws_ecs_task_definition: (live) => environments(decoded(at(live, 'container_definitions')), 'environment'),
  'AWS::CodeBuild::Project': (live) => variables(at(live, 'Environment.EnvironmentVariables')),
  aws_codebuild_project: (live) => variables(at(live, 'environment.environment_variable')),
  aws_ssm_parameter: (live) =>
    isFirstOnly(live, 'value')
      ? []
      : contents(at(live, 'value'), textOf(at(live, 'name'))?.split('/').at(-1) ?? ''),
  aws_secretsmanager_secret_version: (live) =>
    isFirstOnly(live, 'secret_string') ? [] : contents(at(live, 'secret_string'), 'password'),
  'AWS::SecretsManager::Secret': (live) => contents(at(live, 'SecretString'), 'password'),
}

/** The live types that may have a secret in their code. */
export const keepers: readonly string[] = [...Object.keys(passwords), ...Object.keys(others)]

/** What may be a secret in a live resource. */
export function keptIn(live: Live): readonly Kept[] {
  const path = passwords[live.type]
  if (path === undefined) return others[live.type]?.(live) ?? []
  const [list = '', inner] = path.split('[].')
  const facts = inner === undefined ? [at(live, path)] : items(at(live, list)).map((one) => at(one, inner))
  // The token of a cache is a password like any other.
  return facts.map((one): Kept => ['password', one])
}

function environments(containers: Fact, path: string): readonly Kept[] {
  return items(containers).flatMap((one) => variables(at(one, path)))
}

/** Pairs of name and value, as CloudFormation and as the API writes them; what a variable takes from a store is only named in it. */
function variables(list: Fact): readonly Kept[] {
  return items(list).flatMap((one): readonly Kept[] => {
    const [name, value, type] = ['name', 'value', 'type'].map((key) => eitherCase(one, key))
    if (name === undefined || value === undefined) return []
    const isPlain = type === undefined || ['PLAINTEXT', undefined].includes(textOf(type))
    return isPlain ? [[textOf(name) ?? '', value]] : []
  })
}

function eitherCase(one: Fact, key: string): Fact | undefined {
  const names = [key, key.slice(0, 1).toUpperCase() + key.slice(1)]
  return names.map((name) => at(one, name)).find(({ value }) => value.kind !== 'absent')
}

/** The entries of a secret that is a JSON text, of which there may be none yet; else the secret itself. */
function contents(secret: Fact, name: string): readonly Kept[] {
  const inside = decoded(secret)
  const isCollection = inside.value.kind === 'map' || inside.value.kind === 'list'
  return isCollection ? entries(inside) : [[name, secret]]
}

function decoded(fact: Fact): Fact {
  return { ...fact, value: jsonIn(fact.value) }
}

/** Whether the code gives the first value only, and somebody else those that come after. */
function isFirstOnly({ sources }: Live, attribute: string): boolean {
  const ignored = entryOf(entryOf(sources[0]?.settings, 'lifecycle'), 'ignore_changes')
  const names = ignored?.kind === 'list' ? ignored.items : [ignored]
  return names.some((one) => one?.kind === 'scalar' && (one.scalar === 'all' || one.scalar === attribute))
}
