import { useState, type ReactElement } from 'react'
import { Button } from './button.tsx'
import { Dialog } from './dialog.tsx'
import styles from './form.module.css'

/** A button for what can't be taken back: it asks first. */
export function Confirm({
  action,
  title,
  text,
  onConfirm,
}: {
  readonly action: string
  readonly title: string
  readonly text: string
  readonly onConfirm: () => void
}): ReactElement {
  const [isOpen, setIsOpen] = useState(false)
  return (
    <>
      <Button look="quiet" onPress={() => setIsOpen(true)}>
        {action}
      </Button>
      <Dialog title={title} isOpen={isOpen} onClose={() => setIsOpen(false)}>
        <div className={styles['form']}>
          <p>{text}</p>
          <div className={styles['end']}>
            <Button
              look="danger"
              onPress={() => {
                setIsOpen(false)
                onConfirm()
              }}
            >
              {action}
            </Button>
          </div>
        </div>
      </Dialog>
    </>
  )
}

/** A secret that is shown once. */
export function Secret({ what, secret }: { readonly what: string; readonly secret: string }): ReactElement {
  return (
    <div className={styles['form']}>
      <p>{what} It is shown this once; keep it where secrets are kept.</p>
      <code className={styles['secret']}>{secret}</code>
    </div>
  )
}
