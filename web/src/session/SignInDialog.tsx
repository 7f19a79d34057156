import { Modal } from 'antd'
import { signedInAgain } from '@/api/signIn.ts'
import { useTexts } from '@/i18n/context.ts'
import { SignInForm } from './SignInForm.tsx'
import { sessionTexts } from './texts.ts'
import { useSession } from './useSession.ts'
import './signIn.css'

/** Cannot be closed: the calls behind it wait. A different person gets a fresh page, not this one's work. */
export function SignInDialog() {
  const t = useTexts(sessionTexts)
  const before = useSession().data?.user
  return (
    <Modal open title={t.againTitle} footer={null} closable={false} mask={{ closable: false }} keyboard={false} width={400}>
      <p>{t.againText}</p>
      <SignInForm
        username={before?.username ?? ''}
        onSignedIn={(session) => {
          if (before && before.id !== session.user.id) window.location.assign('/')
          else signedInAgain()
        }}
      />
    </Modal>
  )
}
