import { pathToFileURL } from 'node:url'
import { startReviewing } from '../../src/app/control/reviewing.ts'
import { github } from '../../src/forges/github/forge.ts'
import type { TrailEvent, TrailSubject } from '../../src/model/trail.ts'
import { openStore } from '../../src/store/store.ts'

// A process of its own: works until it is killed. What would go to the forge goes to an address of the test.
const [url = '', state = '', reviewer = '', forge = '', keys = ''] = process.argv.slice(2)
const store = await openStore(url, { keys })

/** An account in which somebody has changed the one queue by hand. */
const account = {
  name: 'aws eu-central-1',
  text: JSON.stringify([
    {
      TypeName: 'AWS::SQS::Queue',
      Identifier: 'https://sqs/1/jobs',
      Properties: { QueueName: 'jobs', QueueUrl: 'https://sqs/1/jobs', VisibilityTimeout: 60 },
    },
  ]),
  listed: ['AWS::SQS::Queue'],
  failures: [],
  partly: [],
}

function eventsOf({ address }: TrailSubject): readonly [string, readonly TrailEvent[]] {
  const parameters = { attributes: { VisibilityTimeout: '60' } }
  return [address, [{ name: 'SetQueueAttributes', at: '2026-11-20T14:03:11Z', by: 'ops/eve', parameters }]]
}

await startReviewing({
  store,
  url,
  state,
  concurrency: 2,
  reviewer: pathToFileURL(reviewer),
  leaseMilliseconds: 5000,
  address: 'https://plumbline.acme.example',
  forges: [
    {
      forge: {
        ...github,
        repositoryOf: () => ({ api: 'https://api.github.com', owner: 'acme', name: 'infra' }),
      },
      token: 't0k3n',
      secret: undefined,
      reports: false,
    },
  ],
  fetch: async (input, init) => {
    const request = new Request(input, init)
    const text = request.method === 'GET' ? undefined : await request.text()
    return fetch(request.url.replace('https://api.github.com', forge), {
      method: request.method,
      headers: { authorization: request.headers.get('authorization') ?? '' },
      ...(text === undefined ? {} : { body: text }),
    })
  },
  observers: {
    aws: async () => ({ kind: 'observed', observation: account }),
  },
  askTrail: async (_, subjects) => ({
    events: Object.fromEntries(subjects.filter(({ names }) => names.includes('jobs')).map(eventsOf)),
    failures: [],
  }),
  log: (level, message) => process.stderr.write(`${process.pid} ${level} ${message}\n`),
})
process.stdout.write('ready\n')
