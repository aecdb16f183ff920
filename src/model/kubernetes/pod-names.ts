/** The letters that Kubernetes makes names of: https://github.com/kubernetes/apimachinery/blob/master/pkg/util/rand/rand.go */
const safe = '[bcdfghjklmnpqrstvwxz2456789]'

/** What each kind puts behind its own name; of another kind up to four parts of any letters. */
const endings: Readonly<Record<string, string>> = {
  CronJob: String.raw`-\d{8,10}(?:-\d+)?-${safe}{5}`,
  DaemonSet: `-${safe}{5}`,
  Deployment: `-${safe}{6,10}-${safe}{5}`,
  Job: String.raw`(?:-\d+)?-${safe}{5}`,
  Pod: '',
  ReplicaSet: `-${safe}{5}`,
  ReplicationController: `-${safe}{5}`,
  Rollout: `-${safe}{6,10}-${safe}{5}`,
  StatefulSet: String.raw`-\d+`,
}

/**
 * What the pods of an object are called, as a regular expression that JavaScript and RE2 both understand, without
 * anchors. Kubernetes makes these names: https://kubernetes.io/docs/concepts/workloads/controllers/
 */
export function podNames(kind: string, name: string): string {
  const [plain = kind] = kind.split('.')
  const escaped = name.replaceAll(/[.\\+*?()|[\]{}^$]/gu, String.raw`\$&`)
  return `${escaped}${endings[plain] ?? '(?:-[a-z0-9]+){1,4}'}`
}

/** What a pod is of, by its name: `web` of `web-5d4f8c7b9d-x2x7k`, `db` of `db-0`, `agent` of `agent-x2x7k`; else the name itself. */
export function workloadOfPod(pod: string): string {
  const [, deployment] = /^(.+)-[0-9a-f]{6,10}-[a-z0-9]{5}$/u.exec(pod) ?? []
  if (deployment !== undefined) return deployment
  const [, other] = ofOne.exec(pod) ?? []
  return other ?? pod
}

const ofOne = new RegExp(String.raw`^(.+)-(?:\d{1,4}|${safe}{5})$`, 'u')
