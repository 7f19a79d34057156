import type { MessageInstance } from 'antd/es/message/interface'
import { createContext, useContext } from 'react'

export const FeedbackContext = createContext<MessageInstance | null>(null)

/** Short messages at the top of the page, read out by screen readers. */
export function useMessage(): MessageInstance {
  const message = useContext(FeedbackContext)
  if (!message) throw new Error('Expected to be inside of Look, but there is no place for messages.')
  return message
}
