import { useEffect, useState } from 'react'

/** A text once nobody has written on it for a moment, so that not every letter asks the server. */
export function useLater(text: string): string {
  const [later, setLater] = useState(text)
  useEffect(() => {
    const timer = setTimeout(() => setLater(text), 200)
    return () => clearTimeout(timer)
  }, [text])
  return later
}
