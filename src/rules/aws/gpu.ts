/** Whether an instance type has GPUs or other accelerators. Source: https://aws.amazon.com/ec2/instance-types/#accelerated-computing */
export function isGpu(type: string | undefined): boolean {
  return /^(?:ml\.)?(?:p[2-6][a-z]*|g[3-6][a-z]*|inf\d|trn\d[a-z]*|dl\d[a-z]*)\./u.test(type ?? '')
}
