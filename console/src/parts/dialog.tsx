import type { ReactElement, ReactNode } from 'react'
import { Dialog as Box, Heading, Modal, ModalOverlay } from 'react-aria-components'
import { Button } from './button.tsx'
import styles from './dialog.module.css'

/** A question over the page; Escape and a press outside close it. */
export function Dialog({
  title,
  isOpen,
  onClose,
  children,
}: {
  readonly title: string
  readonly isOpen: boolean
  readonly onClose: () => void
  readonly children: ReactNode
}): ReactElement {
  return (
    <ModalOverlay
      className={styles['over'] ?? ''}
      isOpen={isOpen}
      onOpenChange={(open) => !open && onClose()}
      isDismissable
    >
      <Modal className={styles['modal'] ?? ''}>
        <Box className={styles['box'] ?? ''}>
          <header className={styles['head']}>
            <Heading slot="title" className={styles['title'] ?? ''}>
              {title}
            </Heading>
            <Button look="quiet" icon="close" label="Close" onPress={onClose} />
          </header>
          {children}
        </Box>
      </Modal>
    </ModalOverlay>
  )
}
