import { useEffect, useRef, type ReactElement, type ReactNode } from 'react'
import { Button } from './button.tsx'
import styles from './dialog.module.css'

interface DialogProps {
  readonly title: string
  readonly isOpen: boolean
  readonly onClose: () => void
  readonly children: ReactNode
}

/** A question over the page; Escape and a press outside close it. */
export function Dialog({ title, isOpen, onClose, children }: DialogProps): ReactElement {
  return (
    <Modal label={title} isOpen={isOpen} onClose={onClose}>
      <header className={styles['head']}>
        <h2 className={styles['title']}>{title}</h2>
        <Button look="quiet" icon="close" label="Close" onPress={onClose} />
      </header>
      {children}
    </Modal>
  )
}

/** The browser's own dialog, which keeps the focus inside and gives it back. Nothing of it exists while it is closed. */
export function Modal({
  label,
  isOpen,
  onClose,
  children,
}: Omit<DialogProps, 'title'> & { readonly label: string }): ReactElement | null {
  return isOpen ? (
    <Shown label={label} onClose={onClose}>
      {children}
    </Shown>
  ) : null
}

function Shown({
  label,
  onClose,
  children,
}: {
  readonly label: string
  readonly onClose: () => void
  readonly children: ReactNode
}): ReactElement {
  const dialog = useRef<HTMLDialogElement>(null)
  useEffect(() => {
    const shown = dialog.current
    shown?.showModal()
    return () => shown?.close()
  }, [])
  return (
    <dialog
      ref={dialog}
      className={styles['modal']}
      aria-label={label}
      onCancel={(event) => {
        event.preventDefault()
        onClose()
      }}
      onClick={(event) => event.target === dialog.current && onClose()}
    >
      <div className={styles['box']}>{children}</div>
    </dialog>
  )
}
