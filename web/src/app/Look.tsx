import { ConfigProvider, message } from 'antd'
import enGB from 'antd/locale/en_GB'
import zhCN from 'antd/locale/zh_CN'
import dayjs from 'dayjs'
import 'dayjs/locale/en-gb'
import 'dayjs/locale/zh-cn'
import { useLayoutEffect, type ReactNode } from 'react'
import { FeedbackContext } from '@/ui/feedback.ts'
import { useLanguage } from '@/i18n/context.ts'
import { theme } from './theme.ts'

const ANTD = { zh: zhCN, en: enGB }
const DAYJS = { zh: 'zh-cn', en: 'en-gb' }
const HTML = { zh: 'zh-CN', en: 'en' }

/** The nonce that the server gave this page; browsers hide it from attribute selectors, not from scripts. */
const nonce = document.querySelector<HTMLMetaElement>('meta[property="csp-nonce"]')?.nonce ?? ''

/**
 * Dialogs and popups live in the application's own element. In `body`, antd would stop the page behind a dialog
 * from scrolling by a style element without a nonce, which the policy forbids; base.css does that instead.
 */
function inside(): HTMLElement {
  return document.getElementById('root') ?? document.body
}

/** Theme, antd's own language and the place where short messages appear. */
export function Look({ children }: { children: ReactNode }) {
  const { locale } = useLanguage()
  dayjs.locale(DAYJS[locale])
  useLayoutEffect(() => {
    document.documentElement.lang = HTML[locale]
  }, [locale])
  return (
    <ConfigProvider getPopupContainer={inside} theme={theme} locale={ANTD[locale]} csp={{ nonce }} button={{ autoInsertSpace: false }}>
      <Feedback>{children}</Feedback>
    </ConfigProvider>
  )
}

function Feedback({ children }: { children: ReactNode }) {
  const [messages, holder] = message.useMessage({ maxCount: 3 })
  return (
    <FeedbackContext value={messages}>
      {holder}
      {children}
    </FeedbackContext>
  )
}
