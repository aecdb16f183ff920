import { answer, textOf, type Answer, type Fact } from '../facts.ts'

/**
 * Whether an action can be limited to a resource. An unknown one may be.
 * Source: https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html
 */
export function canBeLimited(action: Fact): Answer {
  if (action.value.kind === 'unknown') return 'undecided'
  const text = textOf(action)?.toLowerCase()
  if (text === undefined) return 'no'
  const [service = '', name = ''] = text.split(':')
  const patterns = unlimited[service] ?? ''
  return answer(!patterns.split(' ').some((pattern) => pattern !== '' && begins(name, pattern)))
}

/** Whether a name is one of a pattern; a wildcard in the name counts as a letter, so `Describe*` is within `describe*`. */
function begins(name: string, pattern: string): boolean {
  return pattern.endsWith('*') ? name.startsWith(pattern.slice(0, -1)) : name === pattern
}

/** By service, the actions that AWS lets nobody limit to a resource. */
const unlimited: Readonly<Record<string, string>> = {
  'access-analyzer': 'listanalyzers validatepolicy startpolicygeneration listpolicygenerations',
  acm: 'listcertificates requestcertificate getaccountconfiguration putaccountconfiguration',
  'application-autoscaling': 'describe*',
  autoscaling: 'describe* getpredictivescalingforecast',
  'aws-portal': '*',
  bedrock: 'listfoundationmodels listcustommodels listprovisionedmodelthroughputs',
  billing: '*',
  ce: 'get* list* describe*',
  cloudformation:
    'describeaccountlimits estimatetemplatecost listexports listimports liststacks validatetemplate createuploadbucket',
  cloudfront:
    'listdistributions listcachepolicies listorigin* listfunctions listinvalidations liststreamingdistributions',
  cloudtrail: 'describetrails listtrails lookupevents listpublickeys',
  cloudwatch:
    'getmetricdata getmetricstatistics listmetrics putmetricdata describealarmsformetric describeanomalydetectors putanomalydetector deleteanomalydetector listdashboards listmetricstreams getmetricwidgetimage',
  'cognito-identity':
    'listidentitypools createidentitypool getid getopenidtoken getcredentialsforidentity unlinkidentity',
  'cognito-idp': 'listuserpools createuserpool describeuserpooldomain',
  'compute-optimizer': '*',
  config: 'describe* get* list* put* select* deliver* start* stop* batchget*',
  cur: '*',
  dynamodb: 'listtables describelimits listbackups listglobaltables liststreams describereservedcapacity*',
  ec2: 'describe* getebsencryptionbydefault getebsdefaultkmskeyid enableebsencryptionbydefault disableebsencryptionbydefault getspotplacementscores',
  ec2messages: '*',
  ecr: 'getauthorizationtoken describeregistry getregistrypolicy putregistrypolicy getregistryscanningconfiguration putregistryscanningconfiguration putreplicationconfiguration',
  'ecr-public': 'getauthorizationtoken describeregistries',
  ecs: 'createcluster deregistertaskdefinition describetaskdefinition discoverpollendpoint listaccountsettings listclusters listservices listtaskdefinitions listtaskdefinitionfamilies registertaskdefinition',
  eks: 'createcluster listclusters describeaddonversions describeaddonconfiguration',
  elasticloadbalancing: 'describe*',
  elasticmapreduce: 'listclusters createsecurityconfiguration listsecurityconfigurations runjobflow',
  guardduty: 'listdetectors createdetector listinvitations getinvitationscount',
  health: 'describe*',
  iam: 'createaccountalias deleteaccountalias deleteaccountpasswordpolicy generatecredentialreport getaccount* getcredentialreport listaccountaliases listgroups listinstanceprofiles listopenidconnectproviders listpolicies listroles listsamlproviders listservercertificates listusers listvirtualmfadevices updateaccountpasswordpolicy simulatecustompolicy getcontextkeysforcustompolicy',
  kms: 'connectcustomkeystore createcustomkeystore createkey describecustomkeystores generaterandom listaliases listkeys',
  lambda:
    'createcodesigningconfig createeventsourcemapping getaccountsettings listcodesigningconfigs listeventsourcemappings listfunctions listlayers listlayerversions',
  logs: 'describequeries describedestinations describeresourcepolicies deleteresourcepolicy putresourcepolicy describequerydefinitions putquerydefinition getquery* stopquery createlogdelivery getlogdelivery updatelogdelivery deletelogdelivery listlogdeliveries',
  organizations: 'describeorganization list* createorganization leaveorganization',
  pricing: '*',
  rds: 'describeaccountattributes describecertificates describedbengineversions describeevents describeeventcategories describeenginedefault* describeorderabledbinstanceoptions describesourceregions',
  'resource-groups': 'listgroups searchresources creategroup',
  route53:
    'creategeolocation createhealthcheck getcheckeripranges getgeolocation gethealthcheckcount gethostedzonecount getaccountlimit listgeolocations listhealthchecks listhostedzones listhostedzonesbyname listtrafficpolicies testdnsanswer',
  s3: 'createjob getaccesspoint getaccountpublicaccessblock listaccesspoints listallmybuckets listjobs liststoragelensconfigurations putaccountpublicaccessblock',
  sagemaker: 'list* search',
  secretsmanager: 'batchgetsecretvalue getrandompassword listsecrets',
  servicequotas: 'get* list*',
  ses: 'getaccount* getsend* listidentities listconfigurationsets listtemplates getidentity* verify*',
  sns: 'listtopics listsubscriptions listplatformapplications getsmsattributes setsmsattributes',
  sqs: 'listqueues',
  ssm: 'createactivation deleteactivation describeactivations describeautomation* describeavailablepatches describeinstance* describeinventorydeletions describemaintenancewindows describeparameters describepatch* describesessions getdeployablepatchsnapshotforinstance getinventory getmanifest listassociations listcommands listcommandinvocations listdocuments putconfigurepackageresult putinventory',
  ssmmessages: '*',
  states: 'liststatemachines listactivities',
  sts: 'decodeauthorizationmessage getaccesskeyinfo getcalleridentity getservicebearertoken getsessiontoken',
  support: '*',
  tag: '*',
  trustedadvisor: 'describe*',
  xray: 'putencryptionconfig puttelemetryrecords puttracesegments getencryptionconfig getsampling* getservicegraph gettrace* batchgettraces getinsight*',
}
