import { useState, type ReactElement } from 'react'
import type { Stack } from '../../api/nouns.ts'
import { api } from '../../../../src/contract/routes.ts'
import { useCommand } from '../../api/use.ts'
import { Dialog } from '../../parts/dialog.tsx'
import { Form } from '../../parts/form.tsx'
import styles from '../drift.module.css'

/** Sends a file with what runs in a stack. */
export function Send({
  project,
  stack,
  onClose,
}: {
  readonly project: string
  readonly stack: Stack
  readonly onClose: () => void
}): ReactElement {
  const [text, setText] = useState('')
  const upload = useCommand(api.stacks.upload)
  return (
    <Dialog title={`What runs in ${stack.name}`} isOpen onClose={onClose}>
      <Form
        action="Send"
        error={upload.error}
        isBusy={upload.isPending || text === ''}
        onSubmit={() => upload.mutate({ project, stack: stack.id, text }, { onSuccess: onClose })}
      >
        <p>
          What <code>kubectl get -A deploy,svc,cm -o json --show-managed-fields</code>, the Cloud Control API
          or AWS Config print. It is kept encrypted.
        </p>
        <label className={styles['file']}>
          File
          <input
            type="file"
            accept=".json,.yaml,.yml"
            required
            onChange={(event) => void event.target.files?.[0]?.text().then(setText)}
          />
        </label>
      </Form>
    </Dialog>
  )
}
